using System.Text.RegularExpressions;
using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Access;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.WhatsApp;

/// <summary>Shows a picture, voice or file that somebody sent: fetched from the network when a colleague opens it, and not kept here.</summary>
internal static partial class MediaRoute
{
    // What a browser may show; everything else is handed over as a file.
    private static readonly HashSet<string> Shown = new(StringComparer.OrdinalIgnoreCase) { "image/jpeg", "image/png", "image/webp", "audio/ogg", "audio/mpeg", "audio/aac", "audio/mp4", "video/mp4" };

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGroup("/desk/whatsapp").Needs(ChannelsRoom.MayOpenMedia).ExcludeFromDescription().MapGet("/{id}/media/{medium}", Open);

    private static async Task<IResult> Open(Id<Channel> id, string medium, HttpResponse response, Accounts accounts, Cloud cloud, CancellationToken cancel)
    {
        if (!Name().IsMatch(medium) || await accounts.Find(id, cancel) is not { Network: WhatsAppConnector.NetworkName } channel)
            return TypedResults.NotFound();
        var keys = (await accounts.Open(channel, cancel)).Credentials<WhatsAppKeys>();
        var answer = await cloud.Ask(keys, $"{medium}?phone_number_id={keys.Phone}", cancel);
        if (!answer.Ok || answer.Body.Text("url") is not { Length: > 0 } url)
            return TypedResults.NotFound();
        var bytes = await cloud.Fetch(keys, url, cancel);
        if (!bytes.IsSuccess)
            return TypedResults.NotFound();
        var type = answer.Body.Text("mime_type").Split(';')[0].Trim();
        (response.Headers.CacheControl, response.Headers.XContentTypeOptions) = ("private, no-store", "nosniff");
        return Shown.Contains(type) ? TypedResults.Bytes(bytes.Body, type) : TypedResults.Bytes(bytes.Body, "application/octet-stream", $"whatsapp-{medium}");
    }

    [GeneratedRegex("^[A-Za-z0-9_-]{1,100}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Name();
}
