using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Platform.Data;
using Pendopo.Platform.Files;
using Pendopo.Publishing.Guests;
using Pendopo.Publishing.Infographics;
using Pendopo.Publishing.Library;
using Pendopo.Safety.Contracts;

namespace Pendopo.Publishing.Declared;

/// <summary>Pictures as things that show people, whatever they stand in.</summary>
internal sealed class PictureConsents(PendopoDb db, IStringLocalizer<DeclaredText> words) : IConsentUser
{
    public const string KindName = "picture";

    public string Kind => KindName;

    public Task<IReadOnlyList<ConsentChannel>> Channels(CancellationToken cancel) => Task.FromResult<IReadOnlyList<ConsentChannel>>([]);

    public Task Hide(IReadOnlyCollection<Guid> items, CancellationToken cancel) => Closed.Files(db, [.. items.Select(item => new Id<StoredFile>(item))], cancel);

    public async Task<IReadOnlyList<UsedThing>> Describe(IReadOnlyCollection<Guid> items, CancellationToken cancel)
    {
        var ids = items.Select(item => new Id<StoredFile>(item)).ToList();
        var files = await db.Set<StoredFile>().AsNoTracking().Where(file => ids.Contains(file.Id)).Select(file => new { file.Id, file.AltText }).ToListAsync(cancel);
        return [.. files.OrderBy(file => ids.IndexOf(file.Id)).Select(file => new UsedThing(file.Id.Value, words["PictureNamed", file.AltText.Length > 0 ? file.AltText : words["NoAlt"].Value], $"/desk/shown/{KindName}/{file.Id}"))];
    }
}

/// <summary>Pictures, answers and texts of the library that show or quote people.</summary>
internal sealed class LibraryConsents(PendopoDb db, IStringLocalizer<DeclaredText> words) : IConsentUser
{
    public const string KindName = "library";

    public string Kind => KindName;

    public Task<IReadOnlyList<ConsentChannel>> Channels(CancellationToken cancel) => Task.FromResult<IReadOnlyList<ConsentChannel>>([]);

    public async Task Hide(IReadOnlyCollection<Guid> items, CancellationToken cancel)
    {
        var ids = items.Select(item => new Id<LibraryItem>(item)).ToList();
        var files = await db.Set<LibraryItem>().Where(item => ids.Contains(item.Id) && item.FileId != null).Select(item => item.FileId!.Value).ToListAsync(cancel);
        await Closed.Files(db, files, cancel);
    }

    public async Task<IReadOnlyList<UsedThing>> Describe(IReadOnlyCollection<Guid> items, CancellationToken cancel)
    {
        var ids = items.Select(item => new Id<LibraryItem>(item)).ToList();
        var found = await db.Set<LibraryItem>().AsNoTracking().Where(item => ids.Contains(item.Id)).Select(item => new { item.Id, item.Name }).ToListAsync(cancel);
        return [.. found.OrderBy(item => ids.IndexOf(item.Id)).Select(item => new UsedThing(item.Id.Value, words["LibraryNamed", item.Name], $"/desk/library/{item.Id}"))];
    }
}

/// <summary>Infographics that quote people. They are drawn anew each time, and nobody outside reads them here.</summary>
internal sealed class InfographicConsents(PendopoDb db, IStringLocalizer<DeclaredText> words) : IConsentUser
{
    public const string KindName = "infographic";

    public string Kind => KindName;

    public Task<IReadOnlyList<ConsentChannel>> Channels(CancellationToken cancel) => Task.FromResult<IReadOnlyList<ConsentChannel>>([]);

    public Task Hide(IReadOnlyCollection<Guid> items, CancellationToken cancel) => Task.CompletedTask;

    public async Task<IReadOnlyList<UsedThing>> Describe(IReadOnlyCollection<Guid> items, CancellationToken cancel)
    {
        var ids = items.Select(item => new Id<Infographic>(item)).ToList();
        var found = await db.Set<Infographic>().AsNoTracking().Where(sheet => ids.Contains(sheet.Id)).ToListAsync(cancel);
        return [.. found.OrderBy(sheet => ids.IndexOf(sheet.Id)).Select(sheet => new UsedThing(sheet.Id.Value, words["InfographicNamed", sheet.In(sheet.Languages.Count > 0 ? sheet.Languages[0] : "id").Title], $"/desk/infographics/{sheet.Id}"))];
    }
}

/// <summary>What guests of campaigns let the centre quote. It stands at the desk alone until a post is made of it.</summary>
internal sealed class QuoteConsents(PendopoDb db, IStringLocalizer<DeclaredText> words) : IConsentUser
{
    public const string KindName = "guest-quote";

    public string Kind => KindName;

    public Task<IReadOnlyList<ConsentChannel>> Channels(CancellationToken cancel) => Task.FromResult<IReadOnlyList<ConsentChannel>>([]);

    public Task Hide(IReadOnlyCollection<Guid> items, CancellationToken cancel) => Task.CompletedTask;

    public async Task<IReadOnlyList<UsedThing>> Describe(IReadOnlyCollection<Guid> items, CancellationToken cancel)
    {
        var ids = items.Select(item => new Id<GuestWord>(item)).ToList();
        var found = await db.Set<GuestWord>().AsNoTracking().Where(word => ids.Contains(word.Id))
            .Join(db.Set<Guest>().AsNoTracking(), word => word.GuestId, guest => guest.Id, (word, guest) => new { word.Id, guest.CampaignId }).ToListAsync(cancel);
        return [.. found.Select(word => new UsedThing(word.Id.Value, words["QuoteNamed"], $"/desk/campaigns/{word.CampaignId}/guests"))];
    }
}

/// <summary>Closes files to everybody but the staff, by one statement in the caller's transaction.</summary>
internal static class Closed
{
    public static Task Files(PendopoDb db, IReadOnlyCollection<Id<StoredFile>> files, CancellationToken cancel) => files.Count == 0
        ? Task.CompletedTask
        : db.Set<StoredFile>().Where(file => files.Contains(file.Id) && file.Audience == FileAudience.Everybody).ExecuteUpdateAsync(set => set
            .SetProperty(file => file.Audience, FileAudience.Staff).SetProperty(file => file.Version, file => file.Version + 1), cancel);
}
