using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;
using Pendopo.Channels.Graph;
using Pendopo.Platform;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.Facebook;

/// <summary>Connects a page that the person chose, or gives a connected one another token. It is tried before it is kept.</summary>
internal sealed class ConnectFacebook(PendopoDb db, GraphApi api, Accounts accounts, IStringLocalizer<GraphText> words, TimeProvider time)
{
    public async Task<Result<Channel>> Run(Centre centre, GraphPage page, GraphVisit visit, CancellationToken cancel)
    {
        var keys = new FacebookKeys(page.Id, page.Name, page.Token, visit.Granted);
        var tried = await api.Get(keys.Access, page.Id, [("fields", "id,name")], cancel);
        if (!tried.Ok)
            return words.Problem(tried.TokenLost || tried.NotPermitted ? "PageRefused" : "MetaNotReached");
        // Without it Pendopo looks by itself every few minutes, so a refusal does not keep the page from being connected.
        await api.Post(keys.Access, $"{page.Id}/subscribed_apps", new JsonObject { ["subscribed_fields"] = "feed,mention,messages" }, cancel);
        return await Keep(centre, keys, cancel);
    }

    private async Task<Channel> Keep(Centre centre, FacebookKeys keys, CancellationToken cancel)
    {
        var known = await db.Set<Channel>().FirstOrDefaultAsync(channel => channel.Network == FacebookConnector.NetworkName && channel.Address == keys.Page, cancel);
        if (known is null)
            db.Add(known = Channel.Connect(centre.Id, FacebookConnector.NetworkName, keys.Name, keys.Page, accounts.Seal(keys), time.Now()));
        else
            known.Renew(keys.Name, keys.Page, accounts.Seal(await Kept(known, keys, cancel)), time.Now());
        await db.SaveChangesAsync(cancel);
        return known;
    }

    // What is under way when it is connected again goes on where it was.
    private async Task<FacebookKeys> Kept(Channel known, FacebookKeys keys, CancellationToken cancel) =>
        keys with { Steps = (await accounts.Open(known, cancel)).Credentials<FacebookKeys>().Steps };
}
