using System.Text;
using Pendopo.Platform;
using Pendopo.Platform.Access;
using Pendopo.Platform.Data;
using Pendopo.Platform.Files;
using Pendopo.Platform.Web;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Declared;
using Pendopo.Safety.Contracts;

namespace Pendopo.Publishing.Infographics;

/// <summary>What infographics add to their room; their files, and programs' way to them.</summary>
internal static class InfographicRoutes
{
    public static void Add(IServiceCollection services) =>
        services.AddScoped<DrawInfographic>().AddScoped<KeepInfographic>().AddScoped<PutInPost>().AddScoped<PostsForInfographic>().AddScoped<BeginInfographicPost>();

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/desk/infographics/{id}/{name}", Made).Needs("publishing.see").ExcludeFromDescription();
        var sheets = routes.MapGroup("/api/v1/infographics").WithTags("Infographics").Needs("publishing.see");
        sheets.MapGet("/", async (KeepInfographic keep, CancellationToken cancel) => TypedResults.Ok((await keep.All(cancel)).Select(InfographicBody.Of)));
        sheets.MapPost("/", async (InfographicWordsBody body, KeepInfographic keep, CancellationToken cancel) =>
            (await keep.Run(null, body.Form(), null, cancel)).ToResult(row => TypedResults.Created($"/api/v1/infographics/{row.Id}", InfographicBody.Of(row)))).Needs("publishing.write");
        sheets.MapPut("/{id}", async (Id<Infographic> id, InfographicWordsBody body, KeepInfographic keep, CancellationToken cancel) =>
            (await keep.Run(id, body.Form(), body.Version, cancel)).ToResult(row => TypedResults.Ok(InfographicBody.Of(row)))).Needs("publishing.write");
        sheets.MapDelete("/{id}", async (Id<Infographic> id, KeepInfographic keep, CancellationToken cancel) => (await keep.Remove(id, cancel)).ToResult(_ => TypedResults.NoContent())).Needs("publishing.write");
        sheets.MapPut("/{id}/posts/{post}", async (Id<Infographic> id, Id<Post> post, PutInPost put, CancellationToken cancel) => (await put.Run(id, post, cancel)).ToResult(_ => TypedResults.NoContent())).Needs("publishing.write");
    }

    /// <summary>`id.svg`, `en.png`, `id-a4.pdf`, `en-a3.pdf`.</summary>
    private static async Task<IResult> Made(Id<Infographic> id, string name, KeepInfographic keep, DrawInfographic draw, ConsentUses uses, HttpContext http, CancellationToken cancel)
    {
        if (name.Split('.') is not [var what, var type] || what.Split('-') is not [("id" or "en") and var language, ..] || await keep.Find(id, cancel) is not { } sheet)
            return TypedResults.NotFound();
        // Whom it quotes took that back: no more copies are made of it.
        if (await uses.Stops(InfographicConsents.KindName, id.Value, cancel))
            return TypedResults.NotFound();
        var form = PutInPost.FormOf(sheet);
        var (bytes, mime) = (type, what[2..]) switch
        {
            ("svg", "") => (draw.Svg(form, language) is { } svg ? Encoding.UTF8.GetBytes(svg) : null, "image/svg+xml"),
            ("png", "") => (await draw.Png(form, language, cancel), "image/png"),
            ("pdf", "-a4") => (await draw.Poster(form, language, PaperSize.A4, cancel), "application/pdf"),
            ("pdf", "-a3") => (await draw.Poster(form, language, PaperSize.A3, cancel), "application/pdf"),
            _ => (null, ""),
        };
        if (bytes is null)
            return TypedResults.NotFound();
        // Opened alone, a drawing runs nothing, whatever a reader takes it for.
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        http.Response.Headers.CacheControl = "private, no-store";
        return TypedResults.File(bytes, mime, type == "svg" ? null : $"infographic-{name}");
    }
}

/// <param name="Lines">One a line.</param>
/// <param name="Others">What not to do, one a line.</param>
internal sealed record InfographicSideBody(string? Title = null, string? Lines = null, string? Others = null, string? Source = null)
{
    public InfographicWords Words => new((Title ?? "").ReplaceLineEndings(" ").Trim(), Text(Lines), Text(Others), (Source ?? "").ReplaceLineEndings(" ").Trim());

    private static string Text(string? typed) => (typed ?? "").ReplaceLineEndings("\n").Trim();
}

/// <param name="Version">The version that is changed; left out for a new one.</param>
internal sealed record InfographicWordsBody(InfographicTemplate? Template = null, InfographicSideBody? Indonesian = null, InfographicSideBody? English = null, string? Link = null, int? Version = null)
{
    public InfographicForm Form() => new(Template ?? InfographicTemplate.Points, Indonesian?.Words ?? InfographicWords.None, English?.Words ?? InfographicWords.None, (Link ?? "").Trim());
}

internal sealed record InfographicBody(Id<Infographic> Id, InfographicTemplate Template, InfographicWords? Indonesian, InfographicWords? English, string Link, int Version)
{
    public static InfographicBody Of(Infographic row) => new(row.Id, row.Template, Some(row.In("id")), Some(row.In("en")), row.Link, row.Version);

    private static InfographicWords? Some(InfographicWords words) => words.IsEmpty ? null : words;
}
