using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Platform;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;
using Pendopo.Platform.Settings;

namespace Pendopo.Safety.Training;

/// <summary>What a person learned and signed, and from when the privacy lesson counts.</summary>
internal sealed class TrainingBook(PendopoDb db, Here here, SettingsBook settings, AuditBook audit, TimeProvider time, IStringLocalizer<TrainingText> words)
{
    /// <summary>Questions of each quiz.</summary>
    public const int Questions = 3;

    /// <summary>The installation's day from which nobody publishes without the privacy lesson; empty while the rule is off.</summary>
    public const string FromKey = "training:from";

    // The right answers, in the order of the questions, as the texts of each lesson have them.
    private static readonly Dictionary<Lesson, int[]> Right = new()
    {
        [Lesson.Privacy] = [2, 1, 3], [Lesson.AnsweringInPublic] = [3, 2, 1], [Lesson.Rumours] = [1, 3, 2], [Lesson.Crisis] = [2, 1, 2], [Lesson.PlainWriting] = [3, 1, 2],
    };

    /// <summary>When the person last passed each lesson.</summary>
    public async Task<IReadOnlyDictionary<Lesson, DateTimeOffset>> Passed(Id<Person> person, CancellationToken cancel) =>
        (await db.Set<LessonPass>().AsNoTracking().Where(pass => pass.PersonId == person).ToListAsync(cancel)).GroupBy(pass => pass.Lesson).ToDictionary(group => group.Key, group => group.Max(pass => pass.PassedAt));

    /// <summary>Takes the answers of a quiz: passed when all are right, and as often as wanted.</summary>
    /// <param name="answers">The chosen answer of each question, from 1; 0 for none.</param>
    public async Task<Result<Done>> Try(Lesson lesson, IReadOnlyList<int> answers, CancellationToken cancel)
    {
        var problems = Right[lesson].Select((right, index) => (right, index)).Where(one => answers.ElementAtOrDefault(one.index) != one.right)
            .Select(one => words.Problem(answers.ElementAtOrDefault(one.index) == 0 ? "ChooseAnswer" : "ReadAgain", string.Create(CultureInfo.InvariantCulture, $"Q{one.index + 1}"))).ToList();
        if (problems.Count > 0)
            return problems;
        db.Add(LessonPass.Of(here.Actor, lesson, time.Now()));
        audit.Note("training.passed", $"person:{here.Actor}", lesson.ToString());
        await db.SaveChangesAsync(cancel);
        return default(Done);
    }

    /// <summary>The policy in force; the program's own text as version 1 while the centre wrote none.</summary>
    public async Task<Policy> InForce(CancellationToken cancel) =>
        await db.Set<Policy>().AsNoTracking().OrderByDescending(row => row.Number).FirstOrDefaultAsync(cancel)
        ?? Policy.Of(here.Centre.Id, 1, TrainingText.Say("PolicyTemplate", "id"), TrainingText.Say("PolicyTemplate", "en"), null, time.Now());

    public Task<DateTimeOffset?> SignedAt(int number, CancellationToken cancel)
    {
        var me = here.Actor;
        return db.Set<PolicySignature>().Where(row => row.PersonId == me && row.Number == number).Select(row => (DateTimeOffset?)row.SignedAt).FirstOrDefaultAsync(cancel);
    }

    /// <summary>Signs the version that was read; a newer one meanwhile is read first.</summary>
    public async Task<Result<Done>> Sign(int number, CancellationToken cancel)
    {
        var policy = await InForce(cancel);
        if (policy.Number != number)
            return words.Problem("NewerPolicy");
        if (await SignedAt(number, cancel) is not null)
            return default(Done);
        if (!await db.Set<Policy>().AnyAsync(row => row.Number == number, cancel))
            db.Add(policy);
        db.Add(PolicySignature.Of(here.Centre.Id, here.Actor, number, time.Now()));
        audit.Note("policy.signed", $"person:{here.Actor}", number.ToString(CultureInfo.InvariantCulture));
        return await db.TrySave(cancel) ? default(Done) : words.Problem("NewerPolicy");
    }

    public async Task<Result<Done>> Write(string indonesian, string english, int basedOn, CancellationToken cancel)
    {
        if (!here.May(TrainingSetup.MayLead))
            return words.Problem("MayNotLead");
        var (id, en) = (indonesian.ReplaceLineEndings("\n").Trim(), english.ReplaceLineEndings("\n").Trim());
        if (id.Length is 0 or > Policy.TextLength)
            return words.Problem("TextNeeded", "Indonesian", Policy.TextLength);
        if (en.Length is 0 or > Policy.TextLength)
            return words.Problem("TextNeeded", "English", Policy.TextLength);
        var now = await InForce(cancel);
        if (now.Number != basedOn)
            return words.Problem("NewerPolicy");
        if (!await db.Set<Policy>().AnyAsync(row => row.Number == now.Number, cancel))
            db.Add(now);
        db.Add(Policy.Of(here.Centre.Id, now.Number + 1, id, en, here.Actor, time.Now()));
        audit.Note("policy.written", "policy", (now.Number + 1).ToString(CultureInfo.InvariantCulture));
        return await db.TrySave(cancel) ? default(Done) : words.Problem("NewerPolicy");
    }

    /// <summary>Sets the day from which the privacy lesson counts, for the whole installation; null turns the rule off.</summary>
    public async Task Begin(DateOnly? from, CancellationToken cancel)
    {
        await settings.Write(FromKey, from?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), cancel);
        audit.Note("training.from", "settings", from?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "off");
        await db.SaveChangesAsync(cancel);
        await settings.Publish(cancel);
    }
}
