using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AngleSharp.Html.Parser;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Platform;
using Pendopo.Platform.Data;
using Pendopo.Platform.Files;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Declared;
using Pendopo.Publishing.Library;
using Pendopo.Publishing.Reviews;
using Pendopo.Tests.Harness;
using Pendopo.Tests.Platform.Files;

namespace Pendopo.Tests.Publishing.Library;

public sealed class PlaceholdersTests
{
    [Fact]
    public void Each_variable_is_named_once_in_the_order_of_its_first_place() =>
        Placeholders.Names("Datang {{Jam}} ke {{puskesmas}}, {{ jam }}. {bukan} {{}} {{a{b}}").ShouldBe(["jam", "puskesmas"]);

    [Fact]
    public void What_is_known_is_filled_and_what_nobody_knows_stays() =>
        Placeholders.Fill("{{jam}} di {{tempat}}", new Dictionary<string, string> { ["jam"] = "09.00 {{tempat}}" }).ShouldBe("09.00 {{tempat}} di {{tempat}}");

    [Fact]
    public void A_long_row_of_braces_is_read_in_a_moment()
    {
        var hostile = string.Concat(Enumerable.Repeat("{{ ", 20_000));
        Placeholders.Names(hostile).ShouldBeEmpty();
        Placeholders.Fill(hostile, new Dictionary<string, string>()).ShouldBe(hostile);
    }
}

public abstract class LibraryWalkTests(TestApp app) : PublishingTests(app)
{
    private static readonly LibraryWords Invitation = new(LibraryKind.Template, "Undangan posyandu", "Posyandu {{tempat}} buka pukul {{jam}}. Tanya: {{telepon}}, {{puskesmas}}.", "Undangan/Posyandu", "Ibu, balita; ibu", "id", "", null);

    [Fact]
    public async Task A_template_goes_into_a_draft_with_its_variables_filled_and_is_known_to_be_used()
    {
        var item = await Keep(Invitation);
        item.Words.Tags.ShouldBe("ibu balita");
        var post = await Stage.Draft();
        using var officer = await App.Client("officer");
        var page = $"/desk/posts/{post.Id}/library";
        (await officer.GetStringAsync($"/desk/posts/{post.Id}")).ShouldContain(page);
        (await officer.GetStringAsync(page + "?q=UNDANGAN&folder=Undangan&tag=balita")).ShouldContain($"?item={item.Id}");
        var form = await officer.GetStringAsync($"{page}?item={item.Id}");
        new HtmlParser().ParseDocument(form).QuerySelectorAll("label").Select(label => label.TextContent.Trim()).ShouldBe(["tempat", "jam"], ignoreOrder: true);
        var refused = await officer.Send(form, "insert", new() { ["Form.Value0"] = "Melati 3", ["Form.Value1"] = "" }, $"{page}?item={item.Id}");
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await refused.Content.ReadAsStringAsync()).ShouldContain("Melati 3");
        (await officer.Send(form, "insert", new() { ["Form.Value0"] = "Melati 3", ["Form.Value1"] = "09.00" }, $"{page}?item={item.Id}")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var text = (await Stage.Post(post.Id)).Text;
        text.ShouldStartWith(post.Text);
        text.ShouldContain("Posyandu Melati 3 buka pukul 09.00.");
        text.ShouldNotContain("{{");
        (await officer.GetStringAsync($"/desk/library/{item.Id}")).ShouldContain($"/desk/posts/{post.Id}");
    }

    [Fact]
    public async Task A_text_with_a_variable_left_open_is_not_handed_in()
    {
        var post = await Stage.Draft(PublishingStage.Words() with { Text = "Datang pukul {{jam}}." });
        (await Stage.As("officer", scope => scope.GetRequiredService<SubmitPost>().Run(post.Id, "", default))).Problems.Single().Code.ShouldBe("VariableLeft");
    }

    [Fact]
    public async Task A_leaflet_is_kept_page_by_page_in_a_folder_of_its_name_and_a_post_takes_all_of_it()
    {
        using var officer = await App.Client("officer");
        using var form = new MultipartFormDataContent
        {
            { new ByteArrayContent(PdfPagesTests.Pdf(pages: 2)), "Picture", "leaflet.pdf" }, { new StringContent("Diare"), "Name" }, { new StringContent("Leaflet diare"), "Alt" }, { new StringContent("Dinas Kesehatan"), "Rights" },
            { new StringContent("Nobody"), "Shows" }, { new StringContent("Leaflet"), "Folder" },
        };
        var answer = await officer.PostAsync("/api/v1/library/pictures/", form);
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        var items = await Stage.As("officer", scope => scope.GetRequiredService<PendopoDb>().Set<LibraryItem>().AsNoTracking().OrderBy(item => item.Name).ToListAsync());
        items.Select(item => (item.Name, item.Folder, item.Rights)).ShouldBe([("Diare 01", "Leaflet/Diare", "Dinas Kesehatan"), ("Diare 02", "Leaflet/Diare", "Dinas Kesehatan")]);
        items[0].Text.ShouldStartWith("Leaflet diare (1/2): Diare di rumah");

        var post = await Stage.Draft();
        var page = $"/desk/posts/{post.Id}/library?folder=Leaflet%2FDiare";
        var shown = await officer.GetStringAsync(page);
        shown.ShouldContain("Ambil semua 2 gambar di map ini");
        (await officer.Send(shown, "folder", new(), page)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await Stage.Post(post.Id)).Words.Pictures.Select(picture => picture.Alt).ShouldBe(items.Select(item => item.Text));
        (await officer.PostAsJsonAsync($"/api/v1/posts/{post.Id}/insertions", new { folder = "Leaflet/Diare" })).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await officer.PostAsJsonAsync($"/api/v1/posts/{post.Id}/insertions", new { folder = "Kosong" })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await Stage.Post(post.Id)).Words.Pictures.Count.ShouldBe(4);
    }

    [Fact]
    public async Task Of_the_pages_of_a_leaflet_all_are_kept_and_taken_or_none()
    {
        var words = new LibraryWords(LibraryKind.Picture, "Diare", "Leaflet diare", "Leaflet", "", "id", "Dinas Kesehatan", null);
        KeepLibraryItem.Request Page(int number, byte[] bytes, DateOnly? until = null) => new(null, words with { Name = $"Diare {number:00}", Until = until }, null, new MemoryStream(bytes), Declaration.Nobody);
        async Task<(int, int)> There() => await Stage.As("officer", async scope => (await scope.GetRequiredService<PendopoDb>().Set<LibraryItem>().CountAsync(), await scope.GetRequiredService<PendopoDb>().Set<StoredFile>().CountAsync()));
        (await Stage.As("officer", scope => scope.GetRequiredService<KeepLibraryItem>().All([Page(1, PictureSamples.Jpeg), Page(2, [1, 2, 3])], default))).Problems.ShouldHaveSingleItem().Field.ShouldBe("Picture");
        (await There()).ShouldBe((0, 0));
        (await Stage.As("officer", scope => scope.GetRequiredService<KeepLibraryItem>().All([Page(1, PictureSamples.Jpeg), Page(2, PictureSamples.Jpeg, new(2026, 3, 1))], default))).Ok.ShouldBeTrue();
        (await There()).ShouldBe((2, 2));
        var post = await Stage.Draft();
        App.Clock.Advance(TimeSpan.FromDays(60));
        (await Stage.As("officer", scope => scope.GetRequiredService<InsertFolder>().Run(post.Id, "Leaflet", default))).Problems.Single().Code.ShouldBe("MayNoLongerBeUsed");
        (await Stage.Post(post.Id)).Words.Pictures.ShouldBeEmpty();
        (await There()).ShouldBe((2, 2), "no copy of the first page is left behind");
    }

    [Fact]
    public async Task A_picture_comes_with_its_rights_and_a_post_takes_a_copy_of_its_own()
    {
        var words = new LibraryWords(LibraryKind.Logo, "Logo", "Bunga melati putih", "", "", "id", "", null);
        (await TryKeep(words)).Problems.Select(problem => problem.Code).ShouldBe(["PictureRequired", "RightsRequired"], ignoreOrder: true);
        using var bytes = new MemoryStream(PictureSamples.Jpeg);
        var item = (await TryKeep(words with { Rights = "Milik puskesmas" }, bytes)).Value;
        var (first, second) = (await Stage.Draft(), await Stage.Draft());
        foreach (var post in new[] { first, second })
            (await Insert(post, item)).Ok.ShouldBeTrue();
        var (a, b) = ((await Stage.Post(first.Id)).Words.Pictures.Single(), (await Stage.Post(second.Id)).Words.Pictures.Single());
        a.Alt.ShouldBe("Bunga melati putih");
        new[] { a.File, b.File, item.FileId!.Value }.Distinct().Count().ShouldBe(3);
        (await Stage.As("officer", scope => scope.GetRequiredService<KeepLibraryItem>().Remove(item.Id, scope.GetRequiredService<RemoveFile>(), scope.GetRequiredService<Pendopo.Platform.Files.Videos.RemoveVideo>(), default))).Ok.ShouldBeTrue();
        await App.RunJobs();
        using var officer = await App.Client("officer");
        (await officer.GetStringAsync($"/desk/posts/{first.Id}")).ShouldContain("Bunga melati putih");
    }

    [Fact]
    public async Task What_is_past_its_last_day_is_shown_and_not_taken()
    {
        var item = await Keep(Invitation with { Kind = LibraryKind.Answer, Text = "Ya.", Until = new(2026, 3, 1) });
        var post = await Stage.Draft();
        App.Clock.Advance(TimeSpan.FromDays(60));
        (await Insert(post, item)).Problems.Single().Code.ShouldBe("MayNoLongerBeUsed");
        using var officer = await App.Client("officer");
        (await officer.GetStringAsync("/desk/library")).ShouldContain("Tidak boleh dipakai lagi");
    }

    [Fact]
    public async Task An_officer_adds_changes_and_removes_by_the_page_and_what_was_typed_is_kept()
    {
        using var officer = await App.Client("officer");
        var form = await officer.GetStringAsync("/desk/library/new?kind=hashtags");
        var typed = new Dictionary<string, string> { ["Form.Kind"] = "Hashtags", ["Form.Name"] = "", ["Form.Text"] = "#CegahDBD", ["Form.Language"] = "id", ["Form.Act"] = "save" };
        var refused = await officer.Send(form, "item", typed, "/desk/library/new");
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await refused.Content.ReadAsStringAsync()).ShouldContain("#CegahDBD");
        var made = await officer.Send(form, "item", new(typed) { ["Form.Name"] = "DBD" }, "/desk/library/new");
        made.StatusCode.ShouldBe(HttpStatusCode.Redirect, await made.Content.ReadAsStringAsync());
        var page = made.Headers.Location!.ToString().Split('?')[0];
        (await officer.GetStringAsync(page)).ShouldContain("#CegahDBD");
        (await officer.Send(await officer.GetStringAsync(page), "item", new(typed) { ["Form.Act"] = "remove" }, page)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await officer.GetAsync(page)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Whoever_only_reads_sees_the_library_and_another_centre_sees_nothing_of_it()
    {
        var item = await Keep(Invitation);
        using var kader = await App.Client("kader");
        (await kader.GetStringAsync($"/desk/library/{item.Id}")).ShouldContain("Undangan posyandu");
        (await kader.GetAsync("/desk/library/new")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await Stage.As("kader", scope => scope.GetRequiredService<KeepLibraryItem>().Run(new(item.Id, item.Words, item.Version), default))).Problems.Single().Code.ShouldBe("MayNotKeep");
        await using var scope = await App.ScopeOf("officer@kenanga", "kenanga");
        (await scope.ServiceProvider.GetRequiredService<LibraryReader>().Read(item.Id, default)).ShouldBeNull();
        (await scope.ServiceProvider.GetRequiredService<LibraryReader>().List(new(), null, default)).Lines.ShouldBeEmpty();
    }

    [Fact]
    public async Task Two_who_change_one_thing_do_not_overwrite_each_other()
    {
        var item = await Keep(Invitation);
        (await Stage.As("officer", scope => scope.GetRequiredService<KeepLibraryItem>().Run(new(item.Id, item.Words with { Name = "Satu" }, item.Version), default))).Ok.ShouldBeTrue();
        (await Stage.As("head", scope => scope.GetRequiredService<KeepLibraryItem>().Run(new(item.Id, item.Words with { Name = "Dua" }, item.Version), default))).Problems[0].Code.ShouldBe("SomebodyElseChanged");
    }

    [Fact]
    public async Task Programs_fill_the_library_and_take_from_it()
    {
        using var officer = await App.Client("officer");
        var made = await officer.PostAsJsonAsync("/api/v1/library/", new { kind = "Template", name = "Jam", text = "Buka {{Jam}}.", tags = "jam layanan" });
        made.StatusCode.ShouldBe(HttpStatusCode.Created, await made.Content.ReadAsStringAsync());
        var id = (await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString();
        var list = await officer.GetFromJsonAsync<JsonElement>("/api/v1/library/?kind=Template&q=buka");
        list.GetProperty("items")[0].GetProperty("id").GetString().ShouldBe(id);
        var post = await Stage.Draft();
        var taken = await officer.PostAsJsonAsync($"/api/v1/posts/{post.Id}/insertions", new { item = id, values = new { Jam = "08.00" } });
        taken.StatusCode.ShouldBe(HttpStatusCode.OK, await taken.Content.ReadAsStringAsync());
        (await Stage.Post(post.Id)).Text.ShouldEndWith("Buka 08.00.");
        (await officer.DeleteAsync($"/api/v1/library/{id}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    private async Task<LibraryItem> Keep(LibraryWords words) => (await TryKeep(words)).Value;

    private Task<Result<LibraryItem>> TryKeep(LibraryWords words, Stream? picture = null) =>
        Stage.As("officer", scope => scope.GetRequiredService<KeepLibraryItem>().Run(new(null, words, null, picture, Pendopo.Publishing.Declared.Declaration.Nobody), default));

    private Task<Result<Post>> Insert(Post post, LibraryItem item) =>
        Stage.As("officer", scope => scope.GetRequiredService<InsertItem>().Run(new(post.Id, item.Id, new Dictionary<string, string>()), default));
}

[Collection("publishing on sqlite")]
public sealed class LibraryWalkOnSqlite(SqliteApp app) : LibraryWalkTests(app);

[Collection("publishing on postgres")]
public sealed class LibraryWalkOnPostgres(PostgresApp app) : LibraryWalkTests(app);
