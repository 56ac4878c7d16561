using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Platform;
using Pendopo.Platform.Access;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Files;
using Pendopo.Platform.Ui;
using Pendopo.Publishing.Infographics;

namespace Pendopo.Publishing.Walls;

/// <summary>What screens and posters add to their room.</summary>
internal static class WallsSetup
{
    public const string Address = "/desk/screens";

    public static NavItem Item => new(NavPlace.Desk, 73, Address, "image", () => WallText.Say("Walls"), "publishing.see");

    public static void Add(IServiceCollection services)
    {
        services.AddScoped<WallCards>().AddScoped<KeepWalls>().AddScoped<PosterFile>();
        services.AddSingleton<IConnector, ScreenConnector>().AddSingleton<IConnector, PosterConnector>();
        services.AddSingleton(new ConnectOffer(ScreenConnector.NetworkName, Address)).AddSingleton(new ConnectOffer(PosterConnector.NetworkName, Address));
    }

    public static void Map(ModelBuilder builder) => WallTables.Map(builder);

    public static void MapRoutes(IEndpointRouteBuilder routes)
    {
        var screens = routes.MapGroup("/desk/screens/{id}").Needs(KeepWalls.MayKeep).ExcludeFromDescription();
        screens.MapPost("/address", async (Id<Screen> id, IFormCollection form, KeepWalls keep, CancellationToken cancel) => Shown(form, await keep.Renew(id, cancel), "renewed"));
        screens.MapPost("/revocation", async (Id<Screen> id, IFormCollection form, KeepWalls keep, CancellationToken cancel) => Shown(form, await keep.Revoke(id, cancel), "revoked"));
        routes.MapGet("/desk/posters/{id}/{name}", Drawn).Needs("publishing.see").ExcludeFromDescription();
        var posters = routes.MapGroup("/desk/posters/{id}").Needs("publishing.publish").ExcludeFromDescription();
        posters.MapPost("/hanging", async (Id<WallCard> id, IFormCollection form, KeepWalls keep, CancellationToken cancel) => Shown(form, await keep.Hang(id, cancel), "hung"));
        posters.MapPost("/removal", async (Id<WallCard> id, IFormCollection form, KeepWalls keep, CancellationToken cancel) => Shown(form, await keep.TakeDown(id, cancel), "down"));
    }

    // The form is asked for because a form is what carries the token against forged requests.
    private static IResult Shown<T>(IFormCollection form, Result<T> result, string done)
    {
        ArgumentNullException.ThrowIfNull(form);
        return result.Ok ? TypedResults.Redirect($"{Address}?done={done}") : TypedResults.NotFound();
    }

    /// <summary>`a4.pdf`, `a3.pdf`, `poster.svg`.</summary>
    private static async Task<IResult> Drawn(Id<WallCard> id, string name, WallCards cards, PosterFile file, HttpContext http, CancellationToken cancel)
    {
        if (name is not ("a4.pdf" or "a3.pdf" or "poster.svg") || await cards.Shown(id, cancel) is not { } shown)
            return TypedResults.NotFound();
        var svg = await file.Svg(shown, cancel);
        // Opened alone, a drawing runs nothing, whatever a reader takes it for.
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; img-src data:; sandbox";
        http.Response.Headers.CacheControl = "private, no-store";
        if (name == "poster.svg")
            return TypedResults.Text(svg, "image/svg+xml", System.Text.Encoding.UTF8);
        return await file.Pdf(svg, name == "a3.pdf" ? PaperSize.A3 : PaperSize.A4, cancel) is { } pdf ? TypedResults.File(pdf, "application/pdf", $"poster-{name}") : TypedResults.NotFound();
    }
}

/// <summary>Makes the file of a poster, in the colours of the centre in scope.</summary>
internal sealed class PosterFile(Here here, IBlobStore blobs, RsvgChild rsvg)
{
    private const int MostPicture = 8 * 1024 * 1024;

    public bool MakesFiles => rsvg.IsInstalled;

    public async Task<string> Svg(ShownCard shown, CancellationToken cancel)
    {
        var (centre, card) = (here.Centre, shown.Card);
        var address = card.Url[(card.Url.IndexOf("//", StringComparison.Ordinal) + 2)..];
        var frame = new SheetFrame(centre.Name, Accents.Readable(centre.Teak ?? Accents.HouseTeak, dark: false), Accents.Readable(centre.Leaf ?? Accents.HouseLeaf, dark: false), card.Url, address, card.Language, SheetFrame.ForPaper);
        var picture = await Picture(shown.Picture, cancel);
        return PosterSheet.Of(new(card.Title, card.Words, centre.Phone, picture, shown.Picture is { Height: > 0 } known ? (double)known.Width / known.Height : 1), frame);
    }

    public Task<byte[]?> Pdf(string svg, PaperSize paper, CancellationToken cancel) => rsvg.Pdf(svg, paper, cancel);

    // The drawer reads these two; a picture of another kind stays on the page behind the code.
    private async Task<string?> Picture(Site.PagePicture? picture, CancellationToken cancel)
    {
        if (picture is not { Mime: "image/jpeg" or "image/png", Height: > 0 })
            return null;
        await using var bytes = blobs.Open(new BlobName(picture.Name));
        if (bytes is null || bytes.Length > MostPicture)
            return null;
        using var kept = new MemoryStream();
        await bytes.CopyToAsync(kept, cancel);
        return $"data:{picture.Mime};base64,{Convert.ToBase64String(kept.GetBuffer(), 0, (int)kept.Length)}";
    }
}
