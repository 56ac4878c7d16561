using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Channels.Fediverse.Blocks;
using Pendopo.Channels.Fediverse.Followed;
using Pendopo.Fediverse.Vocabulary;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.Fediverse;

/// <summary>Our actors and what they said, as other servers read them.</summary>
internal sealed class ActorRoutes(PendopoDb db, CentreScope scope, CentreDirectory centres, LocalActors actors, Verifying verifying)
{
    private const int PageSize = 20;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/ap/actor", async (LocalActors actors, HttpContext http, CancellationToken cancel) =>
            Document(http, ActorWriter.Brief(actors.Describe(await actors.OfInstallation(cancel), null))));
        routes.MapGet("/ap/actor/outbox", (Addresses addresses, HttpContext http) => Document(http, Collections.Write($"{addresses.Installation}/outbox", 0, null)));
        var actor = routes.MapGroup("/ap/users/{handle}");
        actor.MapGet("", (string handle, ActorRoutes route, HttpContext http, CancellationToken cancel) => route.Actor(handle, http, cancel));
        actor.MapGet("/outbox", (string handle, string? before, ActorRoutes route, HttpContext http, CancellationToken cancel) => route.Outbox(handle, before, http, cancel));
        actor.MapGet("/followers", (string handle, ActorRoutes route, HttpContext http, CancellationToken cancel) => route.Followers(handle, http, cancel));
        actor.MapGet("/following", (string handle, ActorRoutes route, HttpContext http, CancellationToken cancel) => route.Following(handle, http, cancel));
        actor.MapGet("/featured", (string handle, ActorRoutes route, HttpContext http, CancellationToken cancel) => route.Featured(handle, http, cancel));
        actor.MapGet("/posts/{key:guid}", (string handle, Guid key, ActorRoutes route, HttpContext http, CancellationToken cancel) => route.Post(handle, key, isActivity: false, http, cancel));
        actor.MapGet("/posts/{key:guid}/activity", (string handle, Guid key, ActorRoutes route, HttpContext http, CancellationToken cancel) => route.Post(handle, key, isActivity: true, http, cancel));
    }

    private async Task<IResult> Actor(string handle, HttpContext http, CancellationToken cancel) =>
        await Enter(handle, cancel) is { } centre ? Document(http, ActorWriter.Write(actors.Describe(await actors.Of(centre, cancel), centre))) : Results.NotFound();

    private async Task<IResult> Outbox(string handle, string? before, HttpContext http, CancellationToken cancel)
    {
        if (await Enter(handle, cancel) is not { } centre)
            return Results.NotFound();
        var uri = $"{actors.Uri(await actors.Of(centre, cancel))}/outbox";
        var all = db.Set<FediversePost>().AsNoTracking().Where(row => row.IsPublic && row.DeletedAt == null);
        if (before is null)
            return Document(http, Collections.Write(uri, await all.CountAsync(cancel), $"{uri}?before=now"));
        var posts = await all.NewestFirst(row => row.PublishedAt, row => row.Id, PageMark.Read(before)).Take(PageSize).ToListAsync(cancel);
        var next = posts.Count < PageSize ? null : $"{uri}?before={new PageMark(posts[^1].PublishedAt, posts[^1].Id.Value)}";
        return Document(http, Collections.WritePage($"{uri}?before={before}", uri, [.. posts.Select(post => (JsonNode)ActivityWriter.Create(post.Uri + "/activity", post.Read()))], next));
    }

    /// <summary>How many follow, and how many are followed, is told; who they are is nobody's business.</summary>
    private async Task<IResult> Followers(string handle, HttpContext http, CancellationToken cancel) =>
        await Hidden(handle, "followers", await Enter(handle, cancel) is null ? 0 : await db.Set<Follower>().CountAsync(cancel), http, cancel);

    private async Task<IResult> Following(string handle, HttpContext http, CancellationToken cancel) =>
        await Hidden(handle, "following", await Enter(handle, cancel) is null ? 0 : await db.Set<FollowedAccount>().CountAsync(row => row.State == FollowState.Accepted, cancel), http, cancel);

    private async Task<IResult> Hidden(string handle, string what, int count, HttpContext http, CancellationToken cancel) =>
        await Enter(handle, cancel) is { } centre
            ? Document(http, Collections.Write($"{actors.Uri(await actors.Of(centre, cancel))}/{what}", count, first: null))
            : Results.NotFound();

    private async Task<IResult> Featured(string handle, HttpContext http, CancellationToken cancel) =>
        await Enter(handle, cancel) is { } centre
            ? Document(http, Collections.Write($"{actors.Uri(await actors.Of(centre, cancel))}/featured", []))
            : Results.NotFound();

    private async Task<IResult> Post(string handle, Guid key, bool isActivity, HttpContext http, CancellationToken cancel)
    {
        if (await Enter(handle, cancel) is null
            || await db.Set<FediversePost>().AsNoTracking().FirstOrDefaultAsync(row => row.Key == key, cancel) is not { } post
            || !(post.IsPublic || await IsAddressee(post, http, cancel)))
            return Results.NotFound();
        if (!post.IsPublic)
            http.Response.Headers.CacheControl = "private, no-store";
        if (post.DeletedAt is not null)
            return Document(http, JsonNode.Parse(post.Document)!, StatusCodes.Status410Gone);
        return Document(http, isActivity ? ActivityWriter.Create(post.Uri + "/activity", post.Read()) : JsonNode.Parse(post.Document)!);
    }

    /// <summary>A private answer is shown to the one it is for, who proves it by a signature; to all others it does not exist.</summary>
    private async Task<bool> IsAddressee(FediversePost post, HttpContext http, CancellationToken cancel)
    {
        if (post.DeletedAt is not null || http.Request.Headers["Signature"].Count == 0)
            return false;
        var addresses = http.RequestServices.GetRequiredService<Addresses>();
        var signer = await verifying.Verify(RequestReading.Describe(http.Request, addresses, ReadOnlyMemory<byte>.Empty), cancel);
        return signer.Actor is { } actor
            && !await http.RequestServices.GetRequiredService<DomainBlocks>().Hold(actor.Uri, post.CentreId, cancel)
            && (post.Read() is var read && (read.To.Contains(actor.Uri) || read.Cc.Contains(actor.Uri)));
    }

    private async Task<Centre?> Enter(string handle, CancellationToken cancel)
    {
        // Addresses are compared letter by letter: another spelling of a handle is another address.
        if (await centres.ByHandle(handle, cancel) is not { } centre || centre.Handle != handle)
            return null;
        scope.Enter(centre.Id);
        return await db.Set<Channel>().AnyAsync(row => row.Network == FediverseConnector.NetworkName && row.State != ChannelState.Off, cancel) ? centre : null;
    }

    private static IResult Document(HttpContext http, JsonNode document, int status = StatusCodes.Status200OK)
    {
        http.Response.Headers.AccessControlAllowOrigin = "*";
        http.Response.Headers.Vary = "Accept, Signature";
        return Results.Text(Encoding.UTF8.GetString(ActivityWriter.Bytes(document)), ActivityDocument.MediaType, statusCode: status);
    }
}
