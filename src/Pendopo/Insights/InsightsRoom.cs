using Microsoft.EntityFrameworkCore;
using Pendopo.Insights.Dashboard;
using Pendopo.Insights.Measures;
using Pendopo.Insights.Weekly;
using Pendopo.Platform;
using Pendopo.Platform.Access;
using Pendopo.Platform.Jobs;
using Pendopo.Platform.Slots;
using Pendopo.Platform.Ui;
using Pendopo.Publishing.Contracts;

namespace Pendopo.Insights;

/// <summary>What came of it: figures of posts, a dashboard and a weekly report today; topics and signals later.</summary>
internal sealed class InsightsRoom : Room
{
    public const string MaySee = "insights.see", MayReceive = "insights.weekly";

    public override string Name => "insights";

    public override Type Words => typeof(InsightsText);

    public override IEnumerable<Permission> Permissions =>
        [new(MaySee, SampleRoles.Officer, SampleRoles.Reviewer, SampleRoles.Clinician, SampleRoles.Head, SampleRoles.DistrictOfficer), new(MayReceive, SampleRoles.Head)];

    public override IEnumerable<NavItem> Navigation => [new(NavPlace.Desk, 46, "/desk/figures", "chart", () => DashboardText.Say("Dashboard"), MaySee)];

    public override void MapTables(ModelBuilder builder)
    {
        MeasureTable.Map(builder);
        WeeklyTold.Map(builder);
    }

    public override void AddServices(IServiceCollection services)
    {
        services.AddScoped<PostFigures>();
        services.AddScoped<IObjectiveFigure, EngagementFigure>();
        services.AddScoped<DashboardReader>().AddScoped<WeeklyReport>().AddScoped<WeeklyLetter>();
        services.AddJob<TellWeekly, TellWeeklyJob>();
        services.AddJob<TellWeek, TellWeekJob>();
        services.AddJob<MeasureAll, MeasureAllJob>();
        services.AddJob<MeasureCentre, MeasureCentreJob>();
        services.AddSlot<PostFiguresPanel>(SlotNames.PostFigures);
    }

    public override void MapRoutes(IEndpointRouteBuilder routes)
    {
        FiguresRoutes.Map(routes);
        DashboardRoutes.Map(routes);
        routes.MapGet("/desk/figures/weekly.pdf", async (string? week, string? language, WeeklyReport report, CancellationToken cancel) =>
            TypedResults.File(await report.Pdf(report.Week(week), System.Globalization.CultureInfo.GetCultureInfo(language == "en" ? "en" : "id"), cancel), "application/pdf", "week.pdf")).Needs(MaySee).ExcludeFromDescription();
    }

    public override Task AddSampleLife(SampleScene scene, CancellationToken cancel) => SampleMeasures.Add(scene, cancel);
}
