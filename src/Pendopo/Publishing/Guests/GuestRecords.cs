using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Data;
using Pendopo.Safety.Contracts;

namespace Pendopo.Publishing.Guests;

/// <summary>What is kept of a guest of a campaign, by the address they gave: that they were invited, and what they said.</summary>
internal sealed class GuestRecords(PendopoDb db) : IPersonalRecords
{
    public IReadOnlyList<string> Tables => ["publishing_guest", "publishing_guest_word"];

    public async Task<IReadOnlyList<PersonalRecord>> Of(RecordSubject subject, CancellationToken cancel)
    {
        if (subject.Email.Length == 0)
            return [];
        var guests = await db.Set<Guest>().AsNoTracking().Where(guest => guest.Email == subject.Email).OrderBy(guest => guest.InvitedAt).ToListAsync(cancel);
        var ids = guests.Select(guest => guest.Id).ToList();
        var words = await db.Set<GuestWord>().AsNoTracking().Where(word => ids.Contains(word.GuestId)).OrderBy(word => word.SaidAt).ToListAsync(cancel);
        return [.. guests.Select(guest => new PersonalRecord(PublishingText.Say("RecordGuest"), guest.InvitedAt, [new(PublishingText.Say("RecordGuestName"), guest.Name), new(PublishingText.Say("RecordGuestCalled"), guest.Called)])),
            .. words.Select(word => new PersonalRecord(PublishingText.Say("RecordGuestWord"), word.SaidAt, [new(PublishingText.Say("RecordGuestWord"), word.Text)]))];
    }

    public async Task<IReadOnlyList<string>> Subjects(RecordSubject subject, CancellationToken cancel) =>
        subject.Email.Length == 0 ? [] : [.. (await db.Set<Guest>().AsNoTracking().Where(guest => guest.Email == subject.Email).Select(guest => guest.Id).ToListAsync(cancel)).Select(id => $"guest:{id}")];
}
