using Pendopo.Platform.Access;
using Pendopo.Platform.Data;
using Pendopo.Platform.Web;
using Pendopo.Publishing.Contracts;

namespace Pendopo.Publishing.Audiences;

/// <summary>What audiences add to their room, and programs' way to them.</summary>
internal static class AudienceRoutes
{
    public static void Add(IServiceCollection services) => services.AddScoped<AudienceBook>();

    public static void Map(IEndpointRouteBuilder routes)
    {
        var audiences = routes.MapGroup("/api/v1/audiences").WithTags("Audiences").Needs("publishing.see");
        audiences.MapGet("/", async (AudienceBook book, CancellationToken cancel) => TypedResults.Ok((await book.Lines(cancel)).Select(AudienceBody.Of)));
        audiences.MapPost("/", async (AudienceWordsBody body, AudienceBook book, CancellationToken cancel) =>
            (await book.Keep(null, body.Kind ?? AudienceKind.Interest, body.Name ?? "", body.Note ?? "", cancel)).ToResult(row => TypedResults.Created("/api/v1/audiences", AudienceBody.Of(new(row, 0, 0))))).Needs("publishing.write");
        audiences.MapPut("/{id}", async (Id<Audience> id, AudienceWordsBody body, AudienceBook book, CancellationToken cancel) =>
            (await book.Keep(id, body.Kind ?? AudienceKind.Interest, body.Name ?? "", body.Note ?? "", cancel)).ToResult(_ => TypedResults.NoContent())).Needs("publishing.write");
        audiences.MapDelete("/{id}", async (Id<Audience> id, AudienceBook book, CancellationToken cancel) => (await book.Remove(id, cancel)).ToResult(_ => TypedResults.NoContent())).Needs("publishing.write");
        routes.MapPut("/api/v1/posts/{id}/audiences", async (Id<Post> id, PostAudiencesBody body, AudienceBook book, CancellationToken cancel) =>
            (await book.Say(id, body.Audiences ?? [], cancel)).ToResult(_ => TypedResults.NoContent())).WithTags("Posts").Needs("publishing.write");
    }
}

internal sealed record AudienceWordsBody(AudienceKind? Kind = null, string? Name = null, string? Note = null);

/// <param name="Views">Readings of its posts on the own site within 90 days.</param>
internal sealed record AudienceBody(Id<Audience> Id, AudienceKind Kind, string Name, string Note, int Posts, long Views)
{
    public static AudienceBody Of(AudienceLine line) => new(line.Audience.Id, line.Audience.Kind, line.Audience.Name, line.Audience.Note, line.Posts, line.Views);
}

internal sealed record PostAudiencesBody(IReadOnlyList<Id<Audience>>? Audiences = null);
