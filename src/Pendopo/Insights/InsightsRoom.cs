using Microsoft.EntityFrameworkCore;
using Pendopo.Insights.Measures;
using Pendopo.Platform;
using Pendopo.Platform.Access;
using Pendopo.Platform.Jobs;
using Pendopo.Platform.Slots;

namespace Pendopo.Insights;

/// <summary>What came of it: figures of posts today; topics, signals and reports later.</summary>
internal sealed class InsightsRoom : Room
{
    public const string MaySee = "insights.see";

    public override string Name => "insights";

    public override Type Words => typeof(InsightsText);

    public override IEnumerable<Permission> Permissions =>
        [new(MaySee, SampleRoles.Officer, SampleRoles.Reviewer, SampleRoles.Clinician, SampleRoles.Head, SampleRoles.DistrictOfficer)];

    public override void MapTables(ModelBuilder builder) => MeasureTable.Map(builder);

    public override void AddServices(IServiceCollection services)
    {
        services.AddScoped<PostFigures>();
        services.AddJob<MeasureAll, MeasureAllJob>();
        services.AddJob<MeasureCentre, MeasureCentreJob>();
        services.AddSlot<PostFiguresPanel>(SlotNames.PostFigures);
    }

    public override void MapRoutes(IEndpointRouteBuilder routes) => FiguresRoutes.Map(routes);
}
