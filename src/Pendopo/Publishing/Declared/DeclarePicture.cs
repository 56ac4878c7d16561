using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Platform;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Files;
using Pendopo.Publishing.Consents;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Library;
using Pendopo.Publishing.Site;
using Pendopo.Safety.Contracts;

namespace Pendopo.Publishing.Declared;

/// <summary>Says whom a picture shows, and writes the persons' consents beside it and beside everything that it stands in.</summary>
internal sealed class DeclarePicture(PendopoDb db, Here here, ConsentUses uses, AuditBook audit, IStringLocalizer<DeclaredText> words)
{
    /// <summary>Said to who says nothing.</summary>
    public Problem Unsaid => words.Problem("ShowsRequired", "Shows");

    /// <summary>Why a picture is not taken with this declaration, or null. Asked before its bytes are looked at.</summary>
    public async Task<Problem?> Refuses(Declaration said, CancellationToken cancel)
    {
        if (said.Shows is not { } shows)
            return Unsaid;
        if (shows != Shown.Persons)
            return said.Consents.Count > 0 ? words.Problem("ConsentsWithoutPersons", "Consents") : null;
        if (said.Consents.Count == 0)
            return said.NamedNext ? null : words.Problem("PersonsRequired", "Consents");
        return await uses.Unfit(said.Consents, ConsentMedium.Picture, cancel);
    }

    /// <summary>Changes what is said of a picture that is here already.</summary>
    public Task<Result<StoredFile>> Run(Id<StoredFile> id, Declaration said, CancellationToken cancel) => All([id], said, cancel);

    /// <summary>Changes what is said of several pictures that are here already: of all of them, or of none.</summary>
    /// <returns>The first.</returns>
    public async Task<Result<StoredFile>> All(IReadOnlyList<Id<StoredFile>> ids, Declaration said, CancellationToken cancel)
    {
        if (!here.May("publishing.write"))
            return words.Problem("MayNotDeclare");
        StoredFile? first = null;
        foreach (var id in ids)
        {
            var declared = await Say(id, said, cancel);
            if (!declared.Ok)
            {
                db.ChangeTracker.Clear();
                return declared;
            }
            first ??= declared.Value;
        }
        return await db.TrySave(cancel) ? first! : words.Problem("ChangedMeanwhile");
    }

    /// <summary>Of the pages that came in together with a picture those beside it, in its post or its folder of the library, that are said to show certain persons and name nobody yet.</summary>
    /// <param name="pages">The pages of one leaflet. A picture that came in otherwise shows others, perhaps.</param>
    public async Task<List<Id<StoredFile>>> Unnamed(Id<StoredFile> id, IReadOnlyCollection<Id<StoredFile>> pages, CancellationToken cancel)
    {
        if (pages.Count == 0)
            return [];
        var beside = (await Holders(id).AsNoTracking().ToListAsync(cancel)).SelectMany(post => post.Words.Pictures.Select(picture => picture.File)).ToList();
        var folders = await Items(id).Where(item => item.Folder != "").Select(item => item.Folder).ToListAsync(cancel);
        beside.AddRange(await db.Set<LibraryItem>().Where(item => folders.Contains(item.Folder) && item.FileId != null).Select(item => item.FileId!.Value).ToListAsync(cancel));
        var unnamed = new List<Id<StoredFile>>();
        foreach (var other in await db.Set<StoredFile>().Where(file => pages.Contains(file.Id) && beside.Contains(file.Id) && file.Id != id && file.Shows == Shown.Persons).OrderBy(file => file.Id).Select(file => file.Id).ToListAsync(cancel))
        {
            if ((await uses.Of(PictureConsents.KindName, other.Value, cancel)).Count == 0)
                unnamed.Add(other);
        }
        return unnamed;
    }

    private async Task<Result<StoredFile>> Say(Id<StoredFile> id, Declaration said, CancellationToken cancel)
    {
        if (await db.Set<StoredFile>().FirstOrDefaultAsync(row => row.Id == id, cancel) is not { IsPicture: true } file || !await Holders(id).AnyAsync(cancel) && !await Items(id).AnyAsync(cancel))
            return Problem.NotFound;
        var before = (await uses.Of(PictureConsents.KindName, id.Value, cancel)).Select(named => named.Consent.Id).ToList();
        // Whom it names by now may have ended since: only who is added has to hold.
        if (await Refuses(said with { Consents = [.. said.Consents.Except(before)], NamedNext = said.Consents.Count > 0 }, cancel) is { } refused)
            return refused;
        if (await Write(file, said, cancel) is { Ok: false } unnamed)
            return unnamed.Problems.ToList();
        audit.Note("picture.declared", $"file:{id}", $"{said.Shows} {string.Join(' ', said.Consents.Order())}".TrimEnd());
        return file;
    }

    /// <summary>Writes it in the caller's transaction, who has asked <see cref="Refuses"/>.</summary>
    public async Task<Result<Done>> Write(StoredFile file, Declaration said, CancellationToken cancel)
    {
        file.Declare(said.Shows!.Value);
        if (await uses.Name(file.CentreId, PictureConsents.KindName, file.Id.Value, said.Consents, cancel) is { Ok: false } refused)
            return refused;
        foreach (var post in await Holders(file.Id).Select(post => post.Id).ToListAsync(cancel))
            await Stands(file.CentreId, post, said.Consents, cancel);
        foreach (var item in await Items(file.Id).Select(item => item.Id).ToListAsync(cancel))
            await uses.Join(file.CentreId, LibraryConsents.KindName, item.Value, said.Consents, cancel);
        return default(Done);
    }

    /// <summary>Says of a copy what is said of the picture it is a copy of, in the caller's transaction.</summary>
    public async Task Copy(StoredFile from, StoredFile copy, CancellationToken cancel)
    {
        if (from.Shows is { } shows)
            copy.Declare(shows);
        await uses.Copy(copy.CentreId, (PictureConsents.KindName, from.Id.Value), (PictureConsents.KindName, copy.Id.Value), cancel);
    }

    /// <summary>A post that a picture was put into stands under the consents of its persons, in the caller's transaction.</summary>
    public async Task Stands(Id<Centre> centre, Id<Post> post, IReadOnlyCollection<Id<Consent>> consents, CancellationToken cancel)
    {
        if (consents.Count == 0)
            return;
        await uses.Join(centre, PostConsents.KindName, post.Value, consents, cancel);
        if (await db.Set<SitePage>().FirstOrDefaultAsync(page => page.Id == post, cancel) is { } page)
            page.Persons(true);
    }

    /// <summary>A post that a thing of the library was put into stands under the consents of that thing, in the caller's transaction.</summary>
    public async Task Stands(Post post, LibraryItem item, CancellationToken cancel) =>
        await Stands(post.CentreId, post.Id, [.. (await uses.Of(LibraryConsents.KindName, item.Id.Value, cancel)).Select(one => one.Consent.Id)], cancel);

    /// <summary>Whether somebody who is shown or quoted by a thing of the library took that back.</summary>
    public Task<bool> IsTakenBack(Id<LibraryItem> item, CancellationToken cancel) => uses.Stops(LibraryConsents.KindName, item.Value, cancel);

    /// <summary>A thing of the library stands under the consents of its picture's persons, in the caller's transaction.</summary>
    public Task Keeps(LibraryItem item, IReadOnlyCollection<Id<Consent>> consents, CancellationToken cancel) =>
        uses.Join(item.CentreId, LibraryConsents.KindName, item.Id.Value, consents, cancel);

    private IQueryable<Post> Holders(Id<StoredFile> file)
    {
        var written = file.ToString();
        return db.Set<Post>().Where(post => post.Pictures.Contains(written));
    }

    private IQueryable<LibraryItem> Items(Id<StoredFile> file) => db.Set<LibraryItem>().Where(item => item.FileId == file);
}
