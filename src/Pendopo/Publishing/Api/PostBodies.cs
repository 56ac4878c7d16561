using Pendopo.Channels.Contracts;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;
using Pendopo.Platform.Files;
using Pendopo.Platform.Ui;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Desk;
using Pendopo.Publishing.Publications;
using Pendopo.Publishing.Reviews;

namespace Pendopo.Publishing.Api;

/// <summary>The words of a post, as programs write them. What is left out is empty; the language is the centre's.</summary>
internal sealed record WordsBody(PostKind? Kind = null, string? Title = null, string? Summary = null, string? Text = null, string? Topic = null, string? Language = null, string? Sources = null,
    IReadOnlyList<PictureBody?>? Pictures = null, PostDetails? Details = null)
{
    public PostWords ToWords(string language, IReadOnlyList<PostPicture> known, PostVideo? video = null) => new(
        Kind ?? PostKind.Tip, Title ?? "", Summary ?? "", (Text ?? "").ReplaceLineEndings("\n"), Topic ?? "", Language ?? language, (Sources ?? "").ReplaceLineEndings("\n"))
    {
        // So does a video, whose captions are read there too.
        Details = (Details ?? PostDetails.None) with { Video = video },
        // Pictures come in by their upload alone: here they are described, put in order, or left out.
        Pictures = Pictures is null ? known : [.. Pictures.OfType<PictureBody>().Where(picture => known.Any(one => one.File == picture.File)).Select(picture => new PostPicture(picture.File, picture.Alt ?? ""))],
    };
}

/// <param name="HandIn">Whether it goes to the reviewers at once.</param>
/// <param name="Channels">With <paramref name="HandIn"/>: it goes out here, and on the own site, as soon as it is approved. Null to plan it later.</param>
internal sealed record NewPostBody(PostKind? Kind = null, string? Title = null, string? Summary = null, string? Text = null, string? Topic = null, string? Language = null,
    string? Sources = null, IReadOnlyList<PictureBody>? Pictures = null, bool? HandIn = null, IReadOnlyList<Id<Channel>>? Channels = null,
    PostDetails? Details = null)
{
    public PostWords ToWords(string language) => new WordsBody(Kind, Title, Summary, Text, Topic, Language, Sources, Pictures, Details).ToWords(language, []);
}

internal sealed record PictureBody(Id<StoredFile> File, string? Alt = null);

internal sealed record ChangeBody(int Revision, WordsBody Words);

/// <param name="Tell">Ids of colleagues whom the comment is for, besides those it names.</param>
internal sealed record CommentBody(string? Comment = null, IReadOnlyList<Id<Person>>? Tell = null);

internal sealed record ReviewBody(ReviewAnswer Answer, int Revision, string? Comment = null);

/// <param name="At">The minute on the centre's clock, without a zone, such as `2026-03-05T09:00`.</param>
internal sealed record ScheduleBody(IReadOnlyList<Id<Channel>> Channels, DateTime At);

internal sealed record SendingBody(IReadOnlyList<Id<Channel>> Channels);

internal sealed record DecisionBody(Decision Decision, string? Url = null);

internal sealed record RecallBody(string? Reason = null);

internal sealed record PublicationBody(Id<Publication> Id, Id<Channel> Channel, string Network, PublicationState State, DateTimeOffset? DueAt, DateTimeOffset? SentAt,
    string? Url, string? Trouble, string? Reason, bool NeedsPerson, Chore Chore)
{
    public static PublicationBody Of(Publication row) =>
        new(row.Id, row.ChannelId, row.Network, row.State, row.DueAt, row.SentAt, row.RemoteUrl, row.TroubleCode, row.TroubleReason is { } reason ? KeptReason.Say(reason) : null, row.NeedsPerson, row.Chore);
}

internal sealed record PostBody(Id<Post> Id, int Revision, int? ApprovedRevision, ReviewState Review, WorkState State, PostWords Words, string? Slug,
    DateTimeOffset EditedAt, DateTimeOffset? RecalledAt, string? RecallReason)
{
    public static PostBody Of(Post post, IReadOnlyCollection<Publication> publications) =>
        new(post.Id, post.Revision, post.ApprovedRevision, post.Review, PostStates.Of(post, publications), post.Words, post.Slug, post.EditedAt, post.RecalledAt, post.RecallReason);
}

internal sealed record PostWithPublications(PostBody Post, IReadOnlyList<PublicationBody> Publications);
