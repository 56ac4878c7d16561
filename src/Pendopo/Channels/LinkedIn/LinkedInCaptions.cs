using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Outbound;

namespace Pendopo.Channels.LinkedIn;

/// <summary>Takes the captions of a video to the address that LinkedIn named for them, before it is told that the video is whole.</summary>
internal sealed class LinkedInCaptions(LinkedInApi api, LinkedInCalls calls, LinkedInOutcomes outcomes, TimeProvider time)
{
    // So long a video waits for its captions; then it goes up without them, and a person is told.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(20);

    public static bool Wants(ConnectedAccount account, OutgoingPost post) => post.Video is { Captions.Length: > 0 } && account.Credentials<LinkedInKeys>().Of(post.Key)?.NoCaptions is null;

    /// <summary>Whether LinkedIn took them, or what to wait for. Why it did not is kept, and told when the post stands.</summary>
    public async Task<(bool Taken, SendOutcome? Waits)> Bring(ConnectedAccount account, OutgoingPost post, LinkedInMedium film, CancellationToken cancel)
    {
        var words = LinkedInWords.For(account);
        var form = await Form(post, cancel);
        var answer = api.IsOwn(film.CaptionsTo) ? await calls.With(account, keys => api.Caption(keys.Access, film.CaptionsTo, form, cancel), cancel) : await api.Caption(token: null, film.CaptionsTo, form, cancel);
        if (answer.Done)
            return (true, null);
        if (answer.SessionLost)
            return (false, outcomes.Of(account, "captions", answer, irreversible: false));
        var passes = answer.WillPass || answer.OverLimit;
        if (passes && time.GetUtcNow() - film.BegunAt < Patience)
            return (false, new SendOutcome.RetryAt(null, words["NotReached"]));
        await Miss(account, post, passes ? words["CaptionsGivenUp"] : answer.Message.Length > 0 ? answer.Message : answer.Code, cancel);
        return (false, null);
    }

    /// <summary>The video goes without them.</summary>
    /// <param name="why">In the centre's language, told when the post stands.</param>
    public Task Miss(ConnectedAccount account, OutgoingPost post, string why, CancellationToken cancel) =>
        account.Change<LinkedInKeys>(keys => keys.With(post.Key, (keys.Of(post.Key) ?? new LinkedInSending(time.GetUtcNow())) with { NoCaptions = why }), cancel);

    private static async Task<OutboundBody> Form(OutgoingPost post, CancellationToken cancel)
    {
        var about = new JsonObject { ["format"] = "SRT", ["formattedForEasyReader"] = true, ["largeText"] = true, ["source"] = "USER_PROVIDED", ["locale"] = Locale(post.Language), ["transcriptType"] = "CLOSED_CAPTION" };
        using var form = new MultipartFormDataContent(RandomNumberGenerator.GetHexString(32, lowercase: true)) { { new StringContent(about.ToJsonString()), "metadata" } };
        var file = new ByteArrayContent(Encoding.UTF8.GetBytes(Subtitles.Srt(post.Video!.Captions)));
        file.Headers.ContentType = new MediaTypeHeaderValue("text/plain");
        form.Add(file, "file", "captions.srt");
        return OutboundBody.Of(await form.ReadAsByteArrayAsync(cancel), form.Headers.ContentType!.ToString());
    }

    // The network's own example is that of English; it knows no other language of Indonesia by letters of its own.
    private static JsonObject Locale(string language) => language == "en" ? new() { ["variant"] = "AMERICAN", ["country"] = "US", ["language"] = "EN" } : new() { ["country"] = "ID", ["language"] = "ID" };
}
