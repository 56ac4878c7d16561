using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Platform.Data;
using Pendopo.Platform.Files;
using Pendopo.Platform.Ui;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Declared;
using Pendopo.Publishing.Posts;
using Pendopo.Tests.Harness;
using Pendopo.Tests.Platform.Files;

namespace Pendopo.Tests.Publishing;

/// <summary>A PDF that somebody brings: its pages become pictures, by the real pdftoppm, and go the way of all pictures.</summary>
[Collection("publishing on sqlite")]
public sealed class PdfPagesTests(SqliteApp app) : PublishingTests(app)
{
    [Fact]
    public async Task Each_page_becomes_a_picture_with_its_words_as_description_and_stands_as_a_page_of_a_document()
    {
        var post = await Stage.Draft();
        var added = await Add(post.Id, Pdf(pages: 2), "Leaflet diare");
        added.Problems.ShouldBeEmpty();
        var pictures = added.Value.Words.Pictures;
        pictures.Count.ShouldBe(2);
        pictures[0].Alt.ShouldStartWith("Leaflet diare (1/2): ");
        pictures[0].Alt.ShouldContain("Larutkan oralit");
        await using var scope = await App.Scope();
        var files = await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<StoredFile>().AcrossCentres().AsNoTracking().ToListAsync();
        files.ShouldAllBe(file => file.Mime == "image/jpeg" && Math.Max(file.Width, file.Height) == 1600 && file.Reading != PictureReading.NotAsked && file.Shows == Shown.Nobody);
        // What LinkedIn gets: the same pages, and nothing that was not to be seen on them.
        var blobs = scope.ServiceProvider.GetRequiredService<IBlobStore>();
        var pages = new List<PicturePage>();
        foreach (var picture in pictures)
        {
            await using var content = blobs.Open(new BlobName(files.Single(file => file.Id == picture.File).Name))!;
            using var bytes = new MemoryStream();
            await content.CopyToAsync(bytes);
            pages.Add(new(bytes.ToArray(), picture.Alt));
        }
        var document = PicturePdf.Of("Diare", "id", pages).ShouldNotBeNull();
        Encoding.Latin1.GetString(document).ShouldContain("/Count 2");
    }

    [Fact]
    public async Task What_cannot_be_opened_or_finds_no_place_is_told_and_nothing_of_it_stays()
    {
        var post = await Stage.Draft();
        (await Add(post.Id, Encoding.ASCII.GetBytes("%PDF-1.7\nbroken"), "")).Problems.ShouldHaveSingleItem().Code.ShouldBe("PdfUnreadable");
        for (var number = 0; number < PostWords.MostPictures - 1; number++)
            (await Add(post.Id, PictureSamples.Jpeg, "Gambar")).Problems.ShouldBeEmpty();
        var refused = (await Add(post.Id, Pdf(pages: 2), "")).Problems.ShouldHaveSingleItem();
        (refused.Code, refused.Field).ShouldBe(("PdfTooManyPages", "Picture"));
        refused.Text.ShouldContain("1 more");
        await using var scope = await App.Scope();
        (await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<StoredFile>().AcrossCentres().CountAsync()).ShouldBe(PostWords.MostPictures - 1);
        (await Add(post.Id, Pdf(pages: 1), "")).Value.Words.Pictures[^1].Alt.ShouldContain("Larutkan oralit");
    }

    [Fact]
    public async Task A_program_brings_one_by_the_same_door()
    {
        var post = await Stage.Draft();
        using var officer = await App.Client("officer");
        using var form = new MultipartFormDataContent { { new ByteArrayContent(Pdf(pages: 1)), "picture", "leaflet.pdf" }, { new StringContent("Leaflet"), "alt" }, { new StringContent("Nobody"), "shows" } };
        var answer = await officer.PostAsync($"/api/v1/posts/{post.Id}/pictures", form);
        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("Leaflet (1/1)");
    }

    private Task<Pendopo.Platform.Result<Post>> Add(Id<Post> id, byte[] file, string alt) =>
        Stage.As("officer", scope => scope.GetRequiredService<PostPictures>().Add(id, new MemoryStream(file), alt, Declaration.Nobody, default));

    /// <summary>Sheets of plain words, made by the house's own writer.</summary>
    internal static byte[] Pdf(int pages, string title = "Diare")
    {
        var sheets = new PlainPdf(title, "id").Head("Diare di rumah");
        // Some fifty lines fill a sheet.
        for (var line = 0; line < (pages == 1 ? 3 : 70); line++)
            sheets.Text("Larutkan oralit dalam segelas air matang.");
        return sheets.Bytes();
    }
}
