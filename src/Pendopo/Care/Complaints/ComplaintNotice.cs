using Microsoft.EntityFrameworkCore;
using Pendopo.Care.Services;
using Pendopo.Platform.Access;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Mail;
using Pendopo.Platform.People;

namespace Pendopo.Care.Complaints;

/// <summary>Tells colleagues by mail that a complaint waits. The mail says nothing of what it is about; who is named in it is not written to.</summary>
internal sealed class ComplaintNotice(PendopoDb db, Here here, Holders holders, StaffMail mail)
{
    private const string Desk = "/desk/care/complaints";

    /// <summary>Everybody of the centre who may answer.</summary>
    public async Task New(Complaint complaint, CancellationToken cancel) => await Tell(await Unnamed(complaint, CareRoom.MayAnswer, ownOnly: true, cancel), "MailNew", Desk, cancel);

    public Task Owner(Complaint complaint, CancellationToken cancel) => Tell(complaint.OwnerId is { } owner ? [owner] : [], "MailYours", $"{Desk}/{complaint.Id}", cancel);

    /// <summary>The heads, and those above them where every head is named.</summary>
    public async Task Heads(Complaint complaint, CancellationToken cancel)
    {
        var heads = await Unnamed(complaint, CareRoom.MayPlan, ownOnly: true, cancel);
        await Tell(heads.Count > 0 ? heads : await Unnamed(complaint, CareRoom.MayPlan, ownOnly: false, cancel), "MailRaised", $"{Desk}/{complaint.Id}", cancel);
    }

    private Task Tell(List<Id<Person>> people, string key, string path, CancellationToken cancel) => mail.Tell(people, new("care.complaint", typeof(ComplaintText), key, path), cancel);

    private async Task<List<Id<Person>>> Unnamed(Complaint complaint, string permission, bool ownOnly, CancellationToken cancel)
    {
        var staff = complaint.StaffId is { } id ? await db.Set<StaffMember>().AsNoTracking().Where(row => row.Id == id).Select(row => row.Name).FirstOrDefaultAsync(cancel) : null;
        return [.. (await holders.Of(permission, here.Centre.Id, ownOnly, cancel)).Where(person => !NamedPeople.IsNamed(person, complaint.Words, staff)).Select(person => person.Id)];
    }
}
