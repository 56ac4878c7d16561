using Microsoft.AspNetCore.Mvc;
using Pendopo.Channels.Contracts;
using Pendopo.Inbox.Conversations;
using Pendopo.Platform;
using Pendopo.Platform.Access;
using Pendopo.Platform.Backups.Erasures;
using Pendopo.Platform.Data;
using Pendopo.Platform.Events;
using Pendopo.Platform.Jobs;
using Pendopo.Platform.Ui;
using Pendopo.Platform.Web;
using Pendopo.Safety.Contracts;

namespace Pendopo.Inbox.Listening;

internal sealed record WatchBody(string? Words = null, string? Ignore = null, IReadOnlyList<string>? Networks = null, bool Paused = false)
{
    /// <summary>What was said, on all networks where none is named.</summary>
    public WatchWords Said => new(Words, Ignore, Networks ?? [.. ListenTerms.All.Select(terms => terms.Network)], Paused);
}

internal sealed record WatchedBody(Id<WatchedWord> Id, string Words, string Ignore, IReadOnlyList<string> Networks, bool Paused)
{
    public static WatchedBody Of(WatchedWord word) => new(word.Id, word.Words, word.Ignore, word.Networks.Split(' '), word.PausedAt is not null);
}

internal sealed record DayBody(DateOnly Day, int Count);

/// <summary>Listening: its jobs, its forms, and the same for programs.</summary>
internal static class ListeningSetup
{
    /// <summary>Beside the inbox in the rail, for it is none of it.</summary>
    public static NavItem Item => new(NavPlace.Desk, 42, ListeningPage.Address, "listen", () => ListeningText.Say("Listening"), InboxRoom.MayRead);

    public static void Add(IServiceCollection services)
    {
        services.AddScoped<KeepListening>().AddScoped<TakeFinds>().AddScoped<FindQueries>().AddScoped<SettleFind>();
        services.AddEventHandler<PublicHeard, TakePublic>();
        services.AddEventHandler<PublicWithdrawn, ForgetPublic>();
        services.AddJob<ListenAll, ListenAllJob>();
        services.AddJob<ListenOn, ListenOnJob>();
        services.AddJob<ForgetFinds, ForgetFindsJob>();
        services.AddScoped<IOutsiderErasure, FoundErasure>().AddScoped<IPersonalRecords, FoundRecords>();
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
        var steps = routes.MapGroup("/desk/listening/finds/{id}").Needs(InboxRoom.MayReply).ExcludeFromDescription();
        // The form carries the token against forged requests, and where the person was.
        steps.MapPost("/conversation", async (Id<Find> id, [FromForm] string? back, SettleFind settle, CancellationToken cancel) => Taken(await settle.TakeIn(id, cancel), back));
        steps.MapPost("/left", async (Id<Find> id, [FromForm] string? back, SettleFind settle, CancellationToken cancel) => Back(await settle.Leave(id, cancel), back));
        steps.MapPost("/back", async (Id<Find> id, [FromForm] string? back, SettleFind settle, CancellationToken cancel) => Back(await settle.BringBack(id, cancel), back));
        MapApi(routes.MapGroup("/api/v1/listening").WithTags("Listening").Needs(InboxRoom.MayRead));
    }

    private static void MapApi(RouteGroupBuilder api)
    {
        api.MapGet("/finds", async (FindQueries queries, FindState? state, Id<WatchedWord>? word, string? network, PageMark? before, CancellationToken cancel) =>
            TypedResults.Ok(await queries.List(new(state ?? FindState.New, word, network), before, cancel)));
        api.MapGet("/days", async (FindQueries queries, Id<WatchedWord>? word, string? network, CancellationToken cancel) =>
            TypedResults.Ok((await queries.Counts(new(FindState.New, word, network), cancel)).Days.Select(day => new DayBody(day.Day, day.Count))));
        api.MapPut("/finds/{id}/conversation", async (Id<Find> id, SettleFind settle, CancellationToken cancel) => (await settle.TakeIn(id, cancel)).ToResult(conversation => TypedResults.Ok(new { conversation = conversation.Id }))).Needs(InboxRoom.MayReply);
        api.MapPut("/finds/{id}/refusal", async (Id<Find> id, SettleFind settle, CancellationToken cancel) => (await settle.Leave(id, cancel)).ToResult(_ => TypedResults.NoContent())).Needs(InboxRoom.MayReply);
        api.MapDelete("/finds/{id}/refusal", async (Id<Find> id, SettleFind settle, CancellationToken cancel) => (await settle.BringBack(id, cancel)).ToResult(_ => TypedResults.NoContent())).Needs(InboxRoom.MayReply);
        api.MapGet("/words", async (KeepListening keep, CancellationToken cancel) => TypedResults.Ok((await keep.All(cancel)).ConvertAll(WatchedBody.Of)));
        api.MapPost("/words", async (WatchBody body, KeepListening keep, CancellationToken cancel) =>
            (await keep.Keep(null, body.Said, null, cancel)).ToResult(word => TypedResults.Created($"/api/v1/listening/words/{word.Id}", WatchedBody.Of(word)))).Needs(InboxRoom.MayAssign);
        api.MapPut("/words/{id}", async (Id<WatchedWord> id, WatchBody body, KeepListening keep, CancellationToken cancel) => (await keep.Keep(id, body.Said, null, cancel)).ToResult(word => TypedResults.Ok(WatchedBody.Of(word)))).Needs(InboxRoom.MayAssign);
        api.MapDelete("/words/{id}", async (Id<WatchedWord> id, KeepListening keep, CancellationToken cancel) => (await keep.Remove(id, cancel)).ToResult(_ => TypedResults.NoContent())).Needs(InboxRoom.MayAssign);
    }

    private static IResult Taken(Result<Conversation> taken, string? back) => taken.Ok ? TypedResults.Redirect($"/desk/inbox/{taken.Value.Id}") : Back(taken, back);

    private static IResult Back<T>(Result<T> result, string? back)
    {
        // Only the page itself is gone back to: what follows the question mark of it.
        var query = back is { Length: <= 300 } && back.StartsWith('?') ? back : "?";
        return result.IsNotFound ? TypedResults.NotFound() : TypedResults.Redirect(result.Ok ? ListeningPage.Address + query.TrimEnd('?') : $"{ListeningPage.Address}{query}&trouble={result.Problems[0].Code}");
    }
}
