using Pendopo.Inbox.Contracts;
using Pendopo.Platform.Access;
using Pendopo.Platform.Exits;
using Pendopo.Platform.Slots;
using Pendopo.Platform.Web;

namespace Pendopo.Inbox.Heeded;

internal sealed record HeededBody(Guid Id, HeededWords Words, DateTimeOffset? ShownAt)
{
    public static HeededBody Of(HeededLine line) => new(line.Id.Value, line.Words, line.ShownAt);
}

internal sealed record HeededWordsBody(string? SaidId = null, string? SaidEn = null, string? DidId = null, string? DidEn = null, bool Shown = false)
{
    public HeededWords Words => new(SaidId ?? "", SaidEn ?? "", DidId ?? "", DidEn ?? "");
}

/// <summary>What people said and what became of it.</summary>
internal static class HeededSetup
{
    /// <summary>The public page.</summary>
    public static Exit Door => new(KeepHeeded.Exit, ExitKind.Page);

    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<HeededReading>().AddScoped<KeepHeeded>();
        services.AddScoped(provider => new TellHeeded(provider.GetRequiredService<KeepHeeded>()));
        services.AddSlot<HeededHome>(SlotNames.HomeSection, 60);
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
        var heeded = routes.MapGroup("/api/v1/inbox/heeded").WithTags("Conversations").Needs(InboxRoom.MayRead);
        heeded.MapGet("", async (KeepHeeded lines, CancellationToken cancel) => TypedResults.Ok((await lines.All(cancel)).ConvertAll(HeededBody.Of)));
        heeded.MapPost("", async (HeededWordsBody body, KeepHeeded lines, CancellationToken cancel) =>
            (await lines.Run(new(null, body.Words, null, body.Shown, null), cancel)).ToResult(line => TypedResults.Created("/api/v1/inbox/heeded", HeededBody.Of(line)))).Needs(InboxRoom.MayReply);
    }
}
