using Pendopo.Care.Services;
using Pendopo.Channels.Contracts;
using Pendopo.Platform;
using Pendopo.Platform.Access;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Exits;
using Pendopo.Platform.Live;
using Pendopo.Platform.Web;

namespace Pendopo.Care.Queue;

/// <summary>What queues add to their room.</summary>
internal static class QueueSetup
{
    public static void Add(IServiceCollection services) => services.AddSingleton<QueueShelf>().AddScoped<TicketKeys>().AddScoped<IssueNumber>().AddScoped<CallNumbers>().AddScoped<QueueBoard>().AddScoped<ICommandAnswer, AskedQueue>();

    public static void MapRoutes(IEndpointRouteBuilder routes)
    {
        var open = routes.MapGroup("").AllowAnonymous().ExcludeFromDescription().WithMetadata(new LeavesByAttribute(CareRoom.PageExit));
        open.MapGet("/queue/live", Live);
        open.MapGet("/{at}/queue/live", Live);
        var desk = routes.MapGroup("/desk/care/queue").Needs(CareRoom.MayBook).ExcludeFromDescription();
        desk.MapGet("/live", Live);
        desk.MapPost("/{id}/next", async (Id<QueueLine> id, IFormCollection form, CallNumbers call, CancellationToken cancel) => Back(form, await call.Next(id, cancel)));
        desk.MapPost("/{id}/pause", async (Id<QueueLine> id, IFormCollection form, CallNumbers call, CancellationToken cancel) => Back(form, await call.Pause(id, on: true, cancel)));
        desk.MapPost("/{id}/resume", async (Id<QueueLine> id, IFormCollection form, CallNumbers call, CancellationToken cancel) => Back(form, await call.Pause(id, on: false, cancel)));
        desk.MapPost("/tickets/{id}/act", async (Id<Ticket> id, IFormCollection form, CallNumbers call, CancellationToken cancel) => CarePages.Member<TicketAct>(form["act"]) is { } act ? Back(form, await call.Run(id, act, cancel)) : TypedResults.BadRequest());
        QueueApi.Map(routes);
    }

    private static IResult Live(LiveStream live, Here here, CancellationToken cancel) => here.HasCentre ? live.Of(QueueTopic.Of(here.Centre.Id), cancel) : TypedResults.NotFound();

    // The form is asked for because a form is what carries the token against forged requests.
    private static IResult Back<T>(IFormCollection form, Result<T> result)
    {
        ArgumentNullException.ThrowIfNull(form);
        return result.IsNotFound ? TypedResults.NotFound() : TypedResults.Redirect(result.Ok ? "/desk/care/queue" : $"/desk/care/queue?trouble={result.Problems[0].Code}");
    }
}

/// <summary>Numbers for programs, such as those of a national queue: taken in, called, and read.</summary>
internal static class QueueApi
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/care-queues", async (QueueBoard board, CancellationToken cancel) => TypedResults.Ok((await board.Today(cancel)).Select(QueueStateBody.Of))).WithTags("Queue")
            .WithSummary("The queues of today: who is served and how many wait. Numbers alone.").AllowAnonymous().WithMetadata(new LeavesByAttribute(CareRoom.PageExit));
        var desk = routes.MapGroup("/api/v1/care-queues").WithTags("Queue").Needs(CareRoom.MayBook);
        desk.MapPost("/numbers", async (ArrivalBody body, IssueNumber issue, TicketKeys keys, CancellationToken cancel) => (await issue.Run(body.Arrival, cancel)).ToResult(ticket => TypedResults.Ok(new TicketBody(ticket.Id, ticket.Number, keys.AddressOf(ticket)))))
            .WithSummary("Gives a number in the queue of a session of today, also for somebody who comes from elsewhere.");
        desk.MapPost("/{id}/calls", async (Id<QueueLine> id, CallNumbers call, CancellationToken cancel) => (await call.Next(id, cancel)).ToResult(ticket => TypedResults.Ok(new CalledBody(ticket.Id, ticket.Number)))).WithSummary("Calls the next one.");
        desk.MapPost("/numbers/{id}/transfer", async (Id<Ticket> id, TransferBody body, CallNumbers call, CancellationToken cancel) => (await call.Transfer(id, body.Session ?? default, cancel)).ToResult(ticket => TypedResults.Ok(new CalledBody(ticket.Id, ticket.Number))));
    }
}

internal sealed record QueueStateBody(Id<QueueLine> Id, Id<ClinicSession> Session, string Service, string Room, string Letter, int Last, int? Serving, int Waiting, bool Paused)
{
    public static QueueStateBody Of(QueueState state) => new(state.Line.Id, state.Line.SessionId, state.Service, state.Room, state.Line.Letter, state.Line.Last, state.Serving?.Number, state.Waiting.Count, state.Line.PausedAt is not null);
}

internal sealed record ArrivalBody(Id<ClinicSession>? Session = null, PriorityClass Priority = PriorityClass.Usual, ReasonGroup Reason = ReasonGroup.NotAsked, Id<Appointments.Appointment>? Appointment = null)
{
    internal Arrival Arrival => new(Session ?? default, Priority, Reason, Appointment);
}

/// <param name="Address">The person's own page; whoever has it sees the number and no more.</param>
internal sealed record TicketBody(Id<Ticket> Id, int Number, string Address);

internal sealed record CalledBody(Id<Ticket> Id, int Number);

internal sealed record TransferBody(Id<ClinicSession>? Session = null);
