using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Pendopo.Publishing.Contracts;

namespace Pendopo.Publishing.Calendar;

/// <summary>How much of the calendar is shown at once.</summary>
public enum CalendarShow
{
    /// <summary>Six weeks at most, Monday first.</summary>
    Month,

    /// <summary>Monday to Sunday.</summary>
    Week,

    /// <summary>One day, with what can be done with each post.</summary>
    Day,

    /// <summary>The coming four weeks, day by day.</summary>
    List,
}

/// <summary>Which states the calendar shows.</summary>
public enum CalendarStates { All, Waiting, Planned, Out, Trouble, Recalled }

/// <summary>What somebody wants to see of the calendar, as it stands in the address.</summary>
/// <param name="On">A day of what is shown, on the centre's clock.</param>
/// <param name="Channel">Only this channel, or null.</param>
/// <param name="Person">Only what this person wrote, or null.</param>
/// <param name="Campaign">Only what belongs to this campaign, or null.</param>
/// <param name="Kind">Only posts of this kind, or null.</param>
/// <param name="Audience">Only posts for this audience, or null.</param>
public sealed record CalendarAsk(CalendarShow Show, DateOnly On, CalendarStates States = CalendarStates.All, Guid? Channel = null, Guid? Person = null, Guid? Campaign = null, PostKind? Kind = null, Guid? Audience = null)
{
    public const string Path = "/desk/calendar";

    private const int ListDays = 28;

    /// <summary>The first and the last day shown.</summary>
    public (DateOnly First, DateOnly Last) Span => Show switch
    {
        CalendarShow.Month => (Monday(MonthFirst), Monday(MonthFirst.AddMonths(1).AddDays(-1)).AddDays(6)),
        CalendarShow.Week => (Monday(On), Monday(On).AddDays(6)),
        CalendarShow.Day => (On, On),
        _ => (On, On.AddDays(ListDays - 1)),
    };

    public CalendarAsk Before => this with { On = Step(-1) };

    public CalendarAsk After => this with { On = Step(1) };

    public bool IsFiltered => States != CalendarStates.All || Channel is not null || Person is not null || Campaign is not null || Kind is not null || Audience is not null;

    private DateOnly MonthFirst => new(On.Year, On.Month, 1);

    /// <summary>Reads what stands in the address; what is missing or makes no sense falls back to this month, unfiltered.</summary>
    public static CalendarAsk Read(IEnumerable<KeyValuePair<string, StringValues>> query, DateOnly today)
    {
        var asked = query.ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        // "month=yyyy-MM" is how the address of a month was written first; links in mails still say so.
        var on = Day(asked.GetValueOrDefault("on")) ?? Day(asked.GetValueOrDefault("month") + "-01") ?? today;
        return new(Known<CalendarShow>(asked.GetValueOrDefault("show")), on, Known<CalendarStates>(asked.GetValueOrDefault("states")),
            Guid.TryParse(asked.GetValueOrDefault("channel"), out var channel) ? channel : null, Guid.TryParse(asked.GetValueOrDefault("person"), out var person) ? person : null,
            Guid.TryParse(asked.GetValueOrDefault("campaign"), out var campaign) ? campaign : null,
            Enum.TryParse<PostKind>(asked.GetValueOrDefault("kind"), ignoreCase: true, out var kind) && Enum.IsDefined(kind) ? kind : null, Guid.TryParse(asked.GetValueOrDefault("audience"), out var audience) ? audience : null);
    }

    /// <summary>The address that shows exactly this.</summary>
    public override string ToString()
    {
        var query = new Dictionary<string, string?> { ["show"] = Show.ToString().ToLowerInvariant(), ["on"] = On.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) };
        if (States != CalendarStates.All)
            query["states"] = States.ToString().ToLowerInvariant();
        if (Channel is { } channel)
            query["channel"] = channel.ToString();
        if (Person is { } person)
            query["person"] = person.ToString();
        if (Campaign is { } campaign)
            query["campaign"] = campaign.ToString();
        if (Kind is { } kind)
            query["kind"] = kind.ToString().ToLowerInvariant();
        if (Audience is { } audience)
            query["audience"] = audience.ToString();
        return QueryHelpers.AddQueryString(Path, query);
    }

    private DateOnly Step(int by) => Show switch
    {
        // From the first of the month, so that going on from 31 January and back again ends where it began.
        CalendarShow.Month => MonthFirst.AddMonths(by),
        CalendarShow.Week => On.AddDays(7 * by),
        CalendarShow.Day => On.AddDays(by),
        _ => On.AddDays(ListDays * by),
    };

    private static DateOnly Monday(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));

    private static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 2000 and < 2200 ? day : null;

    private static T Known<T>(string? text) where T : struct, Enum =>
        Enum.TryParse<T>(text, ignoreCase: true, out var known) && Enum.IsDefined(known) ? known : default;
}
