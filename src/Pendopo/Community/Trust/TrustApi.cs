using Pendopo.Community.Talk;
using Pendopo.Platform.Access;
using Pendopo.Platform.Data;
using Pendopo.Platform.Web;

namespace Pendopo.Community.Trust;

/// <summary>What is open to the member who asks, and what comes next. Of nobody else it is told.</summary>
internal sealed record StandingBody(TrustStep? Now, TrustStep? Next, TrustFacts? Remembered, bool Outside);

/// <param name="Steps">One for each level, the newest first.</param>
/// <param name="Source">Where the numbers are from; nothing while the usual ones hold.</param>
/// <param name="Version">The version that was read; nothing while the usual ones hold.</param>
internal sealed record TrustRulesBody(IReadOnlyList<TrustStep>? Steps = null, string? Source = null, int? Version = null);

/// <summary>Thanks, and how far members are known, for programs.</summary>
internal static class TrustApi
{
    public static void Add(IServiceCollection services) => services.AddScoped<TrustBook>().AddScoped<TrustWords>().AddScoped<KeepTrust>().AddScoped<Thanking>().AddScoped<ReadDays>();

    public static void Map(RouteGroupBuilder square)
    {
        square.MapPut("/posts/{id}/thanks", async (Id<Said> id, Thanking thanks, CancellationToken cancel) => (await thanks.Give(id, cancel)).ToResult(_ => TypedResults.NoContent()));
        square.MapDelete("/posts/{id}/thanks", async (Id<Said> id, Thanking thanks, CancellationToken cancel) => (await thanks.TakeBack(id, cancel)).ToResult(_ => TypedResults.NoContent()));
        square.MapGet("/standing", Standing);
        square.MapGet("/levels", async (TrustBook book, CancellationToken cancel) =>
        {
            var (steps, source, version) = await book.Rules(cancel);
            return TypedResults.Ok(new TrustRulesBody(steps, source, version));
        }).Needs(CommunityRoom.MayRule);
        square.MapPut("/levels", async (TrustRulesBody body, KeepTrust keep, CancellationToken cancel) => (await keep.Run([.. (body.Steps ?? []).OfType<TrustStep>()], body.Source, body.Version, cancel)).ToResult(_ => TypedResults.NoContent())).Needs(CommunityRoom.MayRule);
        square.MapDelete("/levels", async (KeepTrust keep, CancellationToken cancel) =>
        {
            await keep.Reset(cancel);
            return TypedResults.NoContent();
        }).Needs(CommunityRoom.MayRule);
    }

    private static async Task<IResult> Standing(Viewers viewers, TrustBook book, CancellationToken cancel)
    {
        var viewer = await viewers.Read(cancel);
        if (viewer.Member is null)
            return TypedResults.NotFound();
        var standing = await book.Of(viewer, cancel);
        return TypedResults.Ok(standing.IsOutside ? new StandingBody(null, null, null, true) : new StandingBody(standing.Now, standing.Next, standing.Facts, false));
    }
}
