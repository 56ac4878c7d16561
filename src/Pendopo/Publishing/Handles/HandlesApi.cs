using Pendopo.Platform.Access;
using Pendopo.Platform.Web;

namespace Pendopo.Publishing.Handles;

/// <summary>The address book for programs, with the same handler as its page.</summary>
internal static class HandlesApi
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var book = routes.MapGroup("/api/v1/handles").WithTags("Address book").Needs("publishing.see");
        book.MapGet("/", async (AddressBook all, CancellationToken cancel) => TypedResults.Ok((await all.All(cancel)).Select(HandleBody.Of)));
        book.MapPut("/", async (HandleBody body, AddressBook all, CancellationToken cancel) => (await all.Keep(body.Line(), cancel)).ToResult(_ => TypedResults.NoContent()))
            .WithSummary("Keeps somebody under a tag, who was there or was not. Without a name they are taken out.").Needs("publishing.write");
    }
}

/// <param name="Tag">What is written behind the @ in a post, in small letters.</param>
/// <param name="Name">What stands where they have no name on the network.</param>
/// <param name="Addresses">Their names by network (`fediverse`: user@server, `bluesky`: a domain, `linkedin`: the number of a page; `instagram`, `threads`, `x`, `telegram`, `tiktok`, `youtube`: the name), without the first @.</param>
internal sealed record HandleBody(string? Tag = null, string? Name = null, IReadOnlyDictionary<string, string?>? Addresses = null)
{
    public static HandleBody Of(HandleLine line) => new(line.Tag, line.Name, line.Addresses.ToDictionary(pair => pair.Key, pair => (string?)pair.Value, StringComparer.Ordinal));

    public HandleLine Line() => new(Tag ?? "", Name ?? "", (Addresses ?? new Dictionary<string, string?>()).Where(pair => pair.Value is not null).ToDictionary(pair => pair.Key, pair => pair.Value!, StringComparer.Ordinal));
}
