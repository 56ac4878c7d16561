using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Platform.Access;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Data;
using Pendopo.Platform.Localization;
using Pendopo.Platform.People;
using Pendopo.Platform.Settings;
using Pendopo.Platform.Setup;
using Pendopo.Platform.Ui;

namespace Pendopo.Platform.Centres;

/// <summary>A centre as its form shows it.</summary>
public sealed record CentreForm(string? Handle, string? Name, string? About, string? Address, string? Phone, string? Email, string? TimeZone, string? Language, string? Host, string? Area, int Version, string? Teak = null, string? Leaf = null);

/// <summary>Opens a centre, or changes one where the person holds the permission.</summary>
public sealed class SaveCentre(PendopoDb db, CentresBook book, CentreRoles roles, CentreDirectory directory, CentreRules rules, IDialect dialect, AuditBook audit, TimeProvider time)
{
    public async Task<Result<Centre>> Run(Id<Centre>? id, CentreForm form, IStringLocalizer<SettingsText> words, CancellationToken cancel)
    {
        var centre = id is { } known ? await book.One(known, cancel) : null;
        if (id is null ? !await book.MayOpen(cancel) : centre is null)
            return Problem.NotFound;
        // The host name and the area decide over other centres too: only who may open centres changes them.
        if (centre is not null && !await book.MayOpen(cancel))
            form = form with { Host = centre.Host, Area = centre.AreaId.ToString() };
        var problems = await rules.Check(form, centre, cancel);
        if (problems.Count > 0)
            return problems;
        if (centre is not null && centre.Version != form.Version)
            return words.Problem("ChangedMeanwhile");
        centre ??= Open(form);
        Take(centre, form);
        audit.Note(id is null ? "centres.open" : "centres.change", $"centre:{centre.Id}");
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateConcurrencyException)
        {
            return words.Problem("ChangedMeanwhile");
        }
        catch (DbUpdateException error) when (dialect.IsDuplicate(error))
        {
            return words.Problem("HostTaken", "Host");
        }
        directory.Forget();
        return centre;
    }

    private Centre Open(CentreForm form)
    {
        var centre = Centre.Open(form.Handle!.Trim().TrimStart('@').ToLowerInvariant(), form.Name!.Trim(), default, form.TimeZone!, form.Language!, time.Now());
        db.Add(centre);
        roles.AddFor(centre.Id);
        return centre;
    }

    private static void Take(Centre centre, CentreForm form)
    {
        centre.Rename(form.Name!.Trim(), form.About?.Trim() ?? "");
        centre.Reach(form.Address?.Trim() ?? "", form.Phone?.Trim() ?? "", form.Email?.Trim() ?? "");
        centre.Paint(Accents.Kept(form.Teak, Accents.HouseTeak), Accents.Kept(form.Leaf, Accents.HouseLeaf));
        centre.Settle(Id<Area>.Parse(form.Area!, null), form.TimeZone!, form.Language!, string.IsNullOrWhiteSpace(form.Host) ? null : form.Host.Trim().ToLowerInvariant());
    }
}

/// <summary>What a centre's data must be.</summary>
public sealed class CentreRules(PendopoDb db, SetupRules rules, IStringLocalizer<SetupText> setup, IStringLocalizer<SettingsText> words)
{
    public async Task<List<Problem>> Check(CentreForm form, Centre? present, CancellationToken cancel)
    {
        var problems = rules.Name(form.Name).Concat(rules.Zone(form.TimeZone)).Concat(Words(form)).ToList();
        var handle = form.Handle?.Trim().TrimStart('@').ToLowerInvariant();
        if (present is null)
            problems.AddRange(rules.Handle(handle));
        if (present is null && await db.Set<Centre>().AnyAsync(centre => centre.Handle == handle, cancel))
            problems.Add(setup.Problem("HandleTaken", "Handle"));
        if (!Id<Area>.TryParse(form.Area, null, out var area) || !await db.Set<Area>().AnyAsync(found => found.Id == area, cancel))
            problems.Add(words.Problem("AreaRequired", "Area"));
        var host = form.Host?.Trim().ToLowerInvariant();
        if (!string.IsNullOrEmpty(host) && await db.Set<Centre>().AnyAsync(centre => centre.Host == host && (present == null || centre.Id != present.Id), cancel))
            problems.Add(words.Problem("HostTaken", "Host"));
        return problems;
    }

    private IEnumerable<Problem> Words(CentreForm form)
    {
        if (!Languages.Knows(form.Language))
            yield return setup.Problem("ZoneWrong", "Language");
        if (form.About?.Length > 600)
            yield return words.Problem("TooLong", "About");
        if (form.Address?.Length > 300)
            yield return words.Problem("TooLong", "Address");
        if (form.Phone?.Length > 40)
            yield return words.Problem("TooLong", "Phone");
        if (!Accents.Knows(form.Teak))
            yield return words.Problem("ColourWrong", "Teak");
        if (!Accents.Knows(form.Leaf))
            yield return words.Problem("ColourWrong", "Leaf");
        if (!string.IsNullOrWhiteSpace(form.Email) && !EmailForm.IsAddress(form.Email))
            yield return words.Problem("EmailWrong", "Email");
        if (!string.IsNullOrWhiteSpace(form.Host) && (form.Host.Trim().Length > 253 || Uri.CheckHostName(form.Host.Trim()) != UriHostNameType.Dns))
            yield return words.Problem("HostWrong", "Host");
    }
}
