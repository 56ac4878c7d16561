using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Care.Appointments;
using Pendopo.Care.Queue;
using Pendopo.Platform;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Care.Opinions;

/// <summary>Keeps what somebody says after a visit, and what the centre settled for asking.</summary>
internal sealed class SayOpinion(PendopoDb db, Here here, AppointmentKeys keys, AuditBook audit, TimeProvider time, IStringLocalizer<OpinionText> words)
{
    /// <summary>So long after a visit somebody still remembers it.</summary>
    public static readonly TimeSpan Open = TimeSpan.FromDays(14);

    /// <summary>Whether somebody who came may still say how it was.</summary>
    public async Task<bool> May(Appointment appointment, CancellationToken cancel) => IsVisit(appointment, time.Now()) && !await db.Set<VisitOpinion>().AnyAsync(row => row.AppointmentId == appointment.Id, cancel);

    public async Task<Result<VisitOpinion>> Run(string secret, SaidOpinion typed, CancellationToken cancel)
    {
        if (await keys.Follow(secret, cancel) is not { } appointment)
            return Problem.NotFound;
        if (!await May(appointment, cancel))
            return words.Problem("NotOpen");
        var (said, problems) = (typed.Words.ReplaceLineEndings("\n").Trim(), new List<Problem>());
        if (typed.Experience is null)
            problems.Add(words.Problem("ChooseOne", "Experience"));
        if (typed.Wait is null)
            problems.Add(words.Problem("ChooseOne", "Wait"));
        if (said.Length > VisitOpinion.WordsLength)
            problems.Add(words.Problem("TooLong", "Words", VisitOpinion.WordsLength));
        if (problems.Count > 0)
            return problems;
        var opinion = db.Add(VisitOpinion.Of(appointment, typed.Experience!.Value, typed.Wait!.Value, said, await Minutes(appointment, cancel), time.Now())).Entity;
        return await db.TrySave(cancel) ? opinion : words.Problem("NotOpen");
    }

    public async Task<OpinionRules> Rules(CancellationToken cancel) => await db.Set<OpinionRules>().AsNoTracking().FirstOrDefaultAsync(cancel) ?? OpinionRules.Of(here.Centre.Id);

    public async Task<Result<OpinionRules>> Settle(bool asks, int enough, int basedOn, CancellationToken cancel)
    {
        if (!here.May(CareRoom.MayPlan))
            return Problem.NotFound;
        if (enough is < OpinionRules.LeastEnough or > OpinionRules.MostEnough)
            return words.Problem("EnoughWrong", "Enough", OpinionRules.LeastEnough, OpinionRules.MostEnough);
        return await db.Attempt<OpinionRules>(async () =>
        {
            var rules = await db.Set<OpinionRules>().FirstOrDefaultAsync(cancel);
            if ((rules?.Version ?? 0) != basedOn)
                return words.Problem("Stale");
            rules ??= db.AddFirst(OpinionRules.Of(here.Centre.Id));
            rules.Say(asks, enough);
            audit.Note("care.opinion-rules", $"centre:{here.Centre.Id}");
            return rules;
        }, () => words.Problem("Stale"), cancel);
    }

    internal static bool IsVisit(Appointment appointment, DateTimeOffset now) => appointment.State is AppointmentState.CheckedIn or AppointmentState.Fulfilled && now >= appointment.StartsAt && now < appointment.StartsAt + Open;

    /// <summary>Minutes from number to call: theirs, and the middle one of their session.</summary>
    private async Task<(int? Waited, int? Session)> Minutes(Appointment appointment, CancellationToken cancel)
    {
        var called = await db.Set<Ticket>().AsNoTracking().Where(row => row.CalledAt != null && db.Set<QueueLine>().Any(line => line.Id == row.LineId && line.SessionId == appointment.SessionId && line.Day == appointment.Day)).ToListAsync(cancel);
        var waits = called.ConvertAll(row => (row.AppointmentId, Minutes: (int)Math.Round((row.CalledAt!.Value - row.IssuedAt).TotalMinutes)));
        var own = waits.FindAll(one => one.AppointmentId == appointment.Id);
        return (own.Count > 0 ? own[0].Minutes : null, waits.Count > 0 ? waits.Select(one => one.Minutes).Order().ElementAt(waits.Count / 2) : null);
    }
}
