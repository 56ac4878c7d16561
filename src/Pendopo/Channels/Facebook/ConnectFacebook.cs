using System.Text.Json.Nodes;
using Microsoft.Extensions.Localization;
using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;
using Pendopo.Channels.Graph;
using Pendopo.Platform;
using Pendopo.Platform.Centres;

namespace Pendopo.Channels.Facebook;

/// <summary>Connects a page that the person chose, or gives a connected one another token. It is tried before it is kept.</summary>
internal sealed class ConnectFacebook(GraphApi api, KeepAccount keep, IStringLocalizer<GraphText> words)
{
    public async Task<Result<Channel>> Run(Centre centre, GraphPage page, GraphVisit visit, CancellationToken cancel)
    {
        var keys = new FacebookKeys(page.Id, page.Name, page.Token, visit.Granted);
        var tried = await api.Get(keys.Access, page.Id, [("fields", "id,name")], cancel);
        if (!tried.Ok)
            return words.Problem(tried.TokenLost || tried.NotPermitted ? "PageRefused" : "MetaNotReached");
        // Without it Pendopo looks by itself every few minutes, so a refusal does not keep the page from being connected.
        await api.Post(keys.Access, $"{page.Id}/subscribed_apps", new JsonObject { ["subscribed_fields"] = "feed,mention,messages" }, cancel);
        return await keep.Run(centre, FacebookConnector.NetworkName, (keys.Name, keys.Page), keys, before => keys with { Steps = before.Steps }, cancel);
    }
}
