using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace Pendopo.Tests.StandIns.Mastodon;

/// <summary>Media: taken at once or in their own time, and attached once.</summary>
internal sealed class MastodonMedia(MastodonStandIn server)
{
    /// <summary>A medium with what came of it, byte for byte.</summary>
    public sealed class Medium(string id, MastodonFile file)
    {
        public string Id => id;

        public MastodonFile File => file;

        public string Description { get; set; } = "";

        public string Focus { get; set; } = "";

        public int LooksLeft { get; set; }

        public bool Fails { get; set; }

        public string? Status { get; set; }

        public bool IsVideo => file.Type.StartsWith("video/", StringComparison.Ordinal);
    }

    public ConcurrentDictionary<string, Medium> All { get; } = new();

    /// <summary>How often a medium is still being processed when it is looked at; 0 answers 200 at once.</summary>
    public int LooksUntilReady { get; set; }

    /// <summary>Media handed over from now on fail while they are processed.</summary>
    public bool Fails { get; set; }

    public MastodonReply? Serve(MastodonCall call) => call.Edge switch
    {
        "POST /api/v2/media" or "POST /api/v1/media" => server.Auth.Check(call, "write:media") ?? Take(call),
        "GET /api/v1/media/:id" => server.Auth.Check(call, "write:media") ?? Look(call.Path[3]),
        "PUT /api/v1/media/:id" => server.Auth.Check(call, "write:media") ?? Change(call, call.Path[3]),
        _ => null,
    };

    public JsonObject Tell(Medium medium) => new()
    {
        ["id"] = medium.Id, ["type"] = medium.IsVideo ? "video" : "image", ["url"] = medium.LooksLeft > 0 ? null : $"{server.Url}/media/{medium.Id}", ["preview_url"] = $"{server.Url}/media/{medium.Id}/small",
        ["remote_url"] = null, ["meta"] = new JsonObject(), ["description"] = medium.Description.Length > 0 ? medium.Description : null, ["blurhash"] = "UFBWY:8_0Jxv4mx]t8t64.%M-:IUWGWAt6M}",
    };

    private MastodonReply Take(MastodonCall call)
    {
        var limits = server.Instance;
        if (!server.Limits.MayUpload())
            return MastodonReply.Error(429, "Too many requests");
        if (!call.Files.TryGetValue("file", out var file))
            return MastodonReply.Invalid("File can't be blank");
        if (!limits.Types.Contains(file.Type))
            return MastodonReply.Invalid("File content type is invalid, File is invalid");
        var most = file.Type.StartsWith("image/", StringComparison.Ordinal) ? limits.ImageBytes : limits.VideoBytes;
        if (file.Bytes.Length > most)
            return MastodonReply.Invalid($"File file size must be less than {most >> 20} MB");
        if (call["description"].Length > limits.Description)
            return MastodonReply.Invalid($"Description character limit of {limits.Description} exceeded");
        var medium = new Medium(server.NextId(), file) { Description = call["description"], Focus = call["focus"], LooksLeft = LooksUntilReady, Fails = Fails };
        All[medium.Id] = medium;
        return new(medium.LooksLeft > 0 || medium.Fails ? 202 : 200, Tell(medium));
    }

    private MastodonReply Look(string id)
    {
        if (!All.TryGetValue(id, out var medium) || (medium.Status is not null && server.Facts.AttachedMediaAreHidden))
            return MastodonReply.Missing;
        if (medium.LooksLeft > 0)
        {
            medium.LooksLeft--;
            return new(206, Tell(medium));
        }
        return medium.Fails ? MastodonReply.Error(422, "Error processing thumbnail for uploaded media") : MastodonReply.Ok(Tell(medium));
    }

    private MastodonReply Change(MastodonCall call, string id)
    {
        if (!All.TryGetValue(id, out var medium) || medium.Status is not null)
            return MastodonReply.Missing;
        (medium.Description, medium.Focus) = (call["description"], call["focus"]);
        return MastodonReply.Ok(Tell(medium));
    }
}
