using Pendopo.Platform.Access;
using Pendopo.Platform.Web;

namespace Pendopo.Publishing.Hints;

/// <summary>The hard words and the plain ones for programs, with the same handler as the desk's page.</summary>
internal static class GlossaryApi
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var glossary = routes.MapGroup("/api/v1/glossary").WithTags("Plain language").Needs("publishing.see");
        glossary.MapGet("/", async (string? language, Glossary words, CancellationToken cancel) => TypedResults.Ok(await words.Of(language ?? "id", cancel)));
        glossary.MapPut("/", async (GlossaryBody body, Glossary words, CancellationToken cancel) => (await words.Keep(body.Language ?? "id", body.Hard ?? "", body.Plain ?? "", cancel)).ToResult(_ => TypedResults.NoContent()))
            .WithSummary("Keeps a plain word for a hard one; an empty plain one takes it off the list.").Needs("publishing.write");
    }
}

/// <param name="Language">`id` or `en`.</param>
internal sealed record GlossaryBody(string? Language = null, string? Hard = null, string? Plain = null);
