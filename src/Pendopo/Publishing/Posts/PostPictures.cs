using System.Globalization;
using Pendopo.Platform;
using Pendopo.Platform.Data;
using Pendopo.Platform.Files;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Declared;
using Pendopo.Publishing.Pictures;
using Pendopo.Safety.Contracts;

namespace Pendopo.Publishing.Posts;

/// <summary>Adds pictures to a post and takes them out again; both are edits of its words.</summary>
internal sealed class PostPictures(PostLedger ledger, KeepPost keep, TakeFile take, PdfChild pdf, FileNames names, DeclarePicture declare)
{
    /// <summary>Adds a picture, or the pages of a PDF as pictures, one behind the other.</summary>
    /// <param name="alt">What it shows; of a PDF what its pages have in common: the words that stand on a page are put behind it.</param>
    /// <param name="said">Whom it shows: without a word of that no picture is taken.</param>
    /// <param name="name">The name that the file had, for the finder alone: it is kept nowhere. Null when it had none.</param>
    public async Task<Result<Post>> Add(Id<Post> id, Stream content, string alt, Declaration said, CancellationToken cancel, string? name = null)
    {
        if (ledger.Forbids("publishing.write") is { } forbidden)
            return forbidden;
        if (await declare.Refuses(said, cancel) is { } undeclared)
            return undeclared;
        var brought = await PdfChild.IsPdf(content, cancel) ? await Pages(id, content, alt, cancel) : new List<Brought> { new(content, alt, null) };
        if (!brought.Ok)
            return brought.Problems.ToList();
        return await Take(id, brought.Value, async (post, file, _) =>
        {
            file.Named(await names.KindsIn(name, cancel));
            if (await declare.Write(file, said, cancel) is { Ok: false } refused)
                throw new InvalidOperationException($"A declaration that was looked at is refused: {refused.Problems[0].Code}.");
            await declare.Stands(post.CentreId, post.Id, said.Consents, cancel);
        }, cancel);
    }

    /// <summary>Adds a copy of a picture that stands elsewhere: it shows whom the first shows, under the same consents, and what its name told stands beside it. What was never declared stays so.</summary>
    public Task<Result<Post>> AddCopy(Id<Post> id, Stream content, string alt, StoredFile from, IReadOnlyCollection<Id<Consent>> consents, CancellationToken cancel) =>
        Take(id, [new(content, alt, from)], async (post, file, _) =>
        {
            await Copied(from, file, cancel);
            await declare.Stands(post.CentreId, post.Id, consents, cancel);
        }, cancel);

    /// <summary>Adds copies of several pictures as one edit: all of them, or none.</summary>
    public Task<Result<Post>> AddCopies(Id<Post> id, IReadOnlyList<(Stream Content, string Alt, StoredFile From)> copies, CancellationToken cancel) =>
        Take(id, [.. copies.Select(copy => new Brought(copy.Content, copy.Alt, copy.From))], (_, file, from) => Copied(from!, file, cancel), cancel);

    private Task Copied(StoredFile from, StoredFile file, CancellationToken cancel)
    {
        file.Named(from.NameKinds);
        return declare.Copy(from, file, cancel);
    }

    public async Task<Result<Post>> Remove(Id<Post> id, Id<StoredFile> file, CancellationToken cancel)
    {
        if (await Open(id, cancel) is { Ok: false } refused)
            return refused;
        var post = (await ledger.Find(id, cancel))!;
        var words = post.Words;
        await keep.Edit(post, words with { Pictures = [.. words.Pictures.Where(picture => picture.File != file)] }, byItself: false, cancel);
        return await ledger.Keep(post, cancel);
    }

    /// <summary>The pages of a PDF, if all of them find a place in the post.</summary>
    private async Task<Result<List<Brought>>> Pages(Id<Post> id, Stream content, string alt, CancellationToken cancel)
    {
        if (await Open(id, cancel) is { Ok: false } refused)
            return refused.Problems.ToList();
        if (!pdf.IsInstalled)
            return ledger.Problem("PdfNotInstalled", "Picture");
        if (content.Length > TakeFile.MaxBytes)
            return ledger.Problem("PdfTooLarge", "Picture", TakeFile.MaxBytes >> 20);
        var room = PostWords.MostPictures - (await ledger.Find(id, cancel))!.Words.Pictures.Count;
        if (await pdf.Pages(content, room + 1, cancel) is not { } pages)
            return ledger.Problem("PdfUnreadable", "Picture");
        return pages.Count > room ? ledger.Problem("PdfTooManyPages", "Picture", room) : pages.Select((page, at) => new Brought(new MemoryStream(page.Picture), Said(alt, page.Words, at + 1, pages.Count), null)).ToList();
    }

    private static string Said(string alt, string words, int page, int pages)
    {
        var head = alt.Length == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{alt} ({page}/{pages})");
        return KeptText.Of(head.Length > 0 && words.Length > 0 ? $"{head}: {words}" : head + words, PostWords.AltLength);
    }

    private async Task<Result<Post>> Take(Id<Post> id, List<Brought> brought, Func<Post, StoredFile, StoredFile?, Task> declared, CancellationToken cancel)
    {
        if (await Open(id, cancel) is { Ok: false } refused)
            return refused;
        var post = (await ledger.Find(id, cancel))!;
        if (post.Words.Pictures.Count + brought.Count > PostWords.MostPictures)
            return ledger.Problem("TooManyPictures", "Picture", PostWords.MostPictures);
        var pictures = post.Words.Pictures.ToList();
        foreach (var one in brought)
        {
            var taken = await take.Add(post.CentreId, ledger.Here.Actor, one.Content, one.Alt, cancel, isRead: true);
            if (!taken.Ok)
            {
                ledger.Forget();
                return taken.Problems.Select(problem => problem with { Field = "Picture" }).ToList();
            }
            await declared(post, taken.Value, one.From);
            pictures.Add(new(taken.Value.Id, one.Alt));
        }
        await keep.Edit(post, post.Words with { Pictures = pictures }, byItself: false, cancel);
        return await ledger.Keep(post, cancel);
    }

    private async Task<Result<Post>> Open(Id<Post> id, CancellationToken cancel)
    {
        if (ledger.Forbids("publishing.write") is { } forbidden)
            return forbidden;
        if (await ledger.Find(id, cancel) is not { } post)
            return Problem.NotFound;
        return post.RecalledAt is null ? post : ledger.Problem("AlreadyRecalled");
    }

    /// <param name="From">What it is a copy of, or null.</param>
    private sealed record Brought(Stream Content, string Alt, StoredFile? From);
}
