using Microsoft.Extensions.Localization;
using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;
using Pendopo.Channels.Google;
using Pendopo.Platform;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.YouTube;

/// <summary>Connects the channel of who signed in, or gives a connected one another grant. It is tried before it is kept.</summary>
internal sealed class ConnectYouTube(GoogleApi api, GoogleSettings settings, KeepAccount keep, IStringLocalizer<GoogleText> words)
{
    /// <summary>A channel that the grant opens.</summary>
    public sealed record Seen(string Id, string Title, string Handle);

    /// <summary>The channel of who signed in.</summary>
    public async Task<Result<Seen>> Look(GoogleGrant grant, CancellationToken cancel)
    {
        var answer = await api.Send(GoogleApi.Get($"{settings.Videos}/youtube/{settings.VideosVersion.Name}/channels", ("part", "id,snippet"), ("mine", "true")), grant, cancel);
        if (!answer.Ok)
            return words.Problem(answer.WillPass || answer.TooFast ? "GoogleNotReached" : answer.DayUsedUp ? "DayUsedUp" : "CodeRefused");
        var channel = answer.Body.Items("items").FirstOrDefault();
        if (channel.Text("id") is not { Length: > 0 } id)
            return words.Problem("NoChannel");
        var title = KeptText.Of(channel.Member("snippet").Text("title"), Border.NameLength);
        return new Seen(id, title, KeptText.Of(channel.Member("snippet").Text("customUrl") is { Length: > 0 } handle ? handle : title, Border.HandleLength));
    }

    public async Task<Result<Channel>> Run(Centre centre, GoogleGrant grant, bool unlisted, CancellationToken cancel)
    {
        var looked = await Look(grant, cancel);
        if (!looked.Ok)
            return looked.Problems.ToList();
        var seen = looked.Value;
        var keys = new YouTubeKeys(seen.Id, seen.Title, grant, unlisted);
        return await keep.Run(centre, YouTubeConnector.NetworkName, (seen.Handle, seen.Id), keys, before => keys with { Uploads = before.Uploads }, cancel);
    }
}
