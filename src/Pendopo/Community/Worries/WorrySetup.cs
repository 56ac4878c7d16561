using Pendopo.Community.Reports;
using Pendopo.Community.Talk;
using Pendopo.Platform.Access;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;
using Pendopo.Platform.Slots;
using Pendopo.Platform.Ui;
using Pendopo.Platform.Web;

namespace Pendopo.Community.Worries;

/// <param name="Near">`Yes`, `NotSure` or `No`: whether they seem to be in danger now.</param>
internal sealed record WorryBody(string? Near = null, string? Note = null);

/// <summary>A worry as a list tells it: nothing of the words.</summary>
internal sealed record OpenWorryBody(Guid Id, string Risk, bool Taken, DateTimeOffset At, DateTimeOffset? TellAt);

/// <summary>The way of whoever may be in danger to somebody who helps.</summary>
internal static class WorrySetup
{
    public static NavItem Item => new(NavPlace.Desk, 61, "/desk/square/worries", "like", () => WorryText.Say("WorriesShort"), CommunityRoom.MayCare)
    {
        Count = (services, cancel) => services.GetRequiredService<WorryDesk>().Count(cancel),
    };

    public static void Add(IServiceCollection services)
    {
        services.AddScoped<WorryNotice>().AddScoped<RaiseWorry>().AddScoped<SquareWatch>().AddScoped<SayLimits>().AddScoped<WorryDesk>().AddScoped<MyWords>().AddScoped<HelpLines>().AddScoped<KeepOnCall>();
        services.AddJob<WatchWorries, WatchWorriesJob>().AddJob<WatchWorriesAt, WatchWorriesAtJob>();
        services.AddSlot<WorriesWaiting>(SlotNames.DeskWaiting, 5);
    }

    public static void Map(RouteGroupBuilder square)
    {
        square.MapPost("/posts/{id}/worries", async (Id<Said> id, WorryBody body, RaiseWorry worries, CancellationToken cancel) =>
            (await worries.Flag(SaidKind.Kind, id.Value, body.Near, body.Note, cancel)).ToResult(_ => TypedResults.Accepted((string?)null)));
        square.MapGet("/worries", async (WorryDesk desk, CancellationToken cancel) =>
            TypedResults.Ok((await desk.Open(cancel)).Select(worry => new OpenWorryBody(worry.Id.Value, worry.Risk.ToString(), worry.OwnerId is not null, worry.At, worry.TellAt)))).Needs(CommunityRoom.MayCare);
    }
}
