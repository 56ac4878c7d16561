using Pendopo.Channels.Contracts;
using Pendopo.Platform.Access;
using Pendopo.Platform.Centres;
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
        desk.MapGet("/{id}/live", Live);
        desk.MapGet("/{id}/letter/{channel}", Letter);
    }

    // The form is asked for because a form is what carries the token against forged requests.
    private static async Task<IResult> Begin(IFormCollection form, BeginPost begin, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(form);
        var language = System.Globalization.CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;
        var kind = Enum.TryParse<PostKind>(form["Kind"], out var asked) && Enum.IsDefined(asked) ? asked : PostKind.Tip;
        var begun = await begin.Run(PostWords.Nothing(language) with { Kind = kind }, null, cancel);
        return begun.Ok ? TypedResults.LocalRedirect($"~/desk/posts/{begun.Value.Id}") : TypedResults.Forbid();
    }

    // Tells an open composer that somebody else began to write; it asks for what it may see.
    private static async Task<IResult> Live(Id<Post> id, PostLedger ledger, Platform.Live.LiveStream live, CancellationToken cancel) =>
        await ledger.Find(id, cancel) is null ? TypedResults.NotFound() : live.Of(KeepPost.Topic(id), cancel);

    // A mail carries its look within itself, which no page of ours may: this answer allows it that and nothing else.
    private static async Task<IResult> Letter(Id<Post> id, Id<Channel> channel, PostReader posts, ChannelPreviews previews, Here here, HttpContext http, CancellationToken cancel)
    {
        if (await posts.Read(id, cancel) is not { } view || view.Channels.FirstOrDefault(row => row.Id == channel && row.Network == LetterPreview.Network) is not { } list)
            return TypedResults.NotFound();
        var preview = await previews.Of(view.Post, list, view.OwnWords.GetValueOrDefault(channel), cancel);
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        return TypedResults.Content(LetterPreview.Html(here.Centre, list, preview.Post), "text/html; charset=utf-8");
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
