using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Platform;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Exits;

namespace Pendopo.Publishing.Pages;

/// <summary>Puts a centre's own wording on one of its pages, after the guard has read it: what stands there everybody can read.</summary>
internal sealed class WriteHousePage(PendopoDb db, Here here, ExitDoors doors, TimeProvider time, IStringLocalizer<HousePageText> words)
{
    /// <param name="BasedOn">The version that the writer saw; null for the default.</param>
    public sealed record Request(HousePageKind Kind, string Language, string? Text, int? BasedOn);

    public async Task<Result<Done>> Run(Request request, CancellationToken cancel)
    {
        if (!here.May(HousePagesRoom.Permission))
            return words.Problem("MayNotWrite");
        var text = (request.Text ?? "").ReplaceLineEndings("\n").Trim();
        if (text.Length == 0)
            return words.Problem("TextRequired", "Text");
        if (text.Length > HousePage.TextLength)
            return words.Problem("TextTooLong", "Text", HousePage.TextLength);
        var page = await db.Set<HousePage>().FirstOrDefaultAsync(row => row.Kind == request.Kind && row.Language == request.Language, cancel);
        if (page?.Version != request.BasedOn)
            return words.Problem("SomebodyElseWrote");
        var leaving = new Leaving(HousePagesRoom.Exit, here.Centre.Id, $"house-page:{HousePageWords.Slug(request.Kind)}", [new("text", WithoutOwnContacts(text))], request.Language);
        if (await doors.Ask(leaving, cancel) is { MayLeave: false } held)
            return words.Problem("HeldBack", "Text", string.Join(", ", held.Reasons.Select(reason => reason.Kind).Distinct(StringComparer.Ordinal)));
        return await Keep(page, request, text, cancel);
    }

    /// <summary>Takes the centre's wording away; the default stands again.</summary>
    public async Task<Result<Done>> Restore(HousePageKind kind, string language, CancellationToken cancel)
    {
        if (!here.May(HousePagesRoom.Permission))
            return words.Problem("MayNotWrite");
        if (await db.Set<HousePage>().FirstOrDefaultAsync(row => row.Kind == kind && row.Language == language, cancel) is { } page)
        {
            db.Remove(page);
            return await db.TrySave(cancel) ? default(Done) : words.Problem("SomebodyElseWrote");
        }
        return default(Done);
    }

    private async Task<Result<Done>> Keep(HousePage? page, Request request, string text, CancellationToken cancel)
    {
        if (page is null)
            db.Add(page = HousePage.Of(here.Centre.Id, request.Kind, request.Language));
        page.Write(text, here.Actor, time.Now());
        return await db.TrySave(cancel) ? default(Done) : words.Problem("SomebodyElseWrote");
    }

    // The centre's own phone and e-mail are meant to be read by everybody; only what else looks like a person's is held.
    private string WithoutOwnContacts(string text)
    {
        foreach (var own in new[] { here.Centre.Phone, here.Centre.Email }.Where(part => part.Length > 0))
            text = text.Replace(own, "", StringComparison.OrdinalIgnoreCase);
        return text;
    }
}
