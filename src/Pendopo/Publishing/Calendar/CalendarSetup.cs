using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Exits;
using Pendopo.Platform.Ui;

namespace Pendopo.Publishing.Calendar;

/// <summary>What the calendar adds to its room.</summary>
internal static class CalendarSetup
{
    public static Exit Door => new(CalendarFeedContent.Exit, ExitKind.Feed, Public: false);

    public static NavItem Item => new(NavPlace.Desk, 30, CalendarAsk.Path, "calendar", () => CalendarText.Say("Calendar"), "publishing.see");

    public static void Add(IServiceCollection services) => services.AddScoped<CalendarReader>().AddScoped<MovePost>().AddScoped<HealthDays>().AddScoped<KeepHealthDay>()
        .AddScoped<JoinQueue>().AddScoped<KeepQueue>().AddScoped<CalendarFeeds>().AddScoped<CalendarFeedContent>();

    public static void Map(ModelBuilder builder)
    {
        HealthDay.Map(builder);
        PostingQueue.Map(builder);
        CalendarFeed.Map(builder);
    }
}
