using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;

namespace Pendopo.Channels.Mastodon;

/// <summary>What a server says that a post may hold (`configuration` of its instance); what it does not say is what Mastodon comes with.</summary>
/// <param name="PerLink">Characters that an address counts for, however long it is.</param>
/// <param name="VideoBytes">Bytes of a video; 0 where the server does not say that it takes any.</param>
internal sealed record MastodonBounds(
    int Characters, int Pictures, int PerLink, long PictureBytes, int AltCharacters, IReadOnlyList<string> Types, int PollAnswers, int PollCharacters, int ShortestPoll, int LongestPoll, long VideoBytes)
{
    public static readonly MastodonBounds Usual = new(500, 4, 23, 16 << 20, 1500, ["image/jpeg", "image/png", "image/webp"], 4, 50, 300, 2_629_746, 0);

    // Each address is counted as so many letters: a server that tells an absurd number gets this one.
    private const int MostPerLink = 2000;

    // What Pendopo makes of pictures; of these the server takes some.
    private static readonly string[] Ours = ["image/jpeg", "image/png", "image/webp"];

    /// <summary>The bounds of an instance as its second or first version tells them.</summary>
    public static MastodonBounds Read(JsonElement instance)
    {
        var configuration = instance.Member("configuration");
        var (statuses, media, polls) = (configuration.Member("statuses"), configuration.Member("media_attachments"), configuration.Member("polls"));
        var taken = media.Items("supported_mime_types").Where(type => type.ValueKind == JsonValueKind.String).Select(type => type.GetString()!).ToList();
        var types = Ours.Intersect(taken, StringComparer.OrdinalIgnoreCase).ToList();
        return new(
            // Forks and other programs tell their own under a name of their own.
            Some(statuses, "max_characters") ?? Some(instance, "max_toot_chars") ?? Usual.Characters,
            statuses.Count("max_media_attachments") ?? Usual.Pictures,
            Math.Min(Some(statuses, "characters_reserved_per_url") ?? Usual.PerLink, MostPerLink),
            media.Number("image_size_limit") is { } bytes and > 0 ? bytes : Usual.PictureBytes,
            Some(media, "description_limit") ?? Usual.AltCharacters,
            types.Count > 0 ? types : Usual.Types,
            Some(polls, "max_options") ?? Usual.PollAnswers, Some(polls, "max_characters_per_option") ?? Usual.PollCharacters,
            polls.Count("min_expiration") ?? Usual.ShortestPoll, Some(polls, "max_expiration") ?? Usual.LongestPoll,
            taken.Contains("video/mp4", StringComparer.OrdinalIgnoreCase) ? media.Number("video_size_limit") ?? 0 : 0);
    }

    /// <summary>Whether a server of this version remembers an Idempotency-Key: Mastodon itself and its forks, and those that are known for it.</summary>
    public static bool KeepsKeys(string version) => !version.Contains("compatible", StringComparison.OrdinalIgnoreCase)
        || version.Contains("pleroma", StringComparison.OrdinalIgnoreCase) || version.Contains("akkoma", StringComparison.OrdinalIgnoreCase);

    // Made from the rest, and no part of what is kept.
    [JsonIgnore]
    public ChannelLimits Limits => new(Characters, null, Pictures, PictureBytes, AltCharacters, Types) { Parts = ChannelLimits.MostParts, Weight = Length, PerLink = PerLink };

    /// <summary>Characters as the server counts them: an address is a fixed number, and somebody is counted without their server.</summary>
    public int Length(string text) => new StringInfo(MastodonPatterns.Person().Replace(MastodonPatterns.Link().Replace(text, new string('x', PerLink)), "@${name}")).LengthInTextElements;

    /// <summary>Whether a poll stands there as one.</summary>
    public bool Take(OutgoingPoll poll, DateTimeOffset now) => poll.Answers.Count >= 2 && poll.Answers.Count <= PollAnswers
        && poll.Answers.All(answer => new StringInfo(answer.Text).LengthInTextElements <= PollCharacters) && poll.Answers.DistinctBy(answer => answer.Text).Count() == poll.Answers.Count
        && poll.EndsAt - now is { } open && open.TotalSeconds >= ShortestPoll && open.TotalSeconds <= LongestPoll;

    private static int? Some(JsonElement element, string name) => element.Count(name) is { } number and > 0 ? number : null;
}

internal static partial class MastodonPatterns
{
    [GeneratedRegex(@"https?://[^\s]+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    public static partial Regex Link();

    [GeneratedRegex("@(?<name>[A-Za-z0-9_]+)@[A-Za-z0-9.-]*[A-Za-z0-9]", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    public static partial Regex Person();
}
