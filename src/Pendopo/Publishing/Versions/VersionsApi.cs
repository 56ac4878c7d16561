using Pendopo.Channels.Contracts;
using Pendopo.Platform.Access;
using Pendopo.Platform.Data;
using Pendopo.Platform.Web;
using Pendopo.Publishing.Api;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Posts;

namespace Pendopo.Publishing.Versions;

/// <summary>Versions of posts for programs, with the same handlers as the desk's pages.</summary>
internal static class VersionsApi
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var versions = routes.MapGroup("/api/v1/posts/{id}/versions").WithTags("Posts").Needs("publishing.see");
        versions.MapGet("/", List);
        versions.MapPost("/", Begun).Needs("publishing.write");
        routes.MapPut("/api/v1/channel-languages", Said).WithTags("Posts").Needs("publishing.publish");
    }

    private static async Task<IResult> List(Id<Post> id, PostLedger ledger, VersionReader reader, CancellationToken cancel) =>
        await ledger.Find(id, cancel) is null ? TypedResults.NotFound() : TypedResults.Ok(await reader.Of(id, cancel));

    private static async Task<IResult> Begun(Id<Post> id, NewVersionBody body, BeginVersion begin, CancellationToken cancel) =>
        (await begin.Run(new(id, body.Language ?? "", body.Easy), cancel)).ToResult(post => TypedResults.Created($"/api/v1/posts/{post.Id}", PostBody.Of(post, [])));

    private static async Task<IResult> Said(ChannelLanguagesBody body, KeepChannelLanguages keep, CancellationToken cancel) =>
        (await keep.Run((body.Languages ?? []).GroupBy(row => row.Channel).ToDictionary(group => group.Key, group => group.Last().Language ?? ""), cancel)).ToResult(_ => TypedResults.NoContent());
}

/// <param name="Easy">In easier words.</param>
internal sealed record NewVersionBody(string? Language = null, bool Easy = false);

/// <param name="Language">The language, or empty for none of its own.</param>
internal sealed record ChannelLanguageBody(Id<Channel> Channel, string? Language = null);

internal sealed record ChannelLanguagesBody(IReadOnlyList<ChannelLanguageBody>? Languages = null);
