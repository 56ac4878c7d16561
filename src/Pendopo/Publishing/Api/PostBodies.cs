using Pendopo.Channels.Contracts;
using Pendopo.Platform.Data;
using Pendopo.Platform.Files;
using Pendopo.Platform.Ui;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Desk;
using Pendopo.Publishing.Publications;
using Pendopo.Publishing.Reviews;

namespace Pendopo.Publishing.Api;

/// <summary>The words of a post, as programs write them. What is left out is empty; the language is the centre's.</summary>
internal sealed record WordsBody(PostKind? Kind, string? Title, string? Summary, string? Text, string? Topic, string? Language, string? Sources, IReadOnlyList<PictureBody>? Pictures)
{
    public PostWords ToWords(string language, IReadOnlyList<PostPicture> known) => new(
        Kind ?? PostKind.Tip, Title ?? "", Summary ?? "", (Text ?? "").ReplaceLineEndings("\n"), Topic ?? "", Language ?? language, (Sources ?? "").ReplaceLineEndings("\n"))
    {
        // Pictures come in by their upload alone: here they are described, put in order, or left out.
        Pictures = Pictures is null ? known : [.. Pictures.Where(picture => known.Any(one => one.File == picture.File)).Select(picture => new PostPicture(picture.File, picture.Alt ?? ""))],
    };
}

internal sealed record PictureBody(Id<StoredFile> File, string? Alt);

internal sealed record ChangeBody(int Revision, WordsBody Words);

internal sealed record CommentBody(string? Comment);

internal sealed record ReviewBody(ReviewAnswer Answer, int Revision, string? Comment);

/// <param name="At">The minute on the centre's clock, without a zone, such as `2026-03-05T09:00`.</param>
internal sealed record ScheduleBody(IReadOnlyList<Id<Channel>> Channels, DateTime At);

internal sealed record SendingBody(IReadOnlyList<Id<Channel>> Channels);

internal sealed record DecisionBody(Decision Decision, string? Url);

internal sealed record RecallBody(string? Reason);

internal sealed record PublicationBody(Id<Publication> Id, Id<Channel> Channel, string Network, PublicationState State, DateTimeOffset? DueAt, DateTimeOffset? SentAt,
    string? Url, string? Trouble, string? Reason, bool NeedsPerson, Chore Chore)
{
    public static PublicationBody Of(Publication row) =>
        new(row.Id, row.ChannelId, row.Network, row.State, row.DueAt, row.SentAt, row.RemoteUrl, row.TroubleCode, row.TroubleReason, row.NeedsPerson, row.Chore);
}

internal sealed record PostBody(Id<Post> Id, int Revision, int? ApprovedRevision, ReviewState Review, WorkState State, PostWords Words, string? Slug,
    DateTimeOffset EditedAt, DateTimeOffset? RecalledAt, string? RecallReason)
{
    public static PostBody Of(Post post, IReadOnlyCollection<Publication> publications) =>
        new(post.Id, post.Revision, post.ApprovedRevision, post.Review, PostStates.Of(post, publications), post.Words, post.Slug, post.EditedAt, post.RecalledAt, post.RecallReason);
}

internal sealed record PostWithPublications(PostBody Post, IReadOnlyList<PublicationBody> Publications);
