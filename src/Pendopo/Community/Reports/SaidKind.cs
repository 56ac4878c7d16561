using Microsoft.EntityFrameworkCore;
using Pendopo.Community.Members;
using Pendopo.Community.Talk;
using Pendopo.Platform.Data;
using Pendopo.Safety.Contracts;

namespace Pendopo.Community.Reports;

/// <summary>Posts and comments of the square, as Safety moderates them.</summary>
internal sealed class SaidKind(PendopoDb db, SaidReading reading, TimeProvider time) : IModeratedKind
{
    public const string Kind = "said";

    public string Name => Kind;

    public async Task<ContentSnapshot?> Snapshot(Guid item, CancellationToken cancel)
    {
        var id = new Id<Said>(item);
        if (await db.Set<Said>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == id && row.GoneAt == null, cancel) is not { } said)
            return null;
        var name = await db.Set<Face>().Where(face => face.Id == said.FaceId).Select(face => face.Name).FirstAsync(cancel);
        return new(item, said.Version, said.FaceId.Value, name, said.Line.Length > 0 ? $"{said.Line}\n\n{said.Text}" : said.Text, CommunityText.Say("Audience_" + said.Audience), said.At);
    }

    public async Task<bool> IsSeen(Guid item, CancellationToken cancel) => await reading.One(new(item), cancel) is not null;

    public async Task Show(Guid item, bool shown, CancellationToken cancel)
    {
        var id = new Id<Said>(item);
        if (await db.Set<Said>().FirstOrDefaultAsync(row => row.Id == id, cancel) is { } said)
            said.Hide(shown ? null : time.Now());
    }

    public async Task Limit(Guid item, bool limited, CancellationToken cancel)
    {
        var id = new Id<Said>(item);
        if (await db.Set<Said>().FirstOrDefaultAsync(row => row.Id == id, cancel) is { } said)
            said.Limit(limited ? time.Now() : null);
    }
}
