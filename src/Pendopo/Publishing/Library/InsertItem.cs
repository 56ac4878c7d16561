using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Platform;
using Pendopo.Platform.Data;
using Pendopo.Platform.Files;
using Pendopo.Platform.Files.Videos;
using Pendopo.Platform.Ui;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Declared;
using Pendopo.Publishing.Posts;
using Pendopo.Publishing.Videos;

namespace Pendopo.Publishing.Library;

/// <summary>Puts a thing of the library into a post: words behind its words, a picture among its pictures, a video in the place of its video. An edit like any other.</summary>
internal sealed class InsertItem(PendopoDb db, PostLedger ledger, KeepPost keep, PostPictures pictures, PostVideos videos, IBlobStore blobs, DeclarePicture declare, IStringLocalizer<LibraryText> words)
{
    /// <param name="Values">What the variables are filled with, by their names in small letters; the centre's own need none.</param>
    public sealed record Request(Id<Post> Post, Id<LibraryItem> Item, IReadOnlyDictionary<string, string> Values);

    public async Task<Result<Post>> Run(Request request, CancellationToken cancel)
    {
        if (ledger.Forbids("publishing.write") is { } forbidden)
            return forbidden;
        if (await ledger.Find(request.Post, cancel) is not { } post || await db.Set<LibraryItem>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == request.Item, cancel) is not { } item)
            return Problem.NotFound;
        if (await Refuses(post, item, cancel) is { } refused)
            return refused;
        await declare.Stands(post, item, cancel);
        var done = item.Video is { } video ? await videos.PutCopy(post.Id, video, consents: true, cancel) : item.IsPicture ? await AddPicture(post, item, cancel) : await AddWords(post, item, request.Values, cancel);
        return done.Ok ? await Note(post, item, cancel) : done;
    }

    /// <summary>Puts several pictures in as one edit: all of them, or none.</summary>
    public async Task<Result<Post>> Pictures(Post post, IReadOnlyList<LibraryItem> items, CancellationToken cancel)
    {
        foreach (var item in items)
        {
            if (await Refuses(post, item, cancel) is { } refused)
                return refused;
        }
        var files = items.Select(item => item.FileId!.Value).ToList();
        var known = await db.Set<StoredFile>().AsNoTracking().Where(row => files.Contains(row.Id)).ToDictionaryAsync(row => row.Id, cancel);
        var copies = new List<(Stream Content, string Alt, StoredFile From)>();
        try
        {
            foreach (var item in items)
            {
                if (known.GetValueOrDefault(item.FileId!.Value) is not { } file || blobs.Open(new BlobName(file.Name)) is not { } content)
                    return words.Problem("PictureGone");
                copies.Add((content, item.Text, file));
            }
            foreach (var item in items)
                await declare.Stands(post, item, cancel);
            if (await pictures.AddCopies(post.Id, copies, cancel) is { Ok: false } refused)
                return refused;
        }
        finally
        {
            foreach (var (content, _, _) in copies)
                await content.DisposeAsync();
        }
        foreach (var item in items)
            await Note(post, item, cancel);
        return post;
    }

    private async Task<Problem?> Refuses(Post post, LibraryItem item, CancellationToken cancel)
    {
        if (post.RecalledAt is not null)
            return ledger.Problem("AlreadyRecalled");
        if (!item.MayBeUsedOn(Today))
            return words.Problem("MayNoLongerBeUsed");
        if (await declare.IsTakenBack(item.Id, cancel))
            return words.Problem("TakenBack");
        return item.Video is { } film && !await db.Set<Video>().AnyAsync(row => row.Id == film.Video && row.State == VideoState.Ready, cancel) ? words.Problem("VideoNotReady") : null;
    }

    /// <summary>The variables of a thing that the centre cannot fill by itself.</summary>
    public IReadOnlyList<string> Asked(LibraryItem item)
    {
        var known = Placeholders.OfCentre(ledger.Here.Centre, Today, item.Language);
        return item.IsPicture || item.Video is not null ? [] : [.. Placeholders.Names(item.Text).Where(name => !known.ContainsKey(name))];
    }

    private DateOnly Today => Clock.DateOf(ledger.Now, ledger.Here.Centre.Zone);

    private async Task<Result<Post>> AddWords(Post post, LibraryItem item, IReadOnlyDictionary<string, string> values, CancellationToken cancel)
    {
        var asked = Asked(item);
        var missing = asked.Index().Where(name => !values.TryGetValue(name.Item, out var value) || string.IsNullOrWhiteSpace(value))
            .Select(name => words.Problem("ValueRequired", $"Value{name.Index}", name.Item)).ToList();
        if (missing.Count > 0)
            return missing;
        var known = new Dictionary<string, string>(Placeholders.OfCentre(ledger.Here.Centre, Today, item.Language), StringComparer.Ordinal);
        foreach (var name in asked)
            known[name] = values[name].Trim();
        var told = Placeholders.Fill(item.Text, known);
        var now = post.Words with { Text = post.Text.Length == 0 ? told : $"{post.Text.TrimEnd()}\n\n{told}" };
        if (WordsCheck.ToKeep(now, ledger) is { Count: > 0 } problems)
            return problems;
        await keep.Edit(post, now, byItself: false, cancel);
        return await ledger.Keep(post, cancel);
    }

    // A copy of its own: what one post does with its picture (show it, hide it when it is recalled) concerns no other.
    private async Task<Result<Post>> AddPicture(Post post, LibraryItem item, CancellationToken cancel)
    {
        var file = await db.Set<StoredFile>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == item.FileId, cancel);
        await using var content = file is null ? null : blobs.Open(new BlobName(file.Name));
        return content is null ? words.Problem("PictureGone") : await pictures.AddCopy(post.Id, content, item.Text, file!, [], cancel);
    }

    private async Task<Result<Post>> Note(Post post, LibraryItem item, CancellationToken cancel)
    {
        if (!await db.Set<LibraryUse>().AnyAsync(use => use.ItemId == item.Id && use.PostId == post.Id, cancel))
        {
            db.Add(LibraryUse.Of(item, post, ledger.Now));
            // Somebody else may have noted the same: it is noted, which is all that was wanted.
            await db.TrySave(cancel);
        }
        return post;
    }
}
