using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Files;
using Pendopo.Platform.Files.Videos;
using Pendopo.Platform.Ui;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Declared;
using Pendopo.Publishing.Desk;
using Pendopo.Publishing.Videos;
using Pendopo.Safety.Contracts;

namespace Pendopo.Publishing.Library;

/// <summary>What somebody looks for in the library; null or empty is "all".</summary>
public sealed record LibraryAsk(LibraryKind? Kind = null, string? Folder = null, string? Tag = null, string? Query = null);

/// <summary>A thing in a list.</summary>
/// <param name="Uses">In how many posts it went.</param>
/// <param name="Usable">Whether its last day is still to come.</param>
/// <param name="Picture">The address of a small copy of its picture, or null.</param>
/// <param name="Shows">For a picture: whom it shows, or null while nobody said so.</param>
/// <param name="TakenBack">Somebody it shows or quotes took their consent back.</param>
/// <param name="Film">For a video: how far it is, and how large.</param>
public sealed record LibraryLine(LibraryItem Item, int Uses, bool Usable, string? Picture, Shown? Shows = null, bool TakenBack = false, LibraryFilm? Film = null)
{
    /// <summary>Whether a post can take it now, its last day and consents aside.</summary>
    public bool IsReady => Film is null or { State: VideoState.Ready };

    public string Href => $"/desk/library/{Item.Id}";
}

/// <summary>A video in a list.</summary>
/// <param name="Largest">The best copy that readers get, or null while it is made.</param>
/// <param name="Smallest">What goes over the line of a phone, or null while it is made.</param>
public sealed record LibraryFilm(VideoState State, int Percent, int Seconds, FilmCopy? Largest, FilmCopy? Smallest, string? Poster);

/// <param name="Next">The mark to ask for older ones with, or null at the end.</param>
public sealed record LibrarySlice(IReadOnlyList<LibraryLine> Lines, string? Next);

/// <summary>Reads the library, within the centre.</summary>
internal sealed class LibraryReader(PendopoDb db, Here here, PostBoard board, ConsentUses consents, TimeProvider time)
{
    private const int PageSize = 50, MostNames = 200, QueryLength = 100;

    /// <summary>What matches, last changed first, after the mark when one is given.</summary>
    public async Task<LibrarySlice> List(LibraryAsk ask, PageMark? before, CancellationToken cancel)
    {
        var items = await Asked(ask).NewestFirst(item => item.EditedAt, item => item.Id, before).Take(PageSize + 1).ToListAsync(cancel);
        var last = items.Count > PageSize ? items[PageSize - 1] : null;
        return new(await Lines([.. items.Take(PageSize)], cancel), last is null ? null : new PageMark(last.EditedAt, last.Id.Value).ToString());
    }

    /// <summary>One thing, or null.</summary>
    public async Task<LibraryLine?> Read(Id<LibraryItem> id, CancellationToken cancel) =>
        await db.Set<LibraryItem>().AsNoTracking().FirstOrDefaultAsync(item => item.Id == id, cancel) is { } item ? (await Lines([item], cancel))[0] : null;

    /// <summary>The posts that a thing went into, last edited first.</summary>
    public async Task<IReadOnlyList<PostLine>> Uses(Id<LibraryItem> id, CancellationToken cancel) =>
        await board.OfPosts(await db.Set<LibraryUse>().AsNoTracking().Where(use => use.ItemId == id).OrderByDescending(use => use.UsedAt).Take(MostNames).Select(use => use.PostId).ToListAsync(cancel), cancel);

    /// <summary>The folders by name.</summary>
    public Task<List<string>> Folders(CancellationToken cancel) =>
        db.Set<LibraryItem>().AsNoTracking().Where(item => item.Folder != "").Select(item => item.Folder).Distinct().OrderBy(folder => folder).Take(MostNames).ToListAsync(cancel);

    /// <summary>The tags by name.</summary>
    public async Task<IReadOnlyList<string>> Tags(CancellationToken cancel) =>
        [.. (await db.Set<LibraryItem>().AsNoTracking().Where(item => item.Tags != "").Select(item => item.Tags).Distinct().Take(MostNames).ToListAsync(cancel))
            .SelectMany(tags => tags.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private IQueryable<LibraryItem> Asked(LibraryAsk ask)
    {
        var items = db.Set<LibraryItem>().AsNoTracking();
        if (ask.Kind is { } kind)
            items = items.Where(item => item.Kind == kind);
        if (ask.Folder is { Length: > 0 } folder)
        {
            // A folder holds what lies in the folders under it.
            var below = folder + "/";
            items = items.Where(item => item.Folder == folder || item.Folder.StartsWith(below));
        }
        if (ask.Tag is { Length: > 0 } tag)
        {
            var whole = $" {tag} ";
            items = items.Where(item => item.Tags.Contains(whole));
        }
        foreach (var word in (ask.Query is { Length: > QueryLength } query ? query[..QueryLength] : ask.Query ?? "").ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries))
            items = items.Where(item => item.SearchText.Contains(word));
        return items;
    }

    private async Task<List<LibraryLine>> Lines(List<LibraryItem> items, CancellationToken cancel)
    {
        var ids = items.Select(item => item.Id).ToList();
        var files = items.Select(item => item.FileId).OfType<Id<StoredFile>>().ToList();
        var uses = await db.Set<LibraryUse>().AsNoTracking().Where(use => ids.Contains(use.ItemId)).GroupBy(use => use.ItemId)
            .Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(row => row.Key, row => row.Count, cancel);
        var pictures = files.Count == 0 ? [] : await db.Set<StoredFile>().AsNoTracking().Where(file => files.Contains(file.Id)).ToDictionaryAsync(file => file.Id, cancel);
        var films = await Films(items, cancel);
        var today = Clock.DateOf(time.GetUtcNow(), here.Centre.Zone);
        var stopped = await consents.Stopped(LibraryConsents.KindName, [.. ids.Select(id => id.Value)], cancel);
        return [.. items.Select(item =>
        {
            var picture = item.FileId is { } file ? pictures.GetValueOrDefault(file) : null;
            var film = films.GetValueOrDefault(item.Id);
            return new LibraryLine(item, uses.GetValueOrDefault(item.Id), item.MayBeUsedOn(today), film?.Poster ?? picture?.Address(320), picture?.Shows, stopped.Contains(item.Id.Value), film);
        })];
    }

    private async Task<Dictionary<Id<LibraryItem>, LibraryFilm>> Films(List<LibraryItem> items, CancellationToken cancel)
    {
        var said = items.Where(item => item.Video is not null).ToDictionary(item => item.Id, item => item.Video!.Video);
        if (said.Count == 0)
            return [];
        var ids = said.Values.ToList();
        var videos = await db.Set<Video>().AsNoTracking().Where(video => ids.Contains(video.Id)).ToDictionaryAsync(video => video.Id, cancel);
        var wanted = videos.Values.SelectMany(video => video.Files).ToList();
        var files = await db.Set<StoredFile>().AsNoTracking().Where(file => wanted.Contains(file.Id)).ToDictionaryAsync(file => file.Id, cancel);
        return said.Where(pair => videos.ContainsKey(pair.Value)).ToDictionary(pair => pair.Key, pair =>
        {
            var video = videos[pair.Value];
            return new LibraryFilm(video.State, video.Percent, video.Seconds, Copy(video.LargeId), Copy(video.SmallId), video.PosterId is { } poster ? files.GetValueOrDefault(poster)?.Address(320) : null);
        });

        FilmCopy? Copy(Id<StoredFile>? id) => id is { } known && files.TryGetValue(known, out var file) ? new(file.Address(), file.Mime, file.Width, file.Height, file.Size) : null;
    }
}
