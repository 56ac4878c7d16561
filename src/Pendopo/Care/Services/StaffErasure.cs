using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Backups.Erasures;
using Pendopo.Platform.Data;
using Pendopo.Safety.Contracts;

namespace Pendopo.Care.Services;

/// <summary>Somebody who held sessions and is erased: name and licence go; that a session was held stays. Known by name or number of licence.</summary>
internal sealed class StaffErasure(PendopoDb db, TimeProvider time) : IOutsiderErasure
{
    public const string Network = "staff";

    public IReadOnlyList<string> Tables => ["care_staff"];

    public async Task<IReadOnlyList<Outsider>> Known(string? name, CancellationToken cancel)
    {
        var members = db.Set<StaffMember>().AcrossCentres().AsNoTracking();
        if (name is not null)
            members = members.Where(member => member.Name == name || (member.Licence == name && name != ""));
        return [.. (await members.Select(member => member.Id).ToListAsync(cancel)).Select(id => new Outsider(Network, id.ToString()))];
    }

    public async Task Erase(Outsider outsider, CancellationToken cancel)
    {
        if (outsider.Network != Network || !Id<StaffMember>.TryParse(outsider.Id, null, out var id))
            return;
        foreach (var member in await db.Set<StaffMember>().AcrossCentres().Where(row => row.Id == id).ToListAsync(cancel))
            member.Forget(time.Now());
    }
}

/// <summary>What is kept of somebody who holds sessions, by name or number of licence.</summary>
internal sealed class StaffRecords(PendopoDb db) : IPersonalRecords
{
    public IReadOnlyList<string> Tables => ["care_staff"];

    public async Task<IReadOnlyList<PersonalRecord>> Of(RecordSubject subject, CancellationToken cancel)
    {
        if (subject.Handle.Length == 0)
            return [];
        return [.. (await db.Set<StaffMember>().AsNoTracking().Where(member => member.Name == subject.Handle || member.Licence == subject.Handle).OrderBy(member => member.Id).ToListAsync(cancel))
            .Select(member => new PersonalRecord(CareText.Say("RecordStaff"), null, [new(CareText.Say("StaffName"), member.Name), new(CareText.Say("LicenceNumber"), member.Licence), new(CareText.Say("LicenceUntil"), member.LicenceUntil is { } until ? CarePages.Field(until) : "")]))];
    }

    public async Task<IReadOnlyList<string>> Subjects(RecordSubject subject, CancellationToken cancel) =>
        subject.Handle.Length == 0 ? [] : [.. (await db.Set<StaffMember>().AsNoTracking().Where(member => member.Name == subject.Handle || member.Licence == subject.Handle).Select(member => member.Id).ToListAsync(cancel)).Select(id => $"staff:{id}")];
}
