using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Backups.Erasures;
using Pendopo.Platform.Data;
using Pendopo.Safety.Contracts;

namespace Pendopo.Inbox.Listening;

/// <summary>Somebody outside whose words were found: erased whole, and told to them when they ask.</summary>
internal sealed class FoundErasure(PendopoDb db) : IOutsiderErasure
{
    public IReadOnlyList<string> Tables => ["inbox_find"];

    public async Task<IReadOnlyList<Outsider>> Known(string? name, CancellationToken cancel)
    {
        var all = db.Set<Find>().AcrossCentres().AsQueryable();
        if (name is not null)
            all = all.Where(find => find.AuthorId == name || find.AuthorHandle == name);
        return [.. (await all.Select(find => new { find.Network, find.AuthorId }).Distinct().ToListAsync(cancel)).Select(one => new Outsider(one.Network, one.AuthorId))];
    }

    public async Task Erase(Outsider outsider, CancellationToken cancel)
    {
        var theirs = db.Set<Find>().AcrossCentres().Where(find => find.Network == outsider.Network && find.AuthorId == outsider.Id);
        await db.Set<FindWord>().AcrossCentres().Where(row => theirs.Select(find => find.Id).Contains(row.FindId)).ExecuteDeleteAsync(cancel);
        await theirs.ExecuteDeleteAsync(cancel);
    }
}

internal sealed class FoundRecords(PendopoDb db) : IPersonalRecords
{
    private const int Most = 2_000;

    public IReadOnlyList<string> Tables => ["inbox_find"];

    public async Task<IReadOnlyList<PersonalRecord>> Of(RecordSubject subject, CancellationToken cancel) => subject.Handle.Length == 0 ? [] :
        (await db.Set<Find>().AsNoTracking().Where(find => find.AuthorId == subject.Handle || find.AuthorHandle == subject.Handle).OrderBy(find => find.SentAt).Take(Most).ToListAsync(cancel)).ConvertAll(find => new PersonalRecord(
            ListeningText.Say("RecordFound"), find.SentAt,
            [new(InboxText.Say("RecordNetwork"), find.Network), new(InboxText.Say("RecordName"), $"{find.AuthorName} ({find.AuthorHandle})"), new(InboxText.Say("RecordText"), find.Text), new(ListeningText.Say("RecordAddress"), find.RemoteUrl ?? find.RemoteId)]));
}
