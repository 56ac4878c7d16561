using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Community.Members;
using Pendopo.Community.Reports;
using Pendopo.Community.Talk;
using Pendopo.Platform;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Safety.Contracts;

namespace Pendopo.Community.Worries;

/// <summary>How near the danger seems to who is worried.</summary>
public enum WorryNow { Yes, NotSure, No }

/// <summary>Begins a worry about what somebody said, or adds to the one that is open: because somebody flags it, or because the words tell it.</summary>
internal sealed class RaiseWorry(PendopoDb db, Here here, Viewers viewers, IEnumerable<IModeratedKind> kinds, WorryNotice notice, TimeProvider time, IStringLocalizer<WorryText> words)
{
    public const int NoteLength = 500;

    /// <summary>What the worry would be about, when the viewer sees it; for visitors, too.</summary>
    public async Task<ContentSnapshot?> Seen(string kind, Guid item, CancellationToken cancel) =>
        kinds.FirstOrDefault(one => one.Name == kind) is { } found && await found.IsSeen(item, cancel) ? await found.Snapshot(item, cancel) : null;

    /// <summary>Somebody is worried. It is taken whatever they said before, and whoever they are; who wrote never learns of it.</summary>
    public async Task<Result<Done>> Flag(string kind, Guid item, string? near, string? note, CancellationToken cancel)
    {
        var said = (note ?? "").Trim().ReplaceLineEndings("\n");
        if (await Seen(kind, item, cancel) is not { } shown)
            return Problem.NotFound;
        var problems = new List<Problem>();
        if (!Enum.TryParse<WorryNow>(near, ignoreCase: false, out var now) || !Enum.IsDefined(now))
            problems.Add(words.Problem("NearMissing", "Near"));
        if (said.Length > NoteLength)
            problems.Add(words.Problem("NoteLong", "Note", NoteLength));
        if (problems.Count > 0)
            return problems;
        var member = (await viewers.Read(cancel)).Member?.Id;
        return await db.Attempt<Done>(async () =>
        {
            var worry = await Raise(kind, shown, now == WorryNow.Yes ? WorryRisk.High : now == WorryNow.NotSure ? WorryRisk.Medium : WorryRisk.Low, cancel);
            if (member is null || !await db.Set<WorryNote>().AnyAsync(row => row.WorryId == worry.Id && row.MemberId == member && row.Text == said, cancel))
                db.Add(WorryNote.Flag(worry, member, said, time.Now()));
            return default(Done);
        }, () => words.Problem("Stale"), cancel);
    }

    /// <summary>Looks through what is being said; the caller saves. What the words tell is a beginning, never a judgement: a person looks.</summary>
    /// <param name="listed">The words in it of which the centre wishes to be told; empty for none.</param>
    public async Task Hear(Said said, string listed, CancellationToken cancel)
    {
        var text = said.Line.Length > 0 ? $"{said.Line}\n\n{said.Text}" : said.Text;
        var sign = DistressReader.Read(text);
        if (sign == DistressSign.None && listed.Length == 0)
            return;
        var name = await db.Set<Face>().Where(face => face.Id == said.FaceId).Select(face => face.Name).FirstAsync(cancel);
        // What a centre put on its list is looked at within the hour.
        var risk = sign == DistressSign.None ? WorryRisk.Medium : RiskMatrix.Of(sign, WorryTime.Unclear);
        var worry = await Raise(SaidKind.Kind, new(said.Id.Value, said.Version, said.FaceId.Value, name, text, "", said.At), listed.Length > 0 && risk < WorryRisk.Medium ? WorryRisk.Medium : risk, cancel);
        if (sign != DistressSign.None)
            db.Add(WorryNote.By(worry, WorryNoteKind.Heard, null, "", time.Now()));
        if (listed.Length > 0 && !await db.Set<WorryNote>().AnyAsync(row => row.WorryId == worry.Id && row.Kind == WorryNoteKind.Listed && row.Text == listed, cancel))
            db.Add(WorryNote.By(worry, WorryNoteKind.Listed, null, listed, time.Now()));
    }

    private async Task<Worry> Raise(string kind, ContentSnapshot shown, WorryRisk risk, CancellationToken cancel)
    {
        var now = time.Now();
        if (await db.Set<Worry>().FirstOrDefaultAsync(row => row.Kind == kind && row.Item == shown.Item && row.ClosedAt == null, cancel) is { } open)
        {
            if (open.Heed(risk, now) && open.OwnerId is null && risk > WorryRisk.Low)
                await notice.Tell(open, cancel);
            return open;
        }
        var worry = db.Add(Worry.About(here.Centre.Id, kind, shown, risk, now)).Entity;
        if (risk > WorryRisk.Low)
            await notice.Tell(worry, cancel);
        return worry;
    }
}
