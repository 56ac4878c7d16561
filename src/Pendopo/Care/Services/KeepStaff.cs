using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Platform;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;

namespace Pendopo.Care.Services;

/// <summary>What is written down of somebody who holds sessions.</summary>
internal sealed record StaffWords(string Name, Profession Profession, string Licence, DateOnly? Until);

/// <summary>Keeps who holds sessions, and until when their licences run.</summary>
internal sealed class KeepStaff(PendopoDb db, Here here, AuditBook audit, TimeProvider time, IStringLocalizer<CareText> words)
{
    private const int Most = 300;

    /// <param name="id">The member, or null for a new one.</param>
    public async Task<Result<StaffMember>> Run(Id<StaffMember>? id, StaffWords typed, CancellationToken cancel)
    {
        if (!here.May(CareRoom.MayPlan))
            return Problem.NotFound;
        var said = typed with { Name = typed.Name.ReplaceLineEndings(" ").Trim(), Licence = typed.Licence.ReplaceLineEndings(" ").Trim() };
        var problems = new List<Problem>();
        if (said.Name.Length is 0 or > StaffMember.NameLength)
            problems.Add(words.Problem("StaffNameRequired", "Name", StaffMember.NameLength));
        if (said.Licence.Length > StaffMember.LicenceLength)
            problems.Add(words.Problem("TooLong", "Licence", StaffMember.LicenceLength));
        if (!Enum.IsDefined(said.Profession))
            problems.Add(words.Problem("ProfessionWrong", "Profession"));
        if (id is null && await db.Set<StaffMember>().CountAsync(row => row.LeftAt == null, cancel) >= Most)
            problems.Add(words.Problem("TooManyStaff", null, Most));
        if (problems.Count > 0)
            return problems;
        var member = id is { } known ? await db.Set<StaffMember>().FirstOrDefaultAsync(row => row.Id == known && row.LeftAt == null, cancel) : db.Add(StaffMember.Of(here.Centre.Id, said.Name, said.Profession, said.Licence, said.Until)).Entity;
        if (member is null)
            return Problem.NotFound;
        member.Say(said.Name, said.Profession, said.Licence, said.Until);
        audit.Note("care.staff-kept", $"staff:{member.Id}");
        return await db.TrySave(cancel) ? member : words.Problem("Stale");
    }

    /// <summary>They no longer hold sessions; those that name them are closed until somebody else is set.</summary>
    public async Task<Result<StaffMember>> Leave(Id<StaffMember> id, CancellationToken cancel)
    {
        if (!here.May(CareRoom.MayPlan) || await db.Set<StaffMember>().FirstOrDefaultAsync(row => row.Id == id && row.LeftAt == null, cancel) is not { } member)
            return Problem.NotFound;
        member.Leave(time.Now());
        audit.Note("care.staff-left", $"staff:{member.Id}");
        return await db.TrySave(cancel) ? member : words.Problem("Stale");
    }
}
