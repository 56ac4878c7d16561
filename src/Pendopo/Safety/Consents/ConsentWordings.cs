using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Platform;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Safety.Contracts;

namespace Pendopo.Safety.Consents;

/// <summary>The texts that people are asked with: the program brings the first version of each, the centre writes better ones.</summary>
internal sealed class ConsentWordings(PendopoDb db, Here here, AuditBook audit, TimeProvider time, IStringLocalizer<ConsentText> words)
{
    /// <summary>The version in force. The first asking keeps the program's text as version 1, so that what a person read is never lost.</summary>
    public async Task<ConsentWording> InForce(ConsentPurpose purpose, CancellationToken cancel)
    {
        if (await db.Set<ConsentWording>().Where(row => row.Purpose == purpose).OrderByDescending(row => row.Number).FirstOrDefaultAsync(cancel) is { } known)
            return known;
        var first = ConsentWording.Of(here.Centre.Id, purpose, 1, (Brought(purpose, "id"), Brought(purpose, "en")), null, time.Now());
        db.Add(first);
        return first;
    }

    /// <summary>Every version of a purpose, the newest first; the program's own when none is kept yet.</summary>
    public async Task<IReadOnlyList<ConsentWording>> All(ConsentPurpose purpose, CancellationToken cancel)
    {
        var kept = await db.Set<ConsentWording>().AsNoTracking().Where(row => row.Purpose == purpose).OrderByDescending(row => row.Number).ToListAsync(cancel);
        return kept.Count > 0 ? kept : [ConsentWording.Of(here.Centre.Id, purpose, 1, (Brought(purpose, "id"), Brought(purpose, "en")), null, time.Now())];
    }

    public async Task<Result<ConsentWording>> Write(ConsentPurpose purpose, string indonesian, string english, int basedOn, CancellationToken cancel)
    {
        if (!here.May(ConsentSetup.MayWrite))
            return words.Problem("MayNotWrite");
        var (id, en) = (indonesian.ReplaceLineEndings("\n").Trim(), english.ReplaceLineEndings("\n").Trim());
        if (id.Length == 0)
            return words.Problem("TextRequired", "Indonesian");
        if (en.Length == 0)
            return words.Problem("TextRequired", "English");
        if (id.Length > ConsentWording.TextLength || en.Length > ConsentWording.TextLength)
            return words.Problem("TooLong", id.Length > en.Length ? "Indonesian" : "English", ConsentWording.TextLength);
        var now = await InForce(purpose, cancel);
        if (now.Number != basedOn)
            return words.Problem("SomebodyElseChanged");
        var next = ConsentWording.Of(here.Centre.Id, purpose, now.Number + 1, (id, en), here.Actor, time.Now());
        db.Add(next);
        audit.Note("consent.wording", $"consent-wording:{next.Id}", $"{purpose} {next.Number}");
        return await db.TrySave(cancel) ? next : words.Problem("SomebodyElseChanged");
    }

    private static string Brought(ConsentPurpose purpose, string language) => ConsentText.Say("Wording_" + purpose.ToString(), CultureInfo.GetCultureInfo(language));
}
