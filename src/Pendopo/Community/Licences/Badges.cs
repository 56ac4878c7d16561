using Microsoft.EntityFrameworkCore;
using Pendopo.Community.Members;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;
using Pendopo.Platform.Ui;

namespace Pendopo.Community.Licences;

/// <summary>That somebody's licence was seen, as it stands beside what they say.</summary>
/// <param name="ForCentre">Whether they speak for the centre.</param>
public sealed record Badge(Profession Profession, bool ForCentre, LicenceKind Kind, string Issuer, DateOnly? Until, DateTimeOffset CheckedAt);

/// <summary>Which faces bear a badge today. Asked at every reading, so that one that ended is gone without anything having run.</summary>
internal sealed class Badges(PendopoDb db, Here here, TimeProvider time)
{
    public async Task<Dictionary<Id<Face>, Badge>> Of(IReadOnlyCollection<Id<Face>> faces, CancellationToken cancel)
    {
        var today = Clock.DateOf(time.Now(), here.Centre.Zone);
        var rows = await db.Set<Licence>().AsNoTracking()
            .Where(row => faces.Contains(row.FaceId) && row.CheckedAt != null && row.EndedAt == null && (row.Until == null || row.Until >= today)
                && db.Set<Face>().Any(face => face.Id == row.FaceId && face.GroupId == null && face.Name == row.CheckedName)
                && !db.Set<Member>().Any(member => member.Id == row.MemberId && member.RestrictedAt != null))
            .OrderByDescending(row => row.CheckedAt).ToListAsync(cancel);
        return rows.DistinctBy(row => row.FaceId).ToDictionary(row => row.FaceId, row => new Badge(row.Profession, row.ForCentre, row.Kind, row.Issuer, row.Until, row.CheckedAt!.Value));
    }

    public async Task<Badge?> Of(Id<Face> face, CancellationToken cancel) => (await Of([face], cancel)).GetValueOrDefault(face);
}
