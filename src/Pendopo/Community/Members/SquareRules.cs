using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Community.News;
using Pendopo.Platform;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Community.Members;

/// <summary>What a centre settles for its square.</summary>
public sealed class SquareRules : IBelongsToCentre, IVersioned
{
    /// <summary>From this age one joins alone: a child is whoever is not eighteen (UU 35/2014 article 1). A centre changes it.</summary>
    public const int UsualAge = 18, LeastAge = 12, MostAge = 21;

    /// <summary>How many hours a question to the centre waits at most, unless it settles otherwise. Our own choice.</summary>
    public const int UsualHours = 48, MostHours = 336;

    /// <summary>Between these hours no phone of a member is told anything, unless the centre or the member settles others. Our own choice.</summary>
    public const int UsualQuietFrom = 21, UsualQuietUntil = 6;

    private SquareRules()
    {
    }

    public Id<SquareRules> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public int AdultAge { get; private set; } = UsualAge;
    /// <summary>Within how many hours an answer to a question is promised.</summary>
    public int AnswerHours { get; private set; } = UsualHours;
    public int QuietFrom { get; private set; } = UsualQuietFrom;
    public int QuietUntil { get; private set; } = UsualQuietUntil;
    public int Version { get; set; }

    public QuietHours Quiet => new(QuietFrom, QuietUntil);

    public static SquareRules Of(Id<Centre> centre) => new() { Id = Id<SquareRules>.New(), CentreId = centre };

    public void From(int age, int hours, QuietHours quiet) => (AdultAge, AnswerHours, QuietFrom, QuietUntil) = (age, hours, quiet.From, quiet.Until);
}

/// <summary>Reads and keeps the rules of the centre in scope; until it settled any, the usual ones hold.</summary>
internal sealed class SquareRulesBook(PendopoDb db, Here here, AuditBook audit, IStringLocalizer<CommunityText> words)
{
    public async Task<SquareRules> Read(CancellationToken cancel) => await db.Set<SquareRules>().AsNoTracking().FirstOrDefaultAsync(cancel) ?? SquareRules.Of(here.Centre.Id);

    public async Task<Result<Done>> Keep(string? age, string? answerHours, QuietHours? quiet, CancellationToken cancel)
    {
        if (!int.TryParse(age?.Trim(), CultureInfo.InvariantCulture, out var years) || years is < SquareRules.LeastAge or > SquareRules.MostAge)
            return words.Problem("AgeWrong", "Age", SquareRules.LeastAge, SquareRules.MostAge);
        if (!int.TryParse(answerHours?.Trim(), CultureInfo.InvariantCulture, out var hours) || hours is < 1 or > SquareRules.MostHours)
            return words.Problem("HoursWrong", "Hours", SquareRules.MostHours);
        if (quiet is not { } silence)
            return words.Problem("QuietWrong", "QuietFrom");
        return await db.Attempt<Done>(async () =>
        {
            var rules = await db.Set<SquareRules>().FirstOrDefaultAsync(cancel) ?? db.Add(SquareRules.Of(here.Centre.Id)).Entity;
            rules.From(years, hours, silence);
            audit.Note("community.settle", $"centre:{here.Centre.Id}");
            return default(Done);
        }, () => words.Problem("Stale"), cancel);
    }
}
