using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Outbound;

namespace Pendopo.Channels.X;

/// <summary>Takes the captions of a video to X and ties them to it. They are small, so a try that broke off is made anew from its beginning; nobody sees anything of it.</summary>
internal sealed class XSubtitles(XCalls calls, XOutcomes outcomes, TimeProvider time)
{
    // So long a video waits for its captions; then it stands without them, and a person is told.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(20);

    /// <summary>Null when X has them, or does not want them: why is kept, and told when the post stands.</summary>
    public async Task<SendOutcome?> Bring(ConnectedAccount account, OutgoingPost post, XMedium film, CancellationToken cancel)
    {
        if (film.Captioned || account.Credentials<XKeys>().Of(post.Key)?.NoCaptions is not null)
            return null;
        if (await Send(account, post, film.Id, cancel) is not { } stopped)
            return await Keep(account, post, sending => sending with { Media = [.. sending.Media.Select(medium => medium.Id == film.Id ? medium with { Captioned = true } : medium)] }, cancel);
        var outcome = outcomes.Of(account, "subtitles", stopped, irreversible: false);
        if (Waits(film, stopped, outcome))
            return outcome;
        var why = outcome switch
        {
            SendOutcome.Refused refused => refused.Reason,
            // A right that captions alone need disconnects nothing.
            SendOutcome.Reconnect reconnect => reconnect.Reason,
            _ => XWords.For(account)["CaptionsGivenUp"],
        };
        return await Keep(account, post, sending => sending with { NoCaptions = why }, cancel);
    }

    // An account that is lost, and credits that are used up, stop the post too; every other trouble is that of the captions alone.
    private bool Waits(XMedium film, XAnswer stopped, SendOutcome outcome) => outcome switch
    {
        SendOutcome.HeldUntil held => stopped.Capped || held.When - film.BegunAt < Patience,
        SendOutcome.RetryAt => time.GetUtcNow() - film.BegunAt < Patience,
        _ => stopped.SessionLost,
    };

    /// <summary>Null when X has tied them to the video; else the answer that stopped it.</summary>
    private async Task<XAnswer?> Send(ConnectedAccount account, OutgoingPost post, string film, CancellationToken cancel)
    {
        var bytes = Encoding.UTF8.GetBytes(Subtitles.Srt(post.Video!.Captions));
        var begun = await calls.Do(account, XCall.Send("initialize", HttpMethod.Post, "media/upload/initialize", new() { ["media_type"] = "text/srt", ["total_bytes"] = bytes.Length, ["media_category"] = "subtitles" }), cancel);
        if (begun.Data.Text("id") is not { Length: > 0 } id)
            return begun;
        var sent = await calls.Do(account, new("append", HttpMethod.Post, $"media/upload/{id}/append", await Form(bytes, cancel)), cancel);
        if (!Done(sent))
            return sent;
        var ended = await calls.Do(account, XCall.Send("finalize", HttpMethod.Post, $"media/upload/{id}/finalize", []), cancel);
        if (!Done(ended))
            return ended;
        var tied = await calls.Do(account, XCall.Send("subtitles", HttpMethod.Post, "media/subtitles", new()
        {
            ["id"] = film, ["media_category"] = "TweetVideo",
            ["subtitles"] = new JsonObject { ["id"] = id, ["language_code"] = Code(post.Language), ["display_name"] = Subtitles.NameOf(post.Language) },
        }), cancel);
        return Done(tied) ? null : tied;
    }

    // Many of these answer with no body at all.
    private static bool Done(XAnswer answer) => answer.Status is >= 200 and <= 299;

    // Two letters are asked for, and not every language of Indonesia has them.
    private static string Code(string language) => language.Length == 2 ? language.ToUpper(CultureInfo.InvariantCulture) : "ID";

    private static async Task<OutboundBody> Form(byte[] bytes, CancellationToken cancel)
    {
        using var form = new MultipartFormDataContent(RandomNumberGenerator.GetHexString(32, lowercase: true)) { { new StringContent("0"), "segment_index" } };
        var part = new ByteArrayContent(bytes);
        part.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        form.Add(part, "media", "piece");
        return OutboundBody.Of(await form.ReadAsByteArrayAsync(cancel), form.Headers.ContentType!.ToString());
    }

    private static async Task<SendOutcome?> Keep(ConnectedAccount account, OutgoingPost post, Func<XSending, XSending> change, CancellationToken cancel)
    {
        await account.Change<XKeys>(keys => keys.Of(post.Key) is { } sending ? keys.With(post.Key, change(sending)) : null, cancel);
        return null;
    }
}
