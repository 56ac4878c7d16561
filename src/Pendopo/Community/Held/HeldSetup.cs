using Pendopo.Platform.Access;
using Pendopo.Platform.Data;
using Pendopo.Platform.Ui;
using Pendopo.Platform.Web;

namespace Pendopo.Community.Held;

/// <param name="Because">`First` or `Words`.</param>
/// <param name="Matched">The watched words that stand in it.</param>
internal sealed record HeldBody(Guid Id, Guid Post, string Because, string Matched, string Name, string Text, string Where, DateTimeOffset At)
{
    public static HeldBody Of(HeldView view) => new(view.Held.Id.Value, view.Held.SaidId.Value, view.Held.Because.ToString(), view.Held.Matched, view.Shown.Name, view.Shown.Text, view.Shown.Where, view.Held.At);
}

internal sealed record LookBody(bool? Shown = null, string? Reason = null);

/// <param name="Act">`Hold`, `Ask` or `Tell`.</param>
internal sealed record WatchWordBody(string? Words = null, string? Act = null, Guid? Id = null);

internal sealed record WatchPreviewBody(int Looked, int Met);

/// <summary>Words that wait for a look, and those that are watched for.</summary>
internal static class HeldSetup
{
    public static NavItem Item => new(NavPlace.Desk, 62, "/desk/square/held", "clock", () => HeldText.Say("Held"), CommunityRoom.MayModerate)
    {
        Count = (services, cancel) => services.GetRequiredService<HeldDesk>().Count(cancel),
    };

    public static void Add(IServiceCollection services) => services.AddScoped<SayGate>().AddScoped<WatchWords>().AddScoped<HeldDesk>();

    public static void Map(RouteGroupBuilder square)
    {
        // Who leads a group decides about what waits there, so the answer asks who they are and not which permission they hold.
        square.MapPut("/held/{id}/decision", async (Id<HeldSaid> id, LookBody body, HeldDesk desk, CancellationToken cancel) => (await desk.Decide(id, body.Shown, body.Reason, cancel)).ToResult(_ => TypedResults.NoContent()));
        square.MapGet("/held", async (HeldDesk desk, CancellationToken cancel) => TypedResults.Ok((await desk.Open(cancel)).Select(HeldBody.Of))).Needs(CommunityRoom.MayModerate);
        square.MapGet("/watched", async (WatchWords words, CancellationToken cancel) => TypedResults.Ok((await words.All(cancel)).Select(entry => new WatchWordBody(entry.Words, entry.Act.ToString(), entry.Id.Value)))).Needs(CommunityRoom.MayModerate);
        square.MapGet("/watched/preview", async (string? words, string? act, WatchWords list, CancellationToken cancel) => (await list.Preview(words, act, cancel)).ToResult(seen => TypedResults.Ok(new WatchPreviewBody(seen.Looked, seen.Met)))).Needs(CommunityRoom.MayModerate);
        square.MapPost("/watched", async (WatchWordBody body, WatchWords words, CancellationToken cancel) => (await words.Add(body.Words, body.Act, cancel)).ToResult(entry => TypedResults.Created("/api/v1/square/watched", new WatchWordBody(entry.Words, entry.Act.ToString(), entry.Id.Value)))).Needs(CommunityRoom.MayModerate);
        square.MapDelete("/watched/{id}", async (Id<WatchWord> id, WatchWords words, CancellationToken cancel) => (await words.Remove(id, cancel)).ToResult(_ => TypedResults.NoContent())).Needs(CommunityRoom.MayModerate);
    }
}
