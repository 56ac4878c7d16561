using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Exits;
using Pendopo.Platform.Live;

namespace Pendopo.Community.Talk;

/// <summary>Tells open pages of the square that something changed. Nothing of what was said goes along: the page asks anew for what its reader may see.</summary>
internal static class SquareLive
{
    public static void Add(IServiceCollection services) => services.AddSingleton<ISaveChangesInterceptor, SaidSignal>();

    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var square in new[] { "/square", "/{at}/square" })
        {
            routes.MapGet(square + "/live", Feed).RequireAuthorization().ExcludeFromDescription();
            routes.MapGet(square + "/posts/{id}/live", Thread).AllowAnonymous().ExcludeFromDescription().WithMetadata(new LeavesByAttribute(CommunityRoom.PageExit));
        }
    }

    /// <summary>The posts that come to a member: of the square, of the village and of the groups that they are in.</summary>
    public static IReadOnlyList<string> Topics(Viewer viewer) =>
        viewer.Member is not { } member ? []
        : [Square(member.CentreId), .. member.VillageId is { } village ? [Part(village.Value)] : Array.Empty<string>(), .. viewer.Places.Select(place => Part(place.Group.Value))];

    /// <summary>Where a row is told: a comment at its post, a post where it is read.</summary>
    public static string TopicOf(Said said) =>
        said.RootId is { } root ? Talk(root)
        : (said.Audience == SaidAudience.Group ? said.GroupId?.Value : said.Audience == SaidAudience.Village ? said.VillageId?.Value : null) is { } part ? Part(part) : Square(said.CentreId);

    public static string Talk(Id<Said> root) => $"talk:{root}";

    private static string Square(Id<Centre> centre) => $"square:{centre}";

    private static string Part(Guid of) => $"square-part:{of}";

    private static async Task<IResult> Feed(Viewers viewers, LiveStream live, CancellationToken cancel) =>
        Topics(await viewers.Read(cancel)) is { Count: > 0 } topics ? live.Of(topics, cancel) : TypedResults.NotFound();

    private static async Task<IResult> Thread(Id<Said> id, Here here, SaidReading reading, LiveStream live, CancellationToken cancel) =>
        here.HasCentre && await reading.One(id, cancel) is { RootId: null } ? live.Of(Talk(id), cancel) : TypedResults.NotFound();

    private sealed class SaidSignal(LiveFeed live) : KeptSignal<Said>
    {
        protected override string? Read(EntityEntry<Said> entry) => TopicOf(entry.Entity);

        protected override void Tell(string what) => live.Tell(what, "said");
    }
}
