using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Pendopo.Tests.StandIns.Net;

namespace Pendopo.Tests.StandIns.YouTube;

/// <summary>Uploads that go on where they stopped: a session address, parts of multiples of 256 KiB, 308 with what is there. The video exists after the last byte alone.</summary>
internal sealed class YouTubeUploads(YouTubeStandIn network)
{
    private const int Part = 256 << 10;
    private readonly ConcurrentDictionary<string, Session> sessions = new();

    internal sealed class Session(JsonObject words, long size, string type, DateTimeOffset endsAt)
    {
        public JsonObject Words => words;

        public long Size => size;

        public string Type => type;

        public DateTimeOffset EndsAt => endsAt;

        public List<byte> Bytes { get; } = [];

        public string? Video { get; set; }
    }

    public IReadOnlyDictionary<string, Session> Sessions => sessions;

    /// <summary>Every session address is dead.</summary>
    public void Forget() => sessions.Clear();

    public NetReply? Serve(NetCall call) => call.Name switch
    {
        "POST /upload/youtube/v3/videos" => Start(call),
        "PUT /upload/youtube/v3/videos" => Put(call),
        _ => null,
    };

    private NetReply Start(NetCall call)
    {
        if (call["uploadType"] != "resumable")
            return YouTubeStandIn.Error(400, "wrongUrlForUpload", "Only resumable uploads are understood here.");
        if (network.Videos.Wrong(call.Json, whole: true) is { } wrong)
            return wrong;
        if (!long.TryParse(call.Headers["X-Upload-Content-Length"], CultureInfo.InvariantCulture, out var size) || size <= 0)
            size = -1;
        var type = call.Headers["X-Upload-Content-Type"].ToString();
        if (!type.StartsWith("video/", StringComparison.Ordinal) && type != "application/octet-stream")
            return YouTubeStandIn.Error(400, "mediaBodyRequired", "The request does not include the video content.");
        var id = network.NextId("session-");
        sessions[id] = new(call.Json, size, type, network.Time.GetUtcNow() + network.Facts.SessionLives);
        return new(200, "", ("Location", $"{network.Url}/upload/youtube/v3/videos?uploadType=resumable&upload_id={id}"));
    }

    private NetReply Put(NetCall call)
    {
        if (!sessions.TryGetValue(call["upload_id"], out var session) || session.EndsAt <= network.Time.GetUtcNow())
            return YouTubeStandIn.Error(network.Facts.DeadSession, "notFound", "The upload session is gone.");
        if (session.Video is { } done)
            return NetReply.Ok(network.Videos.Show(done));
        var range = call.Headers.ContentRange.ToString();
        if (range.StartsWith("bytes */", StringComparison.Ordinal))
            return Stands(session);
        var (from, total) = (0L, (long)call.Body.Length);
        if (range.Length > 0)
        {
            var parts = range["bytes ".Length..].Split('-', '/');
            (from, total) = (long.Parse(parts[0], CultureInfo.InvariantCulture), long.Parse(parts[2], CultureInfo.InvariantCulture));
            if (long.Parse(parts[1], CultureInfo.InvariantCulture) - from + 1 != call.Body.Length)
                return YouTubeStandIn.Error(400, "invalidContentRange", "The range and the length of the body differ.");
        }
        if (from != session.Bytes.Count || (session.Size >= 0 && total != session.Size))
            return Stands(session);
        if (from + call.Body.Length < total && call.Body.Length % Part != 0)
            return YouTubeStandIn.Error(400, "invalidChunkSize", "Parts are multiples of 256 KiB.");
        session.Bytes.AddRange(call.Body);
        if (session.Bytes.Count < total)
            return Stands(session);
        session.Video = network.Videos.Add(session.Words, [.. session.Bytes]);
        return NetReply.Of(201, network.Videos.Show(session.Video));
    }

    private static NetReply Stands(Session session) => session.Bytes.Count == 0 ? new(308, "") : new(308, "", ("Range", $"bytes=0-{session.Bytes.Count - 1}"));
}
