using System.Text.Json;
using System.Text.Json.Serialization;
using Pendopo.Platform.Data;
using Pendopo.Platform.Files;

namespace Pendopo.Publishing.Contracts;

public enum PostKind
{
    /// <summary>A few sentences that help today.</summary>
    Tip,
    /// <summary>A longer text with sources.</summary>
    Article,
    /// <summary>Something that holds for a time: hours, a campaign day, a warning.</summary>
    Notice,
    /// <summary>Asks the public something.</summary>
    Question,
    /// <summary>What somebody lived through, told with their consent.</summary>
    Story,
    /// <summary>How the centre works, and who does it.</summary>
    BehindTheScenes,
    /// <summary>What the centre tried and learned, failures too.</summary>
    Learned,
    /// <summary>A question with answers to choose from.</summary>
    Poll,
    /// <summary>A film of a minute or two, with its words.</summary>
    Video,
    /// <summary>A picture that explains, with its words.</summary>
    Infographic,
    /// <summary>Something at a time and a place.</summary>
    Event,
}

/// <summary>A picture of a post.</summary>
/// <param name="Alt">What it shows, for those who do not see it; empty until somebody wrote it.</param>
public sealed record PostPicture(Id<StoredFile> File, string Alt);

/// <summary>What a post says: everything that a reviewer approves.</summary>
/// <param name="Title">At most <see cref="TitleLength"/> UTF-16 units; empty in a draft that was just begun.</param>
/// <param name="Summary">One or two sentences; what short networks and lists show. May be empty.</param>
/// <param name="Text">Markdown.</param>
/// <param name="Topic">What it is about, in one or two words (`Demam berdarah`). May be empty.</param>
/// <param name="Language">BCP 47 tag of the text: `id`, `en`, `jv` …</param>
/// <param name="Sources">One source a line: its name and, at the end, its address.</param>
public sealed record PostWords(PostKind Kind, string Title, string Summary, string Text, string Topic, string Language, string Sources)
{
    public const int TitleLength = 160, SummaryLength = 300, TextLength = 40_000, TopicLength = 60, LanguageLength = 16, SourcesLength = 4_000,
        AltLength = 1_500, MostPictures = 10;

    /// <summary>The pictures in their order.</summary>
    public IReadOnlyList<PostPicture> Pictures { get; init; } = [];

    /// <summary>What its kind says besides.</summary>
    public PostDetails Details { get; init; } = PostDetails.None;

    /// <summary>Whether readers choose from answers: a poll, or a question that offers some.</summary>
    [JsonIgnore]
    public bool HasPoll => Kind is PostKind.Poll or PostKind.Question && Details.Choices.Count >= PostDetails.LeastChoices;

    /// <summary>Whether it is declared to show persons, whose consents it then names.</summary>
    [JsonIgnore]
    public bool ShowsPersons => Details.Video?.Shows == Shown.Persons;

    /// <summary>The pictures as they are kept in a row.</summary>
    public string PictureText => JsonSerializer.Serialize(Pictures);

    public static PostWords Nothing(string language) => new(PostKind.Tip, "", "", "", "", language, "");

    public static IReadOnlyList<PostPicture> PicturesOf(string kept) => JsonSerializer.Deserialize<List<PostPicture>>(kept) ?? [];

    /// <summary>True when both say the same and show the same.</summary>
    public bool SameAs(PostWords other) => this with { Pictures = [] } == other with { Pictures = [] } && PictureText == other.PictureText;
}
