using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Pendopo.Inbox.Contracts;
using Pendopo.Insights.Dashboard;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Ui;

namespace Pendopo.Insights.Weekly;

/// <summary>That the report of a week was told to the head of a centre: once.</summary>
internal sealed class WeeklyTold : IBelongsToCentre
{
    private WeeklyTold()
    {
    }

    public Id<WeeklyTold> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    /// <summary>The Monday with which the reported week began.</summary>
    public DateOnly Monday { get; private set; }
    public DateTimeOffset At { get; private set; }

    public static WeeklyTold Of(Id<Centre> centre, DateOnly monday, DateTimeOffset now) => new() { Id = Id<WeeklyTold>.New(), CentreId = centre, Monday = monday, At = now };

    public static void Map(ModelBuilder builder) => builder.Entity<WeeklyTold>(told =>
    {
        told.ToTable("insights_weekly");
        told.HasIndex(row => new { row.CentreId, row.Monday }).IsUnique();
    });
}

/// <summary>The week of a centre on one page, for its head: what was wanted, what went out, what came of it, what waits.</summary>
internal sealed class WeeklyReport(DashboardReader reader, InboxWeek inbox, Here here, TimeProvider time)
{
    /// <summary>The Monday of the last whole week.</summary>
    public DateOnly LastMonday => DashboardReader.Monday(Clock.DateOf(time.GetUtcNow(), here.Centre.Zone)).AddDays(-7);

    /// <summary>A week that may be asked for: a Monday of the last thirteen whole weeks; the last one for anything else.</summary>
    public DateOnly Week(string? asked) =>
        DateOnly.TryParseExact(asked, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day == DashboardReader.Monday(day) && day <= LastMonday && day > LastMonday.AddDays(-7 * (DashboardReader.Weeks - 1)) ? day : LastMonday;

    /// <summary>The lines of the report in a language, headings first; what the page shows and the file says.</summary>
    public async Task<IReadOnlyList<(string Head, IReadOnlyList<string> Lines)>> Lines(DateOnly monday, CultureInfo culture, CancellationToken cancel)
    {
        var all = await reader.Read(cancel);
        var (heard, answered) = await inbox.Between(here.Centre.Instant(monday.ToDateTime(TimeOnly.MinValue)), here.Centre.Instant(monday.AddDays(7).ToDateTime(TimeOnly.MinValue)), cancel);
        var week = all.Weeks.FirstOrDefault(one => one.Monday == monday) ?? new WeekResult(monday, 0, 0, 0);
        var before = all.Weeks.FirstOrDefault(one => one.Monday == monday.AddDays(-7));
        var best = all.Posts.Where(post => DateOnly.FromDateTime(post.OutAt) >= monday && DateOnly.FromDateTime(post.OutAt) < monday.AddDays(7)).OrderByDescending(post => post.Responses).Take(3).ToList();
        string Say(string key, params object[] values) => DashboardText.In(culture, key, values);
        return
        [
            (Say("WeekInShort"), [Say("WeekSentence", week.Posts, week.Views, week.Reactions), before is null ? "" : Say("WeekBefore", before.Posts, before.Views, before.Reactions), Say("WeekInbox", heard, answered)]),
            (Say("AimsAndCampaigns"), all.Objectives.Count == 0 ? [Say("NoAims")] : [.. all.Objectives.Take(5).Select(aim => $"{aim.Title}: " + (aim.Figure is { } figure ? Say("AimStands", figure.ToString("N0", culture), aim.Target.ToString("N0", culture), aim.Percent) : Say("AimUnknown", aim.Target.ToString("N0", culture))))]),
            (Say("MostResponses"), best.Count == 0 ? [Say("NothingWentOut")] : [.. best.Select(post => Say("PostBrought", post.Title, post.Views, post.Reactions))]),
            (Say("WhatWeLearned"), [all.Kinds.Count == 0 ? Say("TooFewPosts", Shrinkage.Fewest) : BestWords.Of(all.Kinds, one => Say("Kind" + one), Say, culture), Say("SmallNumbers")]),
        ];
    }

    /// <summary>The report as a file; it fits one page.</summary>
    public async Task<byte[]> Pdf(DateOnly monday, CultureInfo culture, CancellationToken cancel)
    {
        var title = DashboardText.In(culture, "WeeklyTitle", here.Centre.Name, monday.ToString("d MMMM yyyy", culture), monday.AddDays(6).ToString("d MMMM yyyy", culture));
        var pdf = new PlainPdf(title, culture.TwoLetterISOLanguageName).Head(title);
        foreach (var (head, lines) in await Lines(monday, culture, cancel))
        {
            pdf.Section(head);
            foreach (var line in lines.Where(line => line.Length > 0))
                pdf.Text(line);
        }
        return pdf.Bytes();
    }
}
