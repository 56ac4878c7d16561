using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Fediverse.Discovery;
using Pendopo.Fediverse.Vocabulary;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.Fediverse;

/// <summary>How we are found: WebFinger, host-meta, NodeInfo. Readable by everybody, without a signature.</summary>
internal sealed class WellKnown(PendopoDb db, CentreDirectory centres, Addresses addresses)
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/.well-known/webfinger", (string? resource, WellKnown known, HttpResponse response, CancellationToken cancel) => known.Finger(resource, response, cancel));
        routes.MapGet("/.well-known/host-meta", (Addresses addresses) => Results.Text(HostMeta.Write(addresses.Root), HostMeta.MediaType));
        routes.MapGet("/.well-known/nodeinfo", (Addresses addresses, HttpResponse response) => Document(response, NodeInfo.Index(addresses.Root), "application/json"));
        routes.MapGet("/nodeinfo/{schema}", (string schema, WellKnown known, HttpResponse response, CancellationToken cancel) => known.Node(schema, response, cancel));
    }

    private async Task<IResult> Finger(string? resource, HttpResponse response, CancellationToken cancel)
    {
        var question = WebFinger.Question(resource, new HashSet<string>(StringComparer.Ordinal) { addresses.Authority });
        if (question.IsMalformed)
            return Results.BadRequest();
        if (IsInstallation(question))
            return Document(response, WebFinger.Write(addresses.Handle(addresses.Authority), addresses.Installation, addresses.Root, null), WebFinger.MediaType);
        var handle = question.Handle?.User ?? addresses.Read(question.Address)?.Handle ?? PageHandle(question.Address);
        if (handle is null || await centres.ByHandle(handle, cancel) is not { } centre || !await IsOpen(centre, cancel))
            return Results.NotFound();
        return Document(response, WebFinger.Write(addresses.Handle(centre.Handle), addresses.Actor(centre.Handle), addresses.Page(centre.Handle), null), WebFinger.MediaType);
    }

    private bool IsInstallation(WebFingerQuestion question) =>
        question.Address == addresses.Installation || (question.Handle is { } handle && handle.User == addresses.Authority);

    private string? PageHandle(string? address)
    {
        var start = addresses.Page("");
        return address?.StartsWith(start, StringComparison.Ordinal) == true ? address[start.Length..].TrimEnd('/') : null;
    }

    private Task<bool> IsOpen(Centre centre, CancellationToken cancel) => db.Set<Channel>().AcrossCentres()
        .AnyAsync(row => row.CentreId == centre.Id && row.Network == FediverseConnector.NetworkName && row.State != ChannelState.Off, cancel);

    private async Task<IResult> Node(string schema, HttpResponse response, CancellationToken cancel)
    {
        if (schema is not ("2.0" or "2.1"))
            return Results.NotFound();
        var all = await centres.All(cancel);
        var posts = await db.Set<FediversePost>().AcrossCentres().CountAsync(row => row.IsPublic && row.DeletedAt == null, cancel);
        var info = new NodeInfo
        {
            Software = "pendopo",
            Version = typeof(WellKnown).Assembly.GetName().Version?.ToString(3) ?? "0.0.0",
            Name = all.Count > 0 ? all[0].Name : null,
            Description = all.Count > 0 ? all[0].About : null,
            Users = all.Count,
            LocalPosts = posts,
        };
        return Document(response, info.Write(schema), $"application/json; profile=\"http://nodeinfo.diaspora.software/ns/schema/{schema}#\"");
    }

    private static IResult Document(HttpResponse response, JsonNode document, string type)
    {
        response.Headers.AccessControlAllowOrigin = "*";
        return Results.Bytes(ActivityWriter.Bytes(document), type);
    }
}
