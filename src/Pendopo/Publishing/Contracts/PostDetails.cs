using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pendopo.Publishing.Contracts;

/// <summary>When readers see how a poll stands.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PollShown>))]
public enum PollShown
{
    /// <summary>At once.</summary>
    Always,

    /// <summary>When they have answered themselves.</summary>
    AfterVote,

    /// <summary>When the poll is over.</summary>
    AtEnd,
}

/// <summary>What some kinds of post say besides their text: when and where an event is, what a poll offers, where a video stands.
/// Part of what a reviewer approves.</summary>
public sealed record PostDetails
{
    public const int PartnerLength = 160, PlaceLength = 160, LinkLength = 500, ChoiceLength = 100, LeastChoices = 2, MostChoices = 6;

    public static readonly PostDetails None = new();

    private static readonly JsonSerializerOptions Json = new() { Converters = { new JsonStringEnumConverter() } };

    /// <summary>When an event begins, on the centre's clock; null when not known yet, and for what is no event.</summary>
    public DateTime? Begins { get; init; }

    /// <summary>When an event ends or a poll closes, on the centre's clock; null when nothing is said.</summary>
    public DateTime? Ends { get; init; }

    /// <summary>Where an event is, in words. May be empty.</summary>
    public string Place { get; init => field = value ?? ""; } = "";

    /// <summary>Where a video stands: http or https. May be empty.</summary>
    public string Link { get; init => field = value ?? ""; } = "";

    /// <summary>The answers that a poll offers, in their order; empty for what is no poll.</summary>
    public IReadOnlyList<string> Choices { get; init => field = [.. (value ?? []).OfType<string>()]; } = [];

    /// <summary>Whether a reader may choose more than one answer.</summary>
    public bool Several { get; init; }

    /// <summary>When readers see how the poll stands.</summary>
    public PollShown Results { get; init; } = PollShown.AfterVote;

    /// <summary>The writer says that nobody can be recognised. Whoever can be is named by their consent in the register, never by a word here.</summary>
    public bool NobodyShown { get; init; }

    /// <summary>What is disclosed of how it came about, in the order of the enumeration; each once.</summary>
    public IReadOnlyList<DisclosureLabel> Labels { get; init => field = [.. (value ?? []).Where(Enum.IsDefined).Distinct().Order()]; } = [];

    /// <summary>With whom it was made or who paid for it, as the labels name them. May be empty.</summary>
    public string Partner { get; init => field = value ?? ""; } = "";

    /// <summary>The video of the post; null when it has none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PostVideo? Video { get; init; }

    /// <summary>As it is kept in a row: JSON; null when nothing is said.</summary>
    [JsonIgnore]
    public string? Kept => Equals(None) ? null : JsonSerializer.Serialize(this, Json);

    public static PostDetails Of(string? kept) => kept is null ? None : JsonSerializer.Deserialize<Known>(kept, Json)!.Read();

    public bool Equals(PostDetails? other) => other is not null && (Begins, Ends, Place, Link, Several, Results, NobodyShown) == (other.Begins, other.Ends, other.Place, other.Link, other.Several, other.Results, other.NobodyShown)
        && Video == other.Video && Partner == other.Partner && Labels.SequenceEqual(other.Labels) && Choices.SequenceEqual(other.Choices, StringComparer.Ordinal);

    public override int GetHashCode() => HashCode.Combine(Begins, Ends, Place, Link, Several, Results, NobodyShown, Choices.Count);

    /// <summary>The words among it, part by part, for the guard.</summary>
    [JsonIgnore]
    public IEnumerable<(string Part, string Text)> Words
    {
        get
        {
            if (Place.Length > 0)
                yield return ("place", Place);
            if (Partner.Length > 0)
                yield return ("partner", Partner);
            if (Video is { Captions.Length: > 0 })
                yield return ("captions", Video.Captions);
            if (Video is { Transcript.Length: > 0 })
                yield return ("transcript", Video.Transcript);
            for (var i = 0; i < Choices.Count; i++)
                yield return (string.Create(CultureInfo.InvariantCulture, $"choice{i}"), Choices[i]);
        }
    }

    /// <summary>The same with words replaced, part by part; a part that the reader does not know stays.</summary>
    public PostDetails Reworded(Func<string, string?> part) => this with
    {
        Place = part("place") ?? Place,
        Video = Video is null ? null : Video with { Captions = part("captions") ?? Video.Captions, Transcript = part("transcript") ?? Video.Transcript },
        Partner = part("partner") ?? Partner,
        Choices = [.. Choices.Select((choice, i) => part(string.Create(CultureInfo.InvariantCulture, $"choice{i}")) ?? choice)],
    };

    private sealed record Known(DateTime? Begins = null, DateTime? Ends = null, string? Place = null, string? Link = null, IReadOnlyList<string>? Choices = null, bool Several = false, bool NobodyShown = false, PollShown Results = PollShown.AfterVote,
        IReadOnlyList<string>? Labels = null, string? Partner = null, PostVideo? Video = null)
    {
        public PostDetails Read() => new() { Begins = Begins, Ends = Ends, Place = Place!, Link = Link!, Choices = Choices!, Several = Several, NobodyShown = NobodyShown, Results = Results, Partner = Partner!, Labels = Named(), Video = Video };

        // A label that this version does not know is left out; none is made up for it.
        private DisclosureLabel[] Named() => [.. (Labels ?? []).Where(name => Enum.TryParse<DisclosureLabel>(name, out _)).Select(Enum.Parse<DisclosureLabel>)];
    }
}
