using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Files;
using Pendopo.Publishing.Contracts;

namespace Pendopo.Publishing.Site;

/// <summary>A post as it stands on the centre's own site: written once when it goes out or changes, read by everybody.</summary>
internal sealed class SitePage : IBelongsToCentre, IVersioned
{
    private SitePage()
    {
    }

    /// <summary>The post's own id.</summary>
    public Id<Post> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public string Slug { get; private set; } = "";
    public PostKind Kind { get; private set; }
    public string Title { get; private set; } = "";
    public string Summary { get; private set; } = "";
    /// <summary>Clean markup, ready to be shown.</summary>
    public string Html { get; private set; } = "";
    public string Topic { get; private set; } = "";
    public string TopicSlug { get; private set; } = "";
    public string Language { get; private set; } = "";
    public string Sources { get; private set; } = "";
    /// <summary>The pictures as <see cref="PagePicture"/>s, in JSON.</summary>
    public string Pictures { get; private set; } = "[]";
    /// <summary>What its kind says besides, as <see cref="PostDetails.Kept"/>.</summary>
    public string? Details { get; private set; }
    /// <summary>Who approved it, by name and title, or empty.</summary>
    public string Reviewer { get; private set; } = "";
    public DateTimeOffset? ReviewedAt { get; private set; }
    public int Revision { get; private set; }
    public DateTimeOffset PublishedAt { get; private set; }
    public DateTimeOffset ChangedAt { get; private set; }
    /// <summary>When it came into the feeds, or null while it is not in them.</summary>
    public DateTimeOffset? FeedAt { get; private set; }
    public DateTimeOffset? RecalledAt { get; private set; }
    /// <summary>Why it was taken back, in words for the public, or empty.</summary>
    public string RecallReason { get; private set; } = "";
    /// <summary>Whether it shows people by their consents: only then the page asks for these each time it is read.</summary>
    public bool ShowsPersons { get; private set; }
    /// <summary>What it shares with its versions in other languages and easier words; null where it has none.</summary>
    public Guid? GroupId { get; private set; }
    /// <summary>True for the version in easier words; null where there are no versions.</summary>
    public bool? Easy { get; private set; }
    public int Version { get; set; }

    public static SitePage Of(Post post, DateTimeOffset publishedAt) =>
        new() { Id = post.Id, CentreId = post.CentreId, Slug = post.Slug!, PublishedAt = publishedAt, ChangedAt = publishedAt };

    /// <summary>Takes an approved revision; the address and the day of publishing stay.</summary>
    public void Show(PageWords page, DateTimeOffset now)
    {
        var words = page.Words;
        (Kind, Title, Summary, Topic, TopicSlug, Language, Sources) =
            (words.Kind, words.Title, words.Summary, words.Topic, Slugs.Of(words.Topic), words.Language, words.Sources);
        (Html, Pictures, Details, Reviewer, ReviewedAt) = (page.Html, page.Pictures, words.Details.Kept, page.Reviewer, page.ReviewedAt);
        if ((Revision != page.Revision || RecalledAt is not null) && Revision > 0)
            ChangedAt = now;
        // After a recall it comes into the feeds again only where the feeds are chosen again.
        if (RecalledAt is not null)
            FeedAt = null;
        (Revision, RecalledAt, RecallReason) = (page.Revision, null, "");
    }

    public void Persons(bool shown) => ShowsPersons = shown;

    public void Join(Guid group, bool easy) => (GroupId, Easy) = (group, easy);

    /// <summary>A picture has other bytes now, under another name.</summary>
    public void Move(string picture, string to, DateTimeOffset now) => (Pictures, ChangedAt) = (Pictures.Replace(picture, to, StringComparison.Ordinal), now);

    public void EnterFeeds(DateTimeOffset now) => FeedAt ??= now;

    /// <summary>Takes the words away; the address stays and says so.</summary>
    public void Recall(string reason, DateTimeOffset now)
    {
        if (RecalledAt is not null)
            return;
        (RecalledAt, RecallReason, ChangedAt, Html, Summary, Pictures, Sources, Details) = (now, reason, now, "", "", "[]", "", null);
    }
}

/// <summary>An approved revision, made ready for its page.</summary>
internal sealed record PageWords(PostWords Words, int Revision, string Html, string Pictures, string Reviewer, DateTimeOffset? ReviewedAt);

/// <summary>A picture as the page shows it.</summary>
/// <remarks>A page keeps the poster and the copies of its video in the same list, behind its pictures: whatever opens or closes pictures does so with them.</remarks>
internal sealed record PagePicture(Id<StoredFile> File, string Name, int Width, int Height, string Mime, string Alt)
{
    /// <summary>Bytes of a copy of a video; 0 for a picture.</summary>
    public long Size { get; init; }

    /// <summary>Belongs to the video: its poster, or a copy.</summary>
    public bool Film { get; init; }
}
