using Pendopo.Platform.Access;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;
using Pendopo.Platform.Web;
using Pendopo.Publishing.Calendar;
using Pendopo.Publishing.Contracts;

namespace Pendopo.Publishing.Evergreen;

/// <summary>What telling again adds to its room.</summary>
internal static class EvergreenSetup
{
    public static void Add(IServiceCollection services)
    {
        services.AddScoped<KeepEvergreen>().AddScoped<EvergreenReader>();
        services.AddJob<TellAgain, TellAgainJob>();
    }

    public static void MapRoutes(IEndpointRouteBuilder routes)
    {
        var evergreen = routes.MapGroup("/api/v1/posts/{id}/evergreen").WithTags("Posts").Needs("publishing.publish");
        evergreen.MapPut("/", Said);
        evergreen.MapDelete("/", Ended);
    }

    private static async Task<IResult> Said(Id<Post> id, EvergreenBody body, KeepEvergreen keep, CancellationToken cancel) =>
        (await keep.Run(new(id, body.Queue, body.RestDays, body.CheckBy), cancel)).ToResult(_ => TypedResults.NoContent());

    private static async Task<IResult> Ended(Id<Post> id, KeepEvergreen keep, CancellationToken cancel) => (await keep.End(id, cancel)).ToResult(_ => TypedResults.NoContent());
}

/// <param name="RestDays">Days between two tellings.</param>
/// <param name="CheckBy">The day by which somebody looks at it again, as yyyy-MM-dd.</param>
internal sealed record EvergreenBody(Id<PostingQueue>? Queue = null, int RestDays = 60, DateOnly? CheckBy = null);
