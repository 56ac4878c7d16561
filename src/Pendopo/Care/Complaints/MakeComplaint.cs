using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Care.Appointments;
using Pendopo.Care.Services;
using Pendopo.Inbox.Contracts;
using Pendopo.Platform;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Ui;

namespace Pendopo.Care.Complaints;

/// <summary>Takes a complaint in, promises an answer, and settles what the centre promises.</summary>
internal sealed class MakeComplaint(PendopoDb db, Here here, ComplaintKeys keys, CentreHours hours, ComplaintNotice notice, AuditBook audit, TimeProvider time, IStringLocalizer<ComplaintText> words)
{
    // So long back anybody can still ask who was there.
    private const int DaysBack = 366;

    public async Task<Result<Complaint>> Run(SaidComplaint typed, bool atDesk, CancellationToken cancel)
    {
        if (atDesk && !here.May(CareRoom.MayBook))
            return Problem.NotFound;
        var said = typed with
        {
            Words = typed.Words.ReplaceLineEndings("\n").Trim(), Name = typed.Name.ReplaceLineEndings(" ").Trim(), Phone = BookAppointment.PhoneOf(typed.Phone) ?? typed.Phone.Trim(),
        };
        var problems = await Wrong(said, cancel);
        if (problems.Count > 0)
            return problems;
        var (now, rules, open) = (time.Now(), await Rules(cancel), await hours.Read(cancel));
        var complaint = db.Add(Complaint.Of(here.Centre.Id, said, keys.Make(), atDesk ? here.Actor : null, (By(open, rules.OwnHours, now), By(open, rules.AnswerHours, now)), now)).Entity;
        audit.Note("care.complaint", $"complaint:{complaint.Id}");
        await notice.New(complaint, cancel);
        return await db.TrySave(cancel) ? complaint : words.Problem("Stale");
    }

    public async Task<ComplaintRules> Rules(CancellationToken cancel) => await db.Set<ComplaintRules>().AsNoTracking().FirstOrDefaultAsync(cancel) ?? ComplaintRules.Of(here.Centre.Id);

    public async Task<Result<ComplaintRules>> Settle(int own, int answer, int basedOn, CancellationToken cancel)
    {
        if (!here.May(CareRoom.MayPlan))
            return Problem.NotFound;
        var problems = new List<Problem>();
        if (own is < 1 or > ComplaintRules.MostHours)
            problems.Add(words.Problem("HoursWrong", "Own", ComplaintRules.MostHours));
        if (answer is < 1 or > ComplaintRules.MostHours)
            problems.Add(words.Problem("HoursWrong", "Answer", ComplaintRules.MostHours));
        if (problems.Count == 0 && own > answer)
            problems.Add(words.Problem("OwnAfterAnswer", "Own"));
        if (problems.Count > 0)
            return problems;
        return await db.Attempt<ComplaintRules>(async () =>
        {
            var rules = await db.Set<ComplaintRules>().FirstOrDefaultAsync(cancel);
            if ((rules?.Version ?? 0) != basedOn)
                return words.Problem("Stale");
            rules ??= db.AddFirst(ComplaintRules.Of(here.Centre.Id));
            rules.Say(own, answer);
            audit.Note("care.complaint-rules", $"centre:{here.Centre.Id}");
            return rules;
        }, () => words.Problem("Stale"), cancel);
    }

    private DateTimeOffset By(OpenHours open, int openHours, DateTimeOffset now) => Instants.Cut(here.Centre.Instant(open.After(here.Centre.Local(now).DateTime, openHours * 60)));

    private async Task<List<Problem>> Wrong(SaidComplaint said, CancellationToken cancel)
    {
        var (problems, today) = (new List<Problem>(), Clock.DateOf(time.GetUtcNow(), here.Centre.Zone));
        if (said.About is null)
            problems.Add(words.Problem("ChooseAbout", "About"));
        if (said.Words.Length is 0 or > Complaint.WordsLength)
            problems.Add(words.Problem("WordsWrong", "Words", Complaint.WordsLength));
        if (said.Day is { } day && (day > today || day < today.AddDays(-DaysBack)))
            problems.Add(words.Problem("DayWrong", "Day"));
        if (said.Service is { } service && !await db.Set<HealthService>().AnyAsync(row => row.Id == service, cancel))
            problems.Add(words.Problem("ChooseService", "Service"));
        if (said.Staff is { } staff && !await db.Set<StaffMember>().AnyAsync(row => row.Id == staff, cancel))
            problems.Add(words.Problem("ChooseStaff", "Staff"));
        if (said.Name.Length > Complaint.NameLength)
            problems.Add(words.Problem("NameTooLong", "Name", Complaint.NameLength));
        if (said.Phone.Length > 0 && BookAppointment.PhoneOf(said.Phone) is null)
            problems.Add(words.Problem("PhoneUnclear", "Phone"));
        return problems;
    }
}
