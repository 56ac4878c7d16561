using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;
using Pendopo.Channels.Graph;
using Pendopo.Platform;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.Instagram;

/// <summary>Connects the account that belongs to a page, or gives a connected one another token. It is tried before it is kept.</summary>
internal sealed class ConnectInstagram(PendopoDb db, GraphApi api, Accounts accounts, IStringLocalizer<GraphText> words, TimeProvider time)
{
    public async Task<Result<Channel>> Run(Centre centre, GraphPage page, GraphVisit visit, CancellationToken cancel)
    {
        if (page.Instagram.Length == 0)
            return words.Problem("NoInstagram");
        var keys = new InstagramKeys(page.Instagram, page.InstagramName, page.Token, visit.Granted);
        var tried = await api.Get(keys.Access, keys.Account, [("fields", "id,username")], cancel);
        if (!tried.Ok)
            return words.Problem(tried.TokenLost || tried.NotPermitted ? "PageRefused" : "MetaNotReached");
        if (keys.Username.Length == 0)
            keys = keys with { Username = KeptText.Of(tried.Body.Text("username"), Border.HandleLength) };
        // On the account itself: a page's subscription refuses these. Without it Pendopo looks by itself every few minutes.
        await api.Post(keys.Access, $"{keys.Account}/subscribed_apps", new JsonObject { ["subscribed_fields"] = "comments,mentions,messages" }, cancel);
        return await Keep(centre, keys, cancel);
    }

    private async Task<Channel> Keep(Centre centre, InstagramKeys keys, CancellationToken cancel)
    {
        var known = await db.Set<Channel>().FirstOrDefaultAsync(channel => channel.Network == InstagramConnector.NetworkName && channel.Address == keys.Account, cancel);
        if (known is null)
            db.Add(known = Channel.Connect(centre.Id, InstagramConnector.NetworkName, "@" + keys.Username, keys.Account, accounts.Seal(keys), time.Now()));
        else
            known.Renew("@" + keys.Username, keys.Account, accounts.Seal(await Kept(known, keys, cancel)), time.Now());
        await db.SaveChangesAsync(cancel);
        return known;
    }

    // What is under way when it is connected again is still known by its containers.
    private async Task<InstagramKeys> Kept(Channel known, InstagramKeys keys, CancellationToken cancel) =>
        keys with { Containers = (await accounts.Open(known, cancel)).Credentials<InstagramKeys>().Containers };
}
