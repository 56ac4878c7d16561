using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Pendopo.Tests.StandIns.Wire;

namespace Pendopo.Tests.StandIns.LinkedIn;

/// <summary>Pictures, documents and videos: an address for the bytes, one or one for each part, and a state that is waited for.</summary>
internal sealed class LinkedInMedia(LinkedInStandIn linkedIn)
{
    public sealed class Upload(string urn, string kind, long size, int parts)
    {
        public string Urn => urn;

        /// <summary>image, document or video.</summary>
        public string Kind => kind;

        public long Size => size;

        public byte[]?[] Parts { get; } = new byte[]?[parts];

        public bool Finished { get; set; }

        /// <summary>Whether its captions were announced, and as they came: what is told of them, and the file.</summary>
        public bool WaitsForCaptions { get; set; }

        public (JsonNode About, string File)? Captions { get; set; }

        public int Looks { get; set; }

        public string UploadToken { get; } = $"t-{urn[^4..]}";

        public byte[] Bytes => [.. Parts.SelectMany(part => part ?? [])];
    }

    public ConcurrentDictionary<string, Upload> Uploads { get; } = new();

    /// <summary>Bytes of one part of a video.</summary>
    public int Part { get; set; } = 4 << 20;

    /// <summary>Looks until what was uploaded is ready.</summary>
    public int LooksUntilReady { get; set; } = 1;

    /// <summary>The next uploads end as PROCESSING_FAILED.</summary>
    public bool Fails { get; set; }

    /// <summary>Whether it tells where captions go that were announced.</summary>
    public bool NamesCaptionsPlace { get; set; } = true;

    public bool IsReady(string urn) => Uploads.TryGetValue(urn, out var upload) && State(upload) == "AVAILABLE";

    public WireReply? Serve(WireCall call) => (call.Method, call.Path) switch
    {
        ("POST", ["rest", "images" or "documents" or "videos"]) when call["action"] == "initializeUpload" => Begin(call),
        ("POST", ["rest", "videos"]) when call["action"] == "finalizeUpload" => Finish(call),
        ("GET", ["rest", "images" or "documents" or "videos", var urn]) => Look(urn),
        _ => null,
    };

    /// <summary>Bytes at the address that was given; no token is looked at there, except for captions.</summary>
    public WireReply Put(WireCall call)
    {
        if (call.Method == "POST" && call.Path is ["dms-uploads", var film, "captions"])
            return Uploads.TryGetValue(film, out var captioned) && captioned.WaitsForCaptions ? Caption(call, captioned) : LinkedInAnswers.NotFound;
        if (call.Method != "PUT" || call.Path is not ["dms-uploads", var urn, var number] || !Uploads.TryGetValue(urn, out var upload) || !int.TryParse(number, CultureInfo.InvariantCulture, out var part) || part >= upload.Parts.Length)
            return LinkedInAnswers.NotFound;
        // Each address takes its bytes once.
        if (upload.Parts[part] is not null && upload.Kind != "video")
            return LinkedInAnswers.Error(400, "The upload URL was used already");
        if (upload.Kind == "video" && call.Body.LongLength != PartSize(upload, part))
            return LinkedInAnswers.Error(400, "The bytes do not match the range of this upload URL");
        upload.Parts[part] = call.Body;
        upload.Finished = upload.Kind != "video";
        return new(upload.Kind == "video" ? 200 : 201, null, ("ETag", $"\"{Tag(upload, part)}\""));
    }

    private WireReply Caption(WireCall call, Upload upload)
    {
        if (linkedIn.Facts.CaptionsAskToken && linkedIn.Tokens.Check(call, LinkedInTokens.AllScopes) is not null)
            return LinkedInAnswers.Error(401, "Unauthorized");
        if (!linkedIn.Facts.TakesCaptions || call.Files.GetValueOrDefault("file") is not { Length: > 0 } file || JsonNode.Parse(call["metadata"]) is not JsonObject about || about["format"]?.ToString() != "SRT" || about["transcriptType"]?.ToString() != "CLOSED_CAPTION")
            return LinkedInAnswers.Invalid("The captions could not be read");
        upload.Captions = (about, System.Text.Encoding.UTF8.GetString(file));
        return new(201);
    }

    private long PartSize(Upload upload, int part) => Math.Min(Part, upload.Size - ((long)part * Part));

    private static string Tag(Upload upload, int part) => $"/ambry-video/signedId/{upload.Urn[^4..]}-{part}";

    private WireReply Begin(WireCall call)
    {
        var (kind, asked) = (call.Path[1][..^1], call.Json?["initializeUploadRequest"]);
        if (asked?["owner"]?.ToString() != LinkedInStandIn.Page)
            return LinkedInAnswers.NotAllowed;
        var size = asked["fileSizeBytes"]?.GetValue<long>() ?? 0;
        if (kind == "video" && size <= 0)
            return LinkedInAnswers.Invalid("fileSizeBytes is required");
        var parts = kind == "video" ? (int)((size + Part - 1) / Part) : 1;
        var upload = new Upload($"urn:li:{kind}:C4E{linkedIn.NextId()}", kind, size, parts);
        upload.WaitsForCaptions = kind == "video" && asked["uploadCaptions"]?.GetValue<bool>() == true;
        Uploads[upload.Urn] = upload;
        var ends = linkedIn.Now.AddHours(24).ToUnixTimeMilliseconds();
        if (kind != "video")
            return WireReply.Of(new JsonObject { ["value"] = new JsonObject { ["uploadUrlExpiresAt"] = ends, ["uploadUrl"] = Address(upload, 0), [kind] = upload.Urn } });
        var instructions = Enumerable.Range(0, parts).Select(part => (JsonNode)new JsonObject
        {
            ["uploadUrl"] = Address(upload, part), ["firstByte"] = (long)part * Part, ["lastByte"] = ((long)part * Part) + PartSize(upload, part) - 1,
        });
        var value = new JsonObject { ["uploadUrlsExpireAt"] = ends, ["video"] = upload.Urn, ["uploadInstructions"] = new JsonArray([.. instructions]), ["uploadToken"] = upload.UploadToken };
        if (upload.WaitsForCaptions && NamesCaptionsPlace)
            value["captionsUploadUrl"] = $"{linkedIn.Url}/dms-uploads/{Uri.EscapeDataString(upload.Urn)}/captions";
        return WireReply.Of(new JsonObject { ["value"] = value });
    }

    private string Address(Upload upload, int part) => $"{linkedIn.Url}/dms-uploads/{Uri.EscapeDataString(upload.Urn)}/{part}";

    private WireReply Finish(WireCall call)
    {
        var asked = call.Json?["finalizeUploadRequest"] ?? call.Json;
        if (!Uploads.TryGetValue(asked?["video"]?.ToString() ?? "", out var upload))
            return LinkedInAnswers.NotFound;
        var tags = asked!["uploadedPartIds"]?.AsArray().Select(tag => tag!.ToString().Trim('"')).ToList() ?? [];
        if (asked["uploadToken"]?.ToString() is { Length: > 0 } token && token != upload.UploadToken)
            return LinkedInAnswers.Invalid("uploadToken does not match");
        if (upload.Parts.Any(part => part is null) || !tags.SequenceEqual(Enumerable.Range(0, upload.Parts.Length).Select(part => Tag(upload, part))))
            return LinkedInAnswers.Invalid("uploadedPartIds must name every part in its order");
        upload.Finished = true;
        return new(200);
    }

    private WireReply Look(string urn)
    {
        if (!Uploads.TryGetValue(urn, out var upload))
            return LinkedInAnswers.NotFound;
        if (upload.Kind == "image" && !linkedIn.Facts.ImagesCanBeRead)
            return LinkedInAnswers.NotAllowed;
        if (upload.Finished)
            upload.Looks++;
        return WireReply.Of(new JsonObject { ["id"] = urn, ["owner"] = LinkedInStandIn.Page, ["status"] = State(upload) });
    }

    private string State(Upload upload) => !upload.Finished || (upload.WaitsForCaptions && upload.Captions is null) ? "WAITING_UPLOAD" : upload.Kind == "image" && !linkedIn.Facts.ImagesCanBeRead ? "AVAILABLE"
        : upload.Looks <= LooksUntilReady ? "PROCESSING" : Fails ? "PROCESSING_FAILED" : "AVAILABLE";
}
