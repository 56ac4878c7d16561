using Pendopo.Platform.Access;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Posts;

namespace Pendopo.Publishing.Desk;

/// <summary>What the desk's pages send without a page in return.</summary>
internal static class DeskRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var desk = routes.MapGroup("/desk/posts").Needs("publishing.write").ExcludeFromDescription();
        desk.MapPost("/", Begin);
        desk.MapPost("/{id}/draft", Draft);
    }

    // The form is asked for because a form is what carries the token against forged requests.
    private static async Task<IResult> Begin(IFormCollection form, BeginPost begin, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(form);
        var language = System.Globalization.CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;
        var begun = await begin.Run(PostWords.Nothing(language), null, cancel);
        return begun.Ok ? TypedResults.LocalRedirect($"~/desk/posts/{begun.Value.Id}") : TypedResults.Forbid();
    }

    // What a page keeps by itself while somebody writes. The page says in words whether it arrived.
    private static async Task<IResult> Draft(Id<Post> id, IFormCollection sent, PostLedger ledger, KeepPost keep, CancellationToken cancel)
    {
        if (await ledger.Find(id, cancel) is not { } post)
            return TypedResults.NotFound();
        var form = ComposeForm.Read(sent, post);
        var kept = await keep.Run(new(id, form.BasedOn, form.Words, ByItself: true), cancel);
        return kept.Ok ? TypedResults.NoContent() : TypedResults.Conflict();
    }
}
