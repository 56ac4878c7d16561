using Microsoft.EntityFrameworkCore;
using Pendopo.Community.Members;
using Pendopo.Community.Polls;
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
        var answers = await db.Set<SquareChoice>().Where(choice => db.Set<SquarePoll>().Any(poll => poll.Id == choice.PollId && poll.SaidId == id)).OrderBy(choice => choice.Place).Select(choice => "– " + choice.Text).ToListAsync(cancel);
        var text = string.Join("\n\n", new[] { said.Line, said.Text, string.Join('\n', answers) }.Where(part => part.Length > 0));
        return new(item, said.Version, said.FaceId.Value, name, text, CommunityText.Say("Audience_" + said.Audience), said.At);
    }

    public async Task<bool> IsSeen(Guid item, CancellationToken cancel) => await reading.One(new(item), cancel) is not null;

    public async Task Show(Guid item, bool shown, CancellationToken cancel)
    {
        var id = new Id<Said>(item);
        if (await db.Set<Said>().FirstOrDefaultAsync(row => row.Id == id, cancel) is { } said)
        {
            if (shown)
                said.Show(Hiding.Desk);
            else
                said.Hide(Hiding.Desk, time.Now());
        }
    }

    public async Task Limit(Guid item, bool limited, CancellationToken cancel)
    {
        var id = new Id<Said>(item);
        if (await db.Set<Said>().FirstOrDefaultAsync(row => row.Id == id, cancel) is { } said)
            said.Limit(limited ? time.Now() : null);
    }
}
