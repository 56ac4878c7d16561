using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Posts;
using Pendopo.Publishing.Publications;

namespace Pendopo.Publishing.Desk;

/// <summary>A field of a post in two versions.</summary>
/// <param name="Key">The resource that names the field.</param>
public sealed record FieldDiff(string Key, IReadOnlyList<DiffPart> Parts)
{
    public bool Changed => Parts.Any(part => part.Kind != DiffKind.Same);
}

/// <summary>An earlier revision beside the present one.</summary>
/// <param name="Fields">Only what differs.</param>
/// <param name="Numbers">All revisions of the post, the latest first.</param>
public sealed record RevisionView(Post Post, int Number, string Editor, DateTimeOffset EditedAt, IReadOnlyList<FieldDiff> Fields, bool PicturesDiffer, IReadOnlyList<int> Numbers);

/// <summary>Reads an earlier revision of a post and what has changed since.</summary>
internal sealed class RevisionReader(PendopoDb db)
{
    public async Task<RevisionView?> Read(Id<Post> id, int number, CancellationToken cancel)
    {
        if (await db.Set<Post>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancel) is not { } post
            || await db.Set<Revision>().AsNoTracking().FirstOrDefaultAsync(row => row.PostId == id && row.Number == number, cancel) is not { } earlier)
            return null;
        var editor = await db.Set<Person>().AsNoTracking().Where(person => person.Id == earlier.EditorId).Select(person => person.Name).FirstOrDefaultAsync(cancel);
        var numbers = await db.Set<Revision>().AsNoTracking().Where(row => row.PostId == id).OrderByDescending(row => row.Number).Select(row => row.Number).Take(200).ToListAsync(cancel);
        var (before, now) = (earlier.Words, post.Words);
        return new(post, number, editor ?? "", earlier.EditedAt, [.. Fields(before, now).Where(field => field.Changed)], before.PictureText != now.PictureText, numbers);
    }

    // The parts that the guard reads are the parts that people read.
    private static IEnumerable<FieldDiff> Fields(PostWords before, PostWords now) =>
    [
        new("Title", WordDiff.Of(before.Title, now.Title)),
        new("Summary", WordDiff.Of(before.Summary, now.Summary)),
        new("Text", WordDiff.Of(before.Text, now.Text)),
        new("Topic", WordDiff.Of(before.Topic, now.Topic)),
        new("Sources", WordDiff.Of(before.Sources, now.Sources)),
        new("AltText", WordDiff.Of(Alts(before), Alts(now))),
        .. Details(before.Details, now.Details),
    ];

    // What a kind says besides its text was approved too, so it is compared too.
    private static IEnumerable<FieldDiff> Details(PostDetails before, PostDetails now) =>
    [
        new("Part_when", WordDiff.Of(When(before), When(now))),
        new("Part_place", WordDiff.Of(before.Place, now.Place)),
        new("Part_link", WordDiff.Of(before.Link, now.Link)),
        new("Part_choices", WordDiff.Of(string.Join('\n', before.Choices), string.Join('\n', now.Choices))),
        new("Part_partner", WordDiff.Of(before.Partner, now.Partner)),
        new("Part_captions", WordDiff.Of(before.Video?.Captions ?? "", now.Video?.Captions ?? "")),
        new("Part_transcript", WordDiff.Of(before.Video?.Transcript ?? "", now.Video?.Transcript ?? "")),
    ];

    private static string When(PostDetails details) =>
        string.Join(" - ", new[] { details.Begins, details.Ends }.OfType<DateTime>().Select(at => at.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)));

    private static string Alts(PostWords words) => string.Concat(words.Pictures.Select(picture => picture.Alt + "\n"));
}
