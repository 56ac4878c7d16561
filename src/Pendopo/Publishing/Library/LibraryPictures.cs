using Microsoft.AspNetCore.Mvc;
using Pendopo.Platform.Access;
using Pendopo.Platform.Files;
using Pendopo.Platform.Web;
using Pendopo.Publishing.Declared;

namespace Pendopo.Publishing.Library;

/// <summary>Pictures and logos of the library for programs, with the same handler as the desk's page.</summary>
internal static class LibraryPictures
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/api/v1/library/pictures/", Added)
        // As with the pictures of a post: no page's token, and no other site's form.
        .DisableAntiforgery().AddEndpointFilter(OtherSites.Refuse).WithMetadata(new RequestSizeLimitAttribute(TakeFile.MaxRequest)).WithTags("Library").Needs("publishing.write")
        .Produces<LibraryBody>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status422UnprocessableEntity)
        .WithSummary("Puts a picture or a logo into the library: JPEG, PNG or WebP, or the pages of a PDF as pictures in a folder of its name, at most 10 MB, with its description, whose it is, and whom it shows.");

    private static async Task<IResult> Added([FromForm] PictureForm form, KeepLeaflet keep, DeclarePicture declare, CancellationToken cancel)
    {
        var said = DeclaredApi.Read(form.Shows, form.Consents);
        if (await declare.Refuses(said, cancel) is { } undeclared)
            return DeclaredApi.Refused(undeclared);
        await using var content = form.Picture is { Length: > 0 } picture ? picture.OpenReadStream() : null;
        var words = new LibraryWords(form.Logo == true ? LibraryKind.Logo : LibraryKind.Picture, form.Name ?? "", form.Alt ?? "", form.Folder ?? "", form.Tags ?? "", form.Language ?? "", form.Rights ?? "", form.Until);
        return (await keep.Run(new(null, words, null, content, said, form.Picture?.FileName), cancel)).ToResult(kept => TypedResults.Created($"/api/v1/library/{kept[0].Id}", LibraryBody.Of(kept[0], 0)));
    }

    /// <summary>The fields of the form.</summary>
    internal sealed class PictureForm
    {
        /// <summary>What it is, its bytes say.</summary>
        public IFormFile? Picture { get; set; }

        public string? Name { get; set; }

        /// <summary>What it shows, for those who do not see it; required.</summary>
        public string? Alt { get; set; }

        /// <summary>Whose it is and how it may be used; required.</summary>
        public string? Rights { get; set; }

        /// <summary>`Nobody`, `Crowd` or `Persons`; required, without a default.</summary>
        public string? Shows { get; set; }

        /// <summary>With `Persons`: the ids of their consents, separated by commas or spaces.</summary>
        public string? Consents { get; set; }

        /// <summary>A sign of the centre or a partner, and not a picture.</summary>
        public bool? Logo { get; set; }

        public string? Folder { get; set; }

        public string? Tags { get; set; }

        public string? Language { get; set; }

        /// <summary>The last day on which it may be used.</summary>
        public DateOnly? Until { get; set; }
    }
}
