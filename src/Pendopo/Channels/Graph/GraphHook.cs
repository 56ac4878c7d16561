using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Data;
using Pendopo.Platform.Exits;
using Pendopo.Platform.Jobs;

namespace Pendopo.Channels.Graph;

/// <summary>What a network of Meta does with what its webhook tells. Told twice, late and in any order it comes to the same.</summary>
internal interface IGraphEvents
{
    /// <summary>What the webhook calls this network: `page`, `instagram`, `whatsapp_business_account`.</summary>
    string Object { get; }

    /// <summary>The connector's name of the network.</summary>
    string Network { get; }

    /// <summary>The <see cref="Channel.Address"/> of the accounts that an entry is about.</summary>
    IEnumerable<string> Addresses(JsonElement entry) => [entry.Text("id")];

    /// <summary>Takes an entry in and saves.</summary>
    Task Take(ConnectedAccount account, JsonElement entry, CancellationToken cancel);
}

/// <summary>Takes in what Meta tells: the signature over the raw bytes is looked at before anything is read, all of it is on the disk before 200 is said.</summary>
internal sealed class GraphHook(GraphSettings settings, PendopoDb db, JobIntake intake, IEnumerable<IGraphEvents> networks)
{
    public const string Address = "/channels/graph";

    // Meta gathers up to 1,000 changes in one call.
    private const int LargestBody = 4 << 20;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var all = routes.MapGroup("").AllowAnonymous().ExcludeFromDescription();
        all.MapGet(Address, Prove);
        all.MapPost(Address, (HttpRequest request, GraphHook hook, CancellationToken cancel) => hook.Take(request, cancel)).WithMetadata(new RequestSizeLimitAttribute(LargestBody));
    }

    /// <summary>When an entry was told: in seconds beside changes, in milliseconds beside messages. Null where no time stands.</summary>
    public static DateTimeOffset? ToldAt(JsonElement entry) => entry.Number("time") switch
    {
        > 0 and < 100_000_000_000 and var seconds => DateTimeOffset.FromUnixTimeSeconds(seconds),
        >= 100_000_000_000 and < 253_402_300_800_000 and var milliseconds => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds),
        _ => null,
    };

    /// <summary>Answers the hand-shake by which Meta makes sure that the address is ours.</summary>
    private static IResult Prove([FromQuery(Name = "hub.mode")] string? mode, [FromQuery(Name = "hub.verify_token")] string? token, [FromQuery(Name = "hub.challenge")] string? challenge, GraphSettings settings)
    {
        var known = settings.IsSetUp && mode == "subscribe" && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(token ?? ""), Encoding.UTF8.GetBytes(settings.VerifyToken));
        // A number in all that is documented; anything else would be another's words on our page.
        return known && challenge is { Length: > 0 and <= 200 } && challenge.All(char.IsAsciiLetterOrDigit) ? Results.Text(challenge) : Results.StatusCode(StatusCodes.Status403Forbidden);
    }

    private async Task<IResult> Take(HttpRequest request, CancellationToken cancel)
    {
        using var bytes = new MemoryStream();
        await request.Body.CopyToAsync(bytes, cancel);
        if (!settings.Signed(bytes.GetBuffer().AsSpan(0, (int)bytes.Length), request.Headers["X-Hub-Signature-256"]))
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        var body = LooseJson.Parse(bytes.GetBuffer().AsMemory(0, (int)bytes.Length));
        foreach (var network in networks.Where(network => network.Object == body.Text("object")))
        {
            foreach (var entry in body.Items("entry"))
                await Keep(network, entry, cancel);
        }
        return Results.Ok();
    }

    private async Task Keep(IGraphEvents network, JsonElement entry, CancellationToken cancel)
    {
        var addresses = network.Addresses(entry).Where(address => address.Length > 0).Distinct(StringComparer.Ordinal).ToList();
        var channels = await db.Set<Channel>().AcrossCentres().AsNoTracking()
            .Where(channel => channel.Network == network.Network && addresses.Contains(channel.Address) && channel.State != ChannelState.Off)
            .Select(channel => new { channel.Id, channel.CentreId }).ToListAsync(cancel);
        var text = entry.GetRawText();
        foreach (var channel in channels)
            await intake.Keep(new TakeGraphEvent(channel.Id, network.Object, text), $"graph:{channel.Id}:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}", channel.CentreId);
    }
}

[Job("channels.graph-event", Queue = "hear", MaxAttempts = 12)]
internal sealed record TakeGraphEvent(Id<Channel> Channel, string Object, string Entry) : IJob;

internal sealed class TakeGraphEventJob(Accounts accounts, IEnumerable<IGraphEvents> networks) : IJobHandler<TakeGraphEvent>
{
    public async Task<JobOutcome> Run(TakeGraphEvent job, CancellationToken cancel)
    {
        if (networks.FirstOrDefault(network => network.Object == job.Object) is not { } network || await accounts.Find(job.Channel, cancel) is not { } channel)
            return JobOutcome.Cancel("The channel is gone.");
        await network.Take(await accounts.Open(channel, cancel), LooseJson.Parse(Encoding.UTF8.GetBytes(job.Entry)), cancel);
        return JobOutcome.Done;
    }
}
