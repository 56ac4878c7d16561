using System.Globalization;
using Microsoft.Extensions.Localization;
using Pendopo.Platform;
using Pendopo.Platform.Data;
using Pendopo.Platform.Files;
using Pendopo.Platform.Localization;
using Pendopo.Publishing.Contracts;

namespace Pendopo.Publishing.Library;

/// <summary>Keeps a picture in the library, or the pages of a PDF: those become pictures in a folder of its name, which a post takes all at once.</summary>
internal sealed class KeepLeaflet(KeepLibraryItem keep, PdfChild pdf, IStringLocalizer<LibraryText> words)
{
    /// <returns>What is kept; of a PDF its pages.</returns>
    public async Task<Result<List<LibraryItem>>> Run(KeepLibraryItem.Request request, CancellationToken cancel)
    {
        if (request.Picture is not { } file || request.Words.Kind is not (LibraryKind.Picture or LibraryKind.Logo) || !await PdfChild.IsPdf(file, cancel))
            return await keep.All([request], cancel);
        if (request.Id is not null)
            return words.Problem("PdfForPicture", "Picture");
        if (!pdf.IsInstalled)
            return words.Problem("PdfNotInstalled", "Picture");
        if (file.Length > TakeFile.MaxBytes)
            return words.Problem("PdfTooLarge", "Picture", TakeFile.MaxBytes >> 20);
        if (await pdf.Pages(file, PostWords.MostPictures + 1, cancel) is not { } pages)
            return words.Problem("PdfUnreadable", "Picture");
        if (pages.Count > PostWords.MostPictures)
            return words.Problem("PdfTooManyPages", "Picture", PostWords.MostPictures);
        // All pages or none, each with the persons that were named.
        return await keep.All([.. pages.Select((page, at) => request with { Words = Of(request.Words, pages, at), Picture = new MemoryStream(page.Picture) })], cancel);
    }

    // What is missing stays missing, so that it is asked for as with any picture.
    private static LibraryWords Of(LibraryWords said, IReadOnlyList<PdfPage> pages, int at)
    {
        var (name, text) = (said.Name.Trim(), said.Text.Trim());
        var about = string.Create(CultureInfo.InvariantCulture, $"{text} ({at + 1}/{pages.Count})");
        return said with
        {
            Name = name.Length == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{name} {at + 1:00}"),
            Text = text.Length == 0 ? "" : KeptText.Of(pages[at].Words.Length > 0 ? $"{about}: {pages[at].Words}" : about, StoredFile.MaxAltText),
            Folder = name.Length == 0 ? said.Folder : $"{said.Folder}/{name.Replace('/', '-')}",
        };
    }
}
