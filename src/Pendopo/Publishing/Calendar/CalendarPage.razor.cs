using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Pendopo.Platform.Data;
using Pendopo.Platform.Ui;
using Pendopo.Platform.Ui.Components;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Desk;

namespace Pendopo.Publishing.Calendar;

public sealed partial class CalendarPage : OneAtATime
{
    private CalendarAsk Ask { get; set; } = null!;

    private DateOnly Today { get; set; }

    private IReadOnlyList<CalendarEntry> Entries { get; set; } = [];

    private IReadOnlyList<ComingHealthDay> Coming { get; set; } = [];

    private IReadOnlyList<Clash> Clashing { get; set; } = [];

    private IReadOnlyList<OnMourning> Mourned { get; set; } = [];

    private Moved? Undo { get; set; }

    /// <summary>The post that was just moved, or null.</summary>
    [SupplyParameterFromQuery] public Guid? Moved { get; set; }

    /// <summary>The code of the refusal of a move, or null.</summary>
    [SupplyParameterFromQuery] public string? Refused { get; set; }

    [CascadingParameter] private HttpContext Http { get; set; } = null!;

    private string Sentence => Ask.Show switch
    {
        CalendarShow.Month => T["MonthSaid", Clock.Month(Ask.On)],
        CalendarShow.Day => T["DaySaid", Clock.Day(Ask.On)],
        _ => T["SpanSaid", Clock.Date(Ask.Span.First), Clock.Date(Ask.Span.Last)],
    };

    // Two networks that were told in one month show as one line a kind, the most frequent first.
    private string Mix => Entries.Count == 0 ? T["NothingHere"] : T["MixSaid", Entries.Count, string.Join(", ", Entries.Select(entry => (entry.Post, entry.Kind)).Distinct()
        .GroupBy(pair => pair.Kind).OrderByDescending(kind => kind.Count()).Select(kind => $"{P["Kind" + kind.Key]} {kind.Count()}"))];

    private IReadOnlyList<CalendarItem> Items => [.. Coming.SelectMany(OnItsDays), .. Entries.Select(Item)];

    private (DateOnly First, DateOnly Last)? Gap => CalendarTold.Gap(Ask, Today, Entries.Select(DayOf));

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        Today = Clock.DateOf(Time.GetUtcNow(), Here.Centre.Zone);
        Ask = CalendarAsk.Read(Http.Request.Query, Today);
        Entries = await Reader.Read(Ask, Http.RequestAborted);
        Coming = await Days.Between(Ask.Span.First, Ask.Span.Last, Http.RequestAborted);
        Clashing = [.. Clashes.Of(Entries)];
        Mourned = CalendarTold.Mourned(Entries, Coming, Here.Centre);
        if (Moved is { } moved && Here.May("publishing.publish"))
            Undo = await Moves.Undoable(new(moved), Http.RequestAborted);
    }

    private DateOnly DayOf(CalendarEntry entry) => Clock.DateOf(entry.At, Here.Centre.Zone);

    private string Name(CalendarEntry entry) => entry.Title.Length > 0 ? entry.Title : P["Untitled"];

    private string OfDay(DateOnly day) => (Ask with { Show = CalendarShow.Day, On = day }).ToString();

    private IEnumerable<CalendarItem> OnItsDays(ComingHealthDay coming)
    {
        // A stretch of days is named where it begins and at the head of each week, or it would fill the month.
        for (var day = coming.First < Ask.Span.First ? Ask.Span.First : coming.First; day <= coming.Last && day <= Ask.Span.Last; day = day.AddDays(1))
        {
            if (day == coming.First || day == Ask.Span.First || (day.DayOfWeek == DayOfWeek.Monday && coming.Last.DayNumber - coming.First.DayNumber < CalendarTold.GapDays))
                yield return new(day, null, coming.Day.Name, null, coming.Day.Words.Kind == HealthDayKind.Mourning ? Tone.Waiting : Tone.Plain,
                    coming.Day.Words.Kind == HealthDayKind.Observance ? null : T["DayKind" + coming.Day.Words.Kind].Value);
        }
    }

    private CalendarItem Item(CalendarEntry entry)
    {
        var local = Here.Centre.Local(entry.At);
        var movable = Here.May("publishing.publish") ? entry.Movable : null;
        return new(DateOnly.FromDateTime(local.DateTime), TimeOnly.FromDateTime(local.DateTime), Name(entry), entry.Href, WorkStates.ToneOf(PostStates.Of(entry.State)), Ask.Show == CalendarShow.Week ? $"{P["Kind" + entry.Kind]} · {P["Calendar" + entry.State]}" : P["Calendar" + entry.State],
            movable is { } due ? MovePostPage.Address(entry.Post, due, Ask) : null, movable is { } at ? $"{entry.Post} {at.UtcTicks}" : null);
    }
}
