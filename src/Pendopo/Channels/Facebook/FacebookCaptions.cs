using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;
using Pendopo.Channels.Graph;
using Pendopo.Platform.Outbound;

namespace Pendopo.Channels.Facebook;

/// <summary>Hands over what is said in a video or reel: before it is shown or, where the network wants it to stand first, after that. The same captions twice are the same.</summary>
internal sealed class FacebookCaptions(GraphApi api, GraphOutcomes outcomes)
{
    /// <summary>Null when the video may be shown: they are there, it has none, or they are brought when it stands.</summary>
    public async Task<SendOutcome?> Before(ConnectedAccount account, OutgoingPost post, FacebookStep step, CancellationToken cancel)
    {
        if (!Wants(post, step))
            return null;
        var (keys, answer) = (account.Credentials<FacebookKeys>(), await Bring(account, post, step, cancel));
        // What fails or is refused now may be taken once it stands, and a right that captions alone need disconnects nothing.
        return answer.PausedUntil is not null || answer.OverLimit || answer.TokenLost ? outcomes.Of(keys.Access, answer, GraphWords.For(account), irreversible: false) : null;
    }

    /// <summary>It is out. Without its captions it counts as not certain, and in the end a person adds them there.</summary>
    public async Task<SendOutcome> After(ConnectedAccount account, OutgoingPost post, FacebookStep step, RemoteRef remote, CancellationToken cancel)
    {
        var words = GraphWords.For(account);
        if (!Wants(post, step))
            return new SendOutcome.Sent(remote);
        var answer = await Bring(account, post, step, cancel);
        if (answer.Ok)
            return new SendOutcome.Sent(remote);
        var trouble = outcomes.Of(account.Credentials<FacebookKeys>().Access, answer, words, irreversible: false);
        return new SendOutcome.Unknown(trouble is SendOutcome.Refused refused ? string.Format(CultureInfo.InvariantCulture, words["CaptionsRefused"], refused.Reason) : words["CaptionsNotYet"]) { Out = remote };
    }

    // A story has no switch for them.
    private static bool Wants(OutgoingPost post, FacebookStep step) => post.Video is { Captions.Length: > 0 } && post.Placement != Placement.Story && !step.Captioned;

    private async Task<GraphAnswer> Bring(ConnectedAccount account, OutgoingPost post, FacebookStep step, CancellationToken cancel)
    {
        var boundary = RandomNumberGenerator.GetHexString(32, lowercase: true);
        var locale = Locale(post.Language);
        using var form = new MultipartFormDataContent(boundary) { { new StringContent(locale), "default_locale" } };
        var file = new ByteArrayContent(Encoding.UTF8.GetBytes(Subtitles.Srt(post.Video!.Captions)));
        file.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        // The language stands in the name of the file.
        form.Add(file, "captions_file", $"captions.{locale}.srt");
        var body = OutboundBody.Of(await form.ReadAsByteArrayAsync(cancel), $"multipart/form-data; boundary={boundary}");
        var answer = await api.Upload(account.Credentials<FacebookKeys>().Access, $"{step.Media}/captions", body, cancel);
        if (answer.Ok)
            await account.Change<FacebookKeys>(kept => kept.Steps.GetValueOrDefault(post.Key) is { } now ? kept.With(post.Key, now with { Captioned = true }) : null, cancel);
        return answer;
    }

    // The network knows no other language of Indonesia.
    private static string Locale(string language) => language switch { "en" => "en_US", "jv" => "jv_ID", _ => "id_ID" };
}
