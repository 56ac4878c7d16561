using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;
using Pendopo.Channels.Graph;
using Pendopo.Platform.Outbound;

namespace Pendopo.Channels.Facebook;

/// <summary>Hands the bytes of a video over, part by part. After each the place is kept; where the network has another one in mind, its own counts.</summary>
internal sealed class FacebookBytes(GraphApi api, GraphOutcomes outcomes, TimeProvider time)
{
    /// <summary>Bytes of a part where the network asks for no certain one, and at most.</summary>
    public const int Part = 4 << 20, MostPart = 16 << 20;

    /// <summary>After so long the rest goes in another turn: a turn may take two minutes, and the last part of it needs some.</summary>
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(40);

    private const int OffsetWrong = 6001, SessionGone = 1363030;

    /// <summary>Returns null when all bytes are there, else what became of it.</summary>
    public async Task<SendOutcome?> Send(ConnectedAccount account, OutgoingPost post, FacebookStep step, CancellationToken cancel)
    {
        var (keys, words, film, begun) = (account.Credentials<FacebookKeys>(), GraphWords.For(account), post.Video!, time.GetTimestamp());
        while (step.Sent < film.Bytes)
        {
            if (time.GetElapsedTime(begun) > Turn)
                return new SendOutcome.HeldUntil(time.GetUtcNow(), string.Format(CultureInfo.InvariantCulture, words["VideoGoesOn"], step.Sent >> 20, (film.Bytes >> 20) + 1));
            var answer = step.Placement == Placement.Post ? await Transfer(keys, film, step, cancel) : await Raw(keys, film, step, cancel);
            if (Next(step, answer, film) is not { } next)
            {
                if (answer.Subcode == SessionGone && answer.Code != OffsetWrong)
                    await account.Change<FacebookKeys>(kept => kept.Without(post.Key), cancel);
                return outcomes.Of(keys.Access, answer, words, irreversible: false) is SendOutcome.Refused && answer.Subcode == SessionGone
                    ? new SendOutcome.RetryAt(null, words["MadeAnew"]) : outcomes.Of(keys.Access, answer, words, irreversible: false);
            }
            step = next;
            await account.Change<FacebookKeys>(kept => kept.With(post.Key, next), cancel);
        }
        return null;
    }

    /// <summary>The step after an answer; null where nothing went on.</summary>
    private static FacebookStep? Next(FacebookStep step, GraphAnswer answer, OutgoingVideo film)
    {
        var told = Told(answer, "start_offset") ?? Told(answer, "file_offset");
        if (answer.Code == OffsetWrong)
            // Less than it had before: it keeps no parts.
            return told is { } place && place != step.Sent ? step with { Sent = place, Until = Told(answer, "end_offset") ?? 0, Whole = step.Whole || place < step.Sent } : null;
        if (!answer.Ok)
            return null;
        if (step.Placement == Placement.Post)
            return told > step.Sent ? step with { Sent = told.Value, Until = Told(answer, "end_offset") ?? 0 } : null;
        return answer.Body.Member("success").ValueKind == System.Text.Json.JsonValueKind.True ? step with { Sent = step.Sent + Size(step, film) } : null;
    }

    /// <summary>A place that an answer tells, as a number or in letters; null where it tells none.</summary>
    public static long? Told(GraphAnswer answer, string name)
    {
        var at = answer.Ok ? answer.Body : answer.Body.Member("error").Member("error_data");
        return long.TryParse(at.Text(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : at.Number(name);
    }

    private static long Size(FacebookStep step, OutgoingVideo film) =>
        step.Whole ? film.Bytes - step.Sent : Math.Min(film.Bytes - step.Sent, step.Until > step.Sent ? Math.Min(step.Until - step.Sent, MostPart) : Part);

    private Task<GraphAnswer> Raw(FacebookKeys keys, OutgoingVideo film, FacebookStep step, CancellationToken cancel)
    {
        var size = Size(step, film);
        var body = new OutboundBody("application/octet-stream", size, async token => await Open(film, step.Sent, size, token));
        return api.Bytes(keys.Access, step.Where, (step.Sent, film.Bytes), body, cancel);
    }

    private async Task<GraphAnswer> Transfer(FacebookKeys keys, OutgoingVideo film, FacebookStep step, CancellationToken cancel)
    {
        var (size, boundary) = (Size(step, film), RandomNumberGenerator.GetHexString(32, lowercase: true));
        using var measured = await Form(film, step, size, boundary, cancel);
        var body = new OutboundBody($"multipart/form-data; boundary={boundary}", measured.Headers.ContentLength, async token => await (await Form(film, step, size, boundary, token)).ReadAsStreamAsync(token));
        return await api.Upload(keys.Access, $"{keys.Page}/videos", body, cancel);
    }

    private static async Task<MultipartFormDataContent> Form(OutgoingVideo film, FacebookStep step, long size, string boundary, CancellationToken cancel)
    {
        var form = new MultipartFormDataContent(boundary)
        {
            { new StringContent("transfer"), "upload_phase" }, { new StringContent(step.Where), "upload_session_id" },
            { new StringContent(step.Sent.ToString(CultureInfo.InvariantCulture)), "start_offset" },
        };
        var part = new StreamContent(await Open(film, step.Sent, size, cancel));
        part.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        form.Add(part, "video_file_chunk", "part");
        return form;
    }

    // A part is small enough to stand in memory; the whole, where it must be one, is read while it goes out.
    private static async Task<Stream> Open(OutgoingVideo film, long from, long size, CancellationToken cancel)
    {
        var whole = await film.Open(cancel);
        whole.Seek(from, SeekOrigin.Begin);
        if (from + size == film.Bytes)
            return whole;
        await using (whole)
        {
            var part = new byte[size];
            await whole.ReadExactlyAsync(part, cancel);
            return new MemoryStream(part, writable: false);
        }
    }
}
