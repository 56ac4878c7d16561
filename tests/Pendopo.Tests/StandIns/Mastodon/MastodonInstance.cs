using System.Text.Json.Nodes;

namespace Pendopo.Tests.StandIns.Mastodon;

/// <summary>The limits of the server, as its settings are and as it tells them.</summary>
internal sealed class MastodonInstance(MastodonStandIn server)
{
    public int Characters { get; set; } = 500;

    public int Attachments { get; set; } = 4;

    public int CharactersPerUrl { get; set; } = 23;

    public long ImageBytes { get; set; } = 16L << 20;

    public long ImagePixels { get; set; } = 33_177_600;

    public long VideoBytes { get; set; } = 99L << 20;

    /// <summary>Characters of a description; told since 4.4.</summary>
    public int Description { get; set; } = 1500;

    public IReadOnlyList<string> Types { get; set; } = ["image/jpeg", "image/png", "image/gif", "image/webp", "video/mp4", "video/webm", "audio/mpeg"];

    public int PollOptions { get; set; } = 4;

    public int PollCharacters { get; set; } = 50;

    public (int Least, int Most) PollSeconds { get; set; } = (300, 2_629_746);

    /// <summary>`max_toot_chars` beside the rest, as forks tell it.</summary>
    public bool TellsTootChars { get; set; }

    public string Version { get; set; } = "4.6.0";

    public MastodonReply? Serve(MastodonCall call) => call.Edge switch
    {
        "GET /api/v2/instance" => server.Facts.Age == MastodonAge.Recent ? MastodonReply.Ok(Second()) : MastodonReply.Error(404, "Not Found"),
        "GET /api/v1/instance" => MastodonReply.Ok(First()),
        _ => null,
    };

    private JsonObject Second() => new() { ["domain"] = MastodonStandIn.Domain, ["title"] = "Sosial", ["version"] = Version, ["languages"] = new JsonArray("id"), ["configuration"] = Configuration() };

    private JsonObject First()
    {
        var told = new JsonObject { ["uri"] = MastodonStandIn.Domain, ["title"] = "Sosial", ["version"] = Version, ["urls"] = new JsonObject { ["streaming_api"] = $"wss://{MastodonStandIn.Domain}" } };
        if (server.Facts.Age != MastodonAge.TellsNothing)
            told["configuration"] = Configuration();
        if (TellsTootChars)
            told["max_toot_chars"] = Characters;
        return told;
    }

    private JsonObject Configuration() => new()
    {
        ["statuses"] = new JsonObject { ["max_characters"] = Characters, ["max_media_attachments"] = Attachments, ["characters_reserved_per_url"] = CharactersPerUrl },
        ["media_attachments"] = new JsonObject
        {
            ["supported_mime_types"] = new JsonArray([.. Types.Select(type => JsonValue.Create(type))]), ["description_limit"] = Description,
            ["image_size_limit"] = ImageBytes, ["image_matrix_limit"] = ImagePixels, ["video_size_limit"] = VideoBytes, ["video_frame_rate_limit"] = 120, ["video_matrix_limit"] = 8_294_400,
        },
        ["polls"] = new JsonObject { ["max_options"] = PollOptions, ["max_characters_per_option"] = PollCharacters, ["min_expiration"] = PollSeconds.Least, ["max_expiration"] = PollSeconds.Most },
    };
}
