namespace Pendopo.Fediverse.Vocabulary;

/// <summary>The kinds of thing that are shown as posts.</summary>
public enum PostKind
{
    /// <summary>A short text.</summary>
    Note,

    /// <summary>A poll.</summary>
    Question,

    /// <summary>A long text; shown as title, summary and link.</summary>
    Article,

    /// <summary>A web page.</summary>
    Page,

    /// <summary>A picture.</summary>
    Image,

    /// <summary>A recording.</summary>
    Audio,

    /// <summary>A film.</summary>
    Video,

    /// <summary>A meeting.</summary>
    Event,
}

/// <summary>What a tag names.</summary>
public enum TagKind
{
    /// <summary>A person; <see cref="PostTag.Href"/> is the actor's id.</summary>
    Mention,

    /// <summary>A topic; the name begins with #.</summary>
    Hashtag,

    /// <summary>A picture in the text; the name is <c>:shortcode:</c>.</summary>
    Emoji,
}

/// <summary>A tag of a post.</summary>
/// <param name="Kind">What it names.</param>
/// <param name="Name">As it stands in the text.</param>
/// <param name="Href">The actor, the page of the topic, or the picture; null when not told.</param>
public sealed record PostTag(TagKind Kind, string Name, string? Href);

/// <summary>A file of a post.</summary>
/// <param name="Type">Document, Image, Video or Audio.</param>
/// <param name="MediaType">Null when not told.</param>
/// <param name="Url">Where it lies.</param>
/// <param name="Description">Alternative text; null when not told.</param>
/// <param name="Width">Pixels; null when not told.</param>
/// <param name="Height">Pixels; null when not told.</param>
/// <param name="Blurhash">A blurred stand-in; null when not told.</param>
public sealed record PostAttachment(string Type, string? MediaType, string Url, string? Description, int? Width, int? Height, string? Blurhash);

/// <summary>A choice of a poll.</summary>
/// <param name="Name">Its exact words, by which votes name it.</param>
/// <param name="Votes">How many chose it.</param>
public sealed record PollOption(string Name, int Votes);

/// <summary>The poll of a Question.</summary>
/// <param name="Multiple">Whether several may be chosen.</param>
/// <param name="Options">In order.</param>
/// <param name="EndsAt">When it ends; null when never.</param>
/// <param name="ClosedAt">When it ended; null while open.</param>
/// <param name="Voters">How many people voted; null when not told.</param>
public sealed record Poll(bool Multiple, IReadOnlyList<PollOption> Options, DateTimeOffset? EndsAt, DateTimeOffset? ClosedAt, int? Voters);

/// <summary>A post. Texts of a foreign post are as they came: cut, not cleaned.</summary>
public sealed record Post
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Its kind.</summary>
    public required PostKind Kind { get; init; }

    /// <summary>Who wrote it.</summary>
    public required string AttributedTo { get; init; }

    /// <summary>To whom.</summary>
    public IReadOnlyList<string> To { get; init; } = [];

    /// <summary>And to whom besides.</summary>
    public IReadOnlyList<string> Cc { get; init; } = [];

    /// <summary>When it was written; null when not told.</summary>
    public DateTimeOffset? Published { get; init; }

    /// <summary>When it was last edited; null when never.</summary>
    public DateTimeOffset? Updated { get; init; }

    /// <summary>The page for people; of a foreign post only when it lies on the post's own host.</summary>
    public string? Url { get; init; }

    /// <summary>Markup; null when there is none, as in a vote.</summary>
    public string? Content { get; init; }

    /// <summary>The markup's language (BCP 47); null when not told.</summary>
    public string? Language { get; init; }

    /// <summary>A title, or the choice of a vote.</summary>
    public string? Name { get; init; }

    /// <summary>The content warning.</summary>
    public string? Summary { get; init; }

    /// <summary>Whether pictures are hidden at first.</summary>
    public bool Sensitive { get; init; }

    /// <summary>What it answers.</summary>
    public string? InReplyTo { get; init; }

    /// <summary>The thread's name; an opaque text, not always an address.</summary>
    public string? Conversation { get; init; }

    /// <summary>Mentions, topics, emoji.</summary>
    public IReadOnlyList<PostTag> Tags { get; init; } = [];

    /// <summary>Pictures and files.</summary>
    public IReadOnlyList<PostAttachment> Attachments { get; init; } = [];

    /// <summary>The poll of a Question.</summary>
    public Poll? Poll { get; init; }

    /// <summary>The collection of its replies.</summary>
    public string? Replies { get; init; }

    /// <summary>How many like it; null when not told.</summary>
    public int? Likes { get; init; }

    /// <summary>How many shared it; null when not told.</summary>
    public int? Shares { get; init; }

    /// <summary>Whether it is a vote: a Note with a name and no text, in reply to a poll.</summary>
    public bool IsVote => Kind == PostKind.Note && Name is not null && Content is null && InReplyTo is not null;
}
