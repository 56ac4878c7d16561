using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Community.Members;
using Pendopo.Platform;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;
using Pendopo.Platform.Ui;

namespace Pendopo.Community.Licences;

/// <summary>A licence as somebody types it.</summary>
internal sealed record LicenceAsked(string? Profession, string? Kind, string? Number, string? Issuer, string? Until);

/// <summary>A member says that they are a professional, and takes that back.</summary>
internal sealed class AskLicence(PendopoDb db, Viewers viewers, LicenceForm form, AuditBook audit, TimeProvider time, IStringLocalizer<CommunityText> words)
{
    /// <summary>The viewer's own, newest first.</summary>
    public async Task<IReadOnlyList<Licence>> Mine(CancellationToken cancel)
    {
        var me = (await viewers.Read(cancel)).Member?.Id;
        return await db.Set<Licence>().AsNoTracking().Where(row => row.MemberId == me).OrderByDescending(row => row.Id).Take(20).ToListAsync(cancel);
    }

    /// <summary>Asks for a check; what waited already is written anew.</summary>
    public async Task<Result<Licence>> Run(LicenceAsked asked, CancellationToken cancel)
    {
        var viewer = await viewers.Read(cancel);
        if (viewer.Member is not { } member)
            return Problem.NotFound;
        if (member.IsMinor)
            return words.Problem("LicenceMinor");
        var read = form.Read(asked);
        if (!read.Ok)
            return read.Problems.ToList();
        db.RemoveRange(await db.Set<Licence>().Where(row => row.MemberId == member.Id && row.CheckedAt == null && row.EndedAt == null).ToListAsync(cancel));
        var licence = db.Add(Licence.Of(viewer.Own!, read.Value, null, time.Now())).Entity;
        audit.Note("community.licence-asked", $"licence:{licence.Id}");
        return await db.TrySave(cancel) ? licence : words.Problem("Stale");
    }

    /// <summary>All of it goes: what waits, what holds and what was.</summary>
    public async Task<Result<Done>> Withdraw(CancellationToken cancel)
    {
        var me = (await viewers.Read(cancel)).Member?.Id;
        var mine = await db.Set<Licence>().Where(row => row.MemberId == me).ToListAsync(cancel);
        if (mine.Count == 0)
            return Problem.NotFound;
        db.RemoveRange(mine);
        audit.Note("community.licence-withdrawn", $"licence:{mine[^1].Id}");
        return await db.TrySave(cancel) ? default(Done) : words.Problem("Stale");
    }
}

/// <summary>Reads a licence as it was typed.</summary>
internal sealed class LicenceForm(Here here, TimeProvider time, IStringLocalizer<CommunityText> words)
{
    private const int LongestYears = 50;

    public DateOnly Today => Clock.DateOf(time.Now(), here.Centre.Zone);

    public Result<LicenceWords> Read(LicenceAsked asked)
    {
        var problems = new List<Problem>();
        var (number, issuer) = ((asked.Number ?? "").ReplaceLineEndings(" ").Trim(), (asked.Issuer ?? "").ReplaceLineEndings(" ").Trim());
        if (!Enum.TryParse<Profession>(asked.Profession, out var profession) || profession.ToString() != asked.Profession)
            problems.Add(words.Problem("ProfessionMissing", "Profession"));
        if (!Enum.TryParse<LicenceKind>(asked.Kind, out var kind) || kind.ToString() != asked.Kind)
            problems.Add(words.Problem("LicenceKindMissing", "Kind"));
        if (number.Length is < 3 or > Licence.NumberLength)
            problems.Add(words.Problem("LicenceNumberWrong", "Number", Licence.NumberLength));
        if (issuer.Length is 0 or > Licence.IssuerLength)
            problems.Add(words.Problem("LicenceIssuerMissing", "Issuer", Licence.IssuerLength));
        var hasDay = !string.IsNullOrWhiteSpace(asked.Until);
        var until = DateOnly.TryParseExact(asked.Until, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : (DateOnly?)null;
        if (hasDay ? until is null || until > Today.AddYears(LongestYears) : kind == LicenceKind.Practice)
            problems.Add(words.Problem("LicenceUntilMissing", "Until"));
        else if (!LicenceDays.Hold(until, Today))
            problems.Add(words.Problem("LicenceOver", "Until"));
        return problems.Count > 0 ? problems : new LicenceWords(profession, kind, number, issuer, until);
    }
}
