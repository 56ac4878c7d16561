using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Channels.Contracts;
using Pendopo.Platform;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Localization;
using Pendopo.Platform.Mail;
using Pendopo.Platform.People;

namespace Pendopo.Care.Reminders;

/// <summary>Keeps who wishes to be reminded and how, and what the centre settled for its reminders.</summary>
internal sealed class KeepReminders(PendopoDb db, CentreScope scope, DirectWords words, MailOut mail, AuditBook audit, TimeProvider time, IStringLocalizer<ReminderText> texts)
{
    /// <summary>The rules of the centre in scope; the usual ones while nobody has settled any.</summary>
    public async Task<ReminderRules> Rules(CancellationToken cancel) => await db.Set<ReminderRules>().AsNoTracking().FirstOrDefaultAsync(cancel) ?? ReminderRules.Of(scope.Centre);

    public async Task<Result<ReminderRules>> Settle(Here here, ReminderTimesSet set, int basedOn, CancellationToken cancel)
    {
        if (!here.May(CareRoom.MayPlan))
            return Problem.NotFound;
        var problems = new List<Problem>();
        foreach (var (field, minutes) in new[] { ("First", set.FirstMinutes), ("Second", set.SecondMinutes) })
        {
            if (minutes is < 0 or > ReminderTimesSet.MostMinutes)
                problems.Add(texts.Problem("MinutesWrong", field, ReminderTimesSet.MostMinutes));
        }
        foreach (var (field, minute) in new[] { ("QuietFrom", set.QuietFrom), ("QuietTo", set.QuietTo) })
        {
            if (minute is < 0 or >= 24 * 60)
                problems.Add(texts.Problem("QuietWrong", field));
        }
        if (set.Template.Length > 0 && !(await words.Templates(cancel)).Any(ready => ready.Name == set.Template))
            problems.Add(texts.Problem("TemplateWrong", "Template"));
        if (problems.Count > 0)
            return problems;
        return await db.Attempt<ReminderRules>(async () =>
        {
            var rules = await db.Set<ReminderRules>().FirstOrDefaultAsync(cancel);
            if ((rules?.Version ?? 0) != basedOn)
                return texts.Problem("Stale");
            rules ??= db.AddFirst(ReminderRules.Of(scope.Centre));
            rules.Say(set);
            audit.Note("care.reminder-rules", $"centre:{scope.Centre}");
            return rules;
        }, () => texts.Problem("Stale"), cancel);
    }

    /// <summary>The ways that the centre has, for somebody with or without a telephone.</summary>
    public async Task<IReadOnlyList<ReminderWay>> Ways(string phone, CancellationToken cancel)
    {
        var ways = phone.Length == 0 ? [] : (await words.Ways(cancel)).Select(way => way == DirectWay.Sms ? ReminderWay.Sms : ReminderWay.WhatsApp).ToList();
        return mail.IsSetUp ? [.. ways, ReminderWay.Email] : ways;
    }

    /// <summary>Notes how somebody wishes to be reminded; null for not at all.</summary>
    /// <param name="by">Who notes it at the desk; null when the person says it on their own page.</param>
    public async Task<Result<Done>> Wish(Reminded who, WishedReminder? wished, Id<Person>? by, CancellationToken cancel)
    {
        var wish = await db.Set<ReminderWish>().FirstOrDefaultAsync(row => row.Subject == who.Subject, cancel);
        if (wished is null)
        {
            if (wish is not null)
                db.Remove(wish);
            return await Kept(who, "none", cancel);
        }
        var said = wished with { Email = wished.Way == ReminderWay.Email ? wished.Email.Trim() : "", SafeWord = wished.SafeWord.ReplaceLineEndings(" ").Trim(), Language = Languages.Knows(wished.Language) ? wished.Language : "id" };
        var problems = await Wrong(who, said, cancel);
        if (problems.Count > 0)
            return problems;
        if (wish?.RestrictedAt is not null || (Way(said.Way) is { } way && !await words.Agree(way, who.Phone, who.Name, (by is null, by), cancel)))
            return texts.Problem("Restricted", "Way");
        (wish ?? db.Add(ReminderWish.For(who.Centre, who.What, who.Subject)).Entity).Say(said, by, time.Now());
        return await Kept(who, $"{said.Way}", cancel);
    }

    public Task<ReminderWish?> WishOf(Reminded who, CancellationToken cancel) => db.Set<ReminderWish>().AsNoTracking().FirstOrDefaultAsync(row => row.Subject == who.Subject, cancel);

    private async Task<Result<Done>> Kept(Reminded who, string how, CancellationToken cancel)
    {
        audit.Note("care.reminder-wish", who.Audited, how);
        return await db.TrySave(cancel) ? default(Done) : texts.Problem("Stale");
    }

    private async Task<List<Problem>> Wrong(Reminded who, WishedReminder said, CancellationToken cancel)
    {
        var problems = new List<Problem>();
        if (!(await Ways(who.Phone, cancel)).Contains(said.Way))
            problems.Add(texts.Problem("WayMissing", "Way"));
        if (said.Way == ReminderWay.Email && !EmailForm.IsAddress(said.Email))
            problems.Add(texts.Problem("EmailWrong", "Email"));
        if (said.SafeWord.Length > ReminderWish.SafeWordLength || !said.SafeWord.All(sign => char.IsLetterOrDigit(sign) || sign == ' '))
            problems.Add(texts.Problem("SafeWordWrong", "SafeWord", ReminderWish.SafeWordLength));
        return problems;
    }

    private static DirectWay? Way(ReminderWay way) => way switch { ReminderWay.Sms => DirectWay.Sms, ReminderWay.WhatsApp => DirectWay.WhatsApp, _ => null };
}
