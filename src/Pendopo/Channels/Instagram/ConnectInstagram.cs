using System.Text.Json.Nodes;
using Microsoft.Extensions.Localization;
using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;
using Pendopo.Channels.Graph;
using Pendopo.Platform;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.Instagram;

/// <summary>Connects the account that belongs to a page, or gives a connected one another token. It is tried before it is kept.</summary>
internal sealed class ConnectInstagram(GraphApi api, KeepAccount keep, IStringLocalizer<GraphText> words)
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
        return await keep.Run(centre, InstagramConnector.NetworkName, ("@" + keys.Username, keys.Account), keys, before => keys with { Containers = before.Containers }, cancel);
    }
}
