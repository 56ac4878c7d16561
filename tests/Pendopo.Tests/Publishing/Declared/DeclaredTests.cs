using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Data;
using Pendopo.Platform.Files;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Declared;
using Pendopo.Publishing.Infographics;
using Pendopo.Publishing.Library;
using Pendopo.Publishing.Posts;
using Pendopo.Publishing.Publications;
using Pendopo.Publishing.Reviews;
using Pendopo.Publishing.Versions;
using Pendopo.Safety.Consents;
using Pendopo.Safety.Contracts;
using Pendopo.Tests.Harness;
using Pendopo.Tests.Platform.Files;
using Pendopo.Tests.Safety.Consents;

namespace Pendopo.Tests.Publishing.Declared;

/// <summary>Whom a picture shows is said when it is brought, and every place that holds a person's face or words hears of their no.</summary>
public abstract class DeclaredTests(TestApp app) : PublishingTests(app)
{
    private ConsentStage Consents => new(App, Stage);

    [Fact]
    public async Task A_picture_of_a_person_goes_only_where_their_own_consent_reaches_and_is_closed_when_it_ends()
    {
        var (story, _, _) = await Consents.Given();
        var (photo, path, sheet) = await Given(ConsentPurpose.Photograph, ScriptedNetwork.Name);
        var (printed, _, _) = await Given(ConsentPurpose.Photograph, "print");
        var post = await Stage.Draft();
        var file = await Brought(post.Id);
        (await Submission(post.Id)).ShouldBe(["PictureNeedsConsent"]);
        (await Declare(file, story.Id)).ShouldBe(["ConsentNotForMedium"], "a consent to a story lends no face");
        (await Declare(file, printed.Id)).ShouldBeEmpty();
        await Stage.Approve((await Stage.Submit(post.Id)).Id);
        (await Scheduling(post.Id)).ShouldBe(["ConsentNotForChannel"]);
        (await Declare(file, photo.Id)).ShouldBeEmpty();
        (await Naming(post.Id)).ShouldBe([photo.Id, printed.Id], ignoreOrder: true);
        using (var officer = await App.Client("officer"))
            (await officer.PutAsJsonAsync($"/api/v1/posts/{post.Id}/consents", new { consents = Array.Empty<Guid>() })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await Naming(post.Id)).ShouldBe([photo.Id], "whom a picture shows stays named");
        await Stage.Schedule(post.Id, null, ScriptedNetwork.Name);
        await Rounds(2);
        Network.Posts.ShouldHaveSingleItem().Images.ShouldHaveSingleItem();
        using var reader = App.Anonymous();
        var address = (await File(file)).Address();
        (await reader.GetAsync(address)).StatusCode.ShouldBe(HttpStatusCode.OK);

        (await Consents.Withdraw(path, photo.Id)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await reader.GetAsync(address)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await Rounds(2);
        Network.Recalls.Count.ShouldBe(1);
        (await Lines(photo.Id)).ShouldBe([("picture", RecallState.CalledOff), ("post", RecallState.Gone), ("post", RecallState.Gone)], ignoreOrder: true);
        using var auditor = await App.Client("auditor");
        ConsentStage.TextOf(await auditor.GetStringAsync($"/desk/consents/{sheet.Id}/proof")).ShouldContain("Gambar: Bu Sari tersenyum");
    }

    [Fact]
    public async Task What_was_brought_before_anybody_asked_goes_nowhere_until_somebody_says_whom_it_shows()
    {
        var post = await Stage.Draft();
        var file = await Brought(post.Id, Declaration.Nobody);
        await Stage.Approve((await Stage.Submit(post.Id)).Id);
        await using (var scope = await App.Scope())
            await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<StoredFile>().AcrossCentres().ExecuteUpdateAsync(set => set.SetProperty(row => row.Shows, (Shown?)null));
        (await Scheduling(post.Id)).ShouldBe(["PictureUndeclared"]);
        using var officer = await App.Client("officer");
        (await officer.GetStringAsync($"/desk/posts/{post.Id}")).ShouldContain($"/desk/shown/picture/{file}");
        (await officer.GetFromJsonAsync<JsonElement>($"/api/v1/posts/{post.Id}/declarations"))[0].GetProperty("shows").ValueKind.ShouldBe(JsonValueKind.Null);
        (await officer.PutAsJsonAsync($"/api/v1/files/{file}/declaration", new { })).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await officer.PutAsJsonAsync($"/api/v1/files/{file}/declaration", new { shows = "Crowd" })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await Scheduling(post.Id)).ShouldBeEmpty();
        using var kenanga = await App.Client("officer@kenanga");
        (await kenanga.PutAsJsonAsync($"/api/v1/files/{file}/declaration", new { shows = "Nobody" })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task By_the_pages_without_script_nothing_is_chosen_beforehand_and_persons_are_found_by_name_or_code()
    {
        var (photo, _, sheet) = await Given(ConsentPurpose.Photograph, ScriptedNetwork.Name);
        var post = await Stage.Draft();
        using var officer = await App.Client("officer");
        var page = await officer.GetStringAsync($"/desk/posts/{post.Id}");
        Radios(page, "Form.Shows").ShouldBe([("Nobody", false), ("Crowd", false), ("Persons", false)]);
        Radios(await officer.GetStringAsync($"/desk/posts/{post.Id}/video"), "Form.UploadShows").ShouldAllBe(radio => !radio.Checked);
        (await Upload(officer, page, $"/desk/posts/{post.Id}", null)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await Stage.Post(post.Id)).Words.Pictures.ShouldBeEmpty();
        var sent = await Upload(officer, page, $"/desk/posts/{post.Id}", "Persons");
        sent.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var who = new Uri(new("http://localhost"), sent.Headers.Location!).PathAndQuery;
        who.ShouldStartWith($"/desk/shown/picture/{(await Stage.Post(post.Id)).Words.Pictures.Single().File}");
        (await officer.GetStringAsync(who.Split('?')[0] + "?find=tidak+ada")).ShouldNotContain(sheet.Code);
        (await officer.GetStringAsync(who.Split('?')[0] + "?find=sari")).ShouldContain(sheet.Code);
        var form = await officer.GetStringAsync($"{who.Split('?')[0]}?find={sheet.Code.ToLowerInvariant()}");
        (await officer.Send(form, "shown", new() { ["Form.Shows"] = "Persons" }, who.Split('?')[0])).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await officer.Send(form, "shown", new() { ["Form.Shows"] = "Persons", ["Form.Consents"] = photo.Id.ToString() }, who.Split('?')[0])).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await Naming(post.Id)).ShouldBe([photo.Id]);
        (await officer.GetStringAsync($"/desk/posts/{post.Id}")).ShouldContain(sheet.Code);
    }

    [Fact]
    public async Task Library_infographic_version_and_quote_register_their_use_and_one_no_marks_them_all()
    {
        var (said, path, sheet) = await Given(ConsentPurpose.Testimonial, ScriptedNetwork.Name);
        var answer = await Kept(new(LibraryKind.Answer, "Takut disuntik?", "Bu Sari: “Hanya sebentar, anak saya sehat.”", "", "", "id", "", null));
        var sheetId = (await Stage.As("officer", scope => scope.GetRequiredService<KeepInfographic>().Run(null, new(InfographicTemplate.Quote, new("Hanya sebentar", "Bu Sari", "", ""), InfographicWords.None, ""), null, default))).Value.Id;
        using var officer = await App.Client("officer");
        var named = new { consents = new[] { said.Id.Value } };
        (await officer.PutAsJsonAsync($"/api/v1/library/{answer.Id}/consents", named)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await officer.PutAsJsonAsync($"/api/v1/infographics/{sheetId}/consents", named)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        var post = await Stage.Draft();
        (await Insert(post.Id, answer)).ShouldBeEmpty();
        (await Naming(post.Id)).ShouldBe([said.Id]);
        var version = (await Stage.As("officer", scope => scope.GetRequiredService<BeginVersion>().Run(new(post.Id, "en", false), default))).Value;
        (await Naming(version.Id)).ShouldBe([said.Id]);
        (await Answers()).ShouldBe(["Takut disuntik?"]);

        (await Consents.Withdraw(path, said.Id)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await Answers()).ShouldBeEmpty("before any job ran");
        (await Insert((await Stage.Draft()).Id, answer)).ShouldBe(["TakenBack"]);
        (await officer.GetAsync($"/desk/infographics/{sheetId}/id.svg")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        foreach (var marked in new[] { $"/desk/library/{answer.Id}", $"/desk/infographics/{sheetId}" })
            ConsentStage.TextOf(await officer.GetStringAsync(marked)).ShouldContain("Jangan pakai ini", customMessage: marked);
        (await officer.GetStringAsync("/desk/library")).ShouldContain("Dicabut");
        await Rounds(1);
        (await Lines(said.Id)).ShouldBe([("library", RecallState.CalledOff), ("infographic", RecallState.CalledOff), ("post", RecallState.CalledOff), ("post", RecallState.CalledOff)], ignoreOrder: true);
        using var sari = App.Anonymous();
        ConsentStage.TextOf(await sari.GetStringAsync(path)).ShouldContain("4 salinan");
        var proof = ConsentStage.TextOf(await officer.GetStringAsync($"/desk/consents/{sheet.Id}/proof"));
        proof.ShouldContain("Perpustakaan: Takut disuntik?");
        proof.ShouldContain("Infografik: Hanya sebentar");
    }

    [Fact]
    public async Task A_picture_of_the_library_carries_its_persons_into_every_post_and_the_daily_look_takes_back_what_they_never_agreed_to()
    {
        var (photo, _, _) = await Given(ConsentPurpose.Photograph, ScriptedNetwork.Name);
        var words = new LibraryWords(LibraryKind.Picture, "Bu Sari", "Bu Sari tersenyum", "", "", "id", "Milik puskesmas", null);
        using (var bytes = new MemoryStream(PictureSamples.Jpeg))
            (await Stage.As("officer", scope => scope.GetRequiredService<KeepLibraryItem>().Run(new(null, words, null, bytes), default))).Problems.Single().Code.ShouldBe("ShowsRequired");
        var item = await Kept(words, new(Shown.Persons, [photo.Id]));
        var post = await Stage.Draft();
        (await Insert(post.Id, item)).ShouldBeEmpty();
        (await Naming(post.Id)).ShouldBe([photo.Id]);
        (await File((await Stage.Post(post.Id)).Words.Pictures.Single().File)).Shows.ShouldBe(Shown.Persons);
        await Stage.Approve((await Stage.Submit(post.Id)).Id);
        await Stage.Schedule(post.Id, null, ScriptedNetwork.Name);
        await Rounds(2);
        // Somebody else is seen in it only afterwards, and said yes to paper alone.
        var (printed, _, _) = await Given(ConsentPurpose.Photograph, "print");
        (await Consents.Name(post.Id, photo.Id, printed.Id)).Ok.ShouldBeTrue();
        await using (var scope = await App.Scope())
            await ActivatorUtilities.CreateInstance<CheckShownJob>(scope.ServiceProvider).Run(new(), default);
        await Rounds(2);
        Network.Recalls.Count.ShouldBe(1);
        (await Stage.Publication(post.Id, ScriptedNetwork.Name)).State.ShouldBe(PublicationState.Recalled);
        (await Stage.Publication(post.Id, OwnChannels.Site)).State.ShouldBe(PublicationState.Sent);
    }

    [Fact]
    public async Task Who_is_seen_in_a_leaflet_is_named_once_beside_all_of_its_pages()
    {
        var (photo, _, _) = await Given(ConsentPurpose.Photograph, ScriptedNetwork.Name);
        var post = await Stage.Draft();
        var older = await Brought(post.Id);
        (await Stage.As("officer", scope => scope.GetRequiredService<PostPictures>().Add(post.Id, new MemoryStream(PdfPagesTests.Pdf(pages: 2)), "Leaflet", new(Shown.Persons, [], NamedNext: true), default))).Ok.ShouldBeTrue();
        var pages = (await Stage.Post(post.Id)).Words.Pictures.Select(picture => picture.File).Except([older]).ToList();
        pages.Count.ShouldBe(2);
        (await Submission(post.Id)).ShouldContain("PictureNeedsConsent");
        using var officer = await App.Client("officer");
        var where = ShownPage.AfterUpload(pages, isLeaflet: true);
        // The search goes on knowing which pages came in together; a photograph that was there before is none of them.
        (await officer.GetStringAsync(where)).ShouldContain($"<input type=\"hidden\" name=\"pages\" value=\"{string.Join(',', pages)}\"");
        var form = await officer.GetStringAsync($"{where}&find={Uri.EscapeDataString("Sari")}");
        form.ShouldContain("1 lainnya yang belum menyebut siapa pun");
        (await officer.Send(form, "shown", new() { ["Form.Shows"] = "Persons", ["Form.Consents"] = photo.Id.ToString(), ["Form.Others"] = "true" }, where)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        foreach (var page in pages)
            (await Stage.As("officer", scope => scope.GetRequiredService<ConsentUses>().Of("picture", page.Value, default))).ShouldHaveSingleItem().Consent.Id.ShouldBe(photo.Id);
        (await Stage.As("officer", scope => scope.GetRequiredService<ConsentUses>().Of("picture", older.Value, default))).ShouldBeEmpty();
        (await officer.GetStringAsync(where)).ShouldNotContain("belum menyebut siapa pun");
        (await officer.GetStringAsync($"/desk/shown/picture/{pages[0]}")).ShouldNotContain("belum menyebut siapa pun");
        (await Submission(post.Id)).ShouldContain("PictureNeedsConsent");
        (await Declare(older, photo.Id)).ShouldBeEmpty();
        (await Submission(post.Id)).ShouldNotContain("PictureNeedsConsent");
    }

    private Task<(Consent Consent, string Path, ConsentSheet Sheet)> Given(ConsentPurpose purpose, params string[] channels) => Consents.Given(channels, purpose);

    private async Task<Id<StoredFile>> Brought(Id<Post> post, Declaration? said = null)
    {
        var added = await Stage.As("officer", scope => scope.GetRequiredService<PostPictures>().Add(post, new MemoryStream(PictureSamples.Jpeg), "Bu Sari tersenyum", said ?? new(Shown.Persons, [], NamedNext: true), default));
        added.Problems.ShouldBeEmpty();
        return added.Value.Words.Pictures.Single().File;
    }

    private async Task<IEnumerable<string>> Declare(Id<StoredFile> file, params Id<Consent>[] consents) =>
        (await Stage.As("officer", scope => scope.GetRequiredService<DeclarePicture>().Run(file, new(Shown.Persons, consents), default))).Problems.Select(problem => problem.Code);

    private async Task<LibraryItem> Kept(LibraryWords words, Declaration? shows = null)
    {
        using var bytes = shows is null ? null : new MemoryStream(PictureSamples.Jpeg);
        var kept = await Stage.As("officer", scope => scope.GetRequiredService<KeepLibraryItem>().Run(new(null, words, null, bytes, shows), default));
        kept.Problems.ShouldBeEmpty();
        return kept.Value;
    }

    private async Task<IEnumerable<string>> Insert(Id<Post> post, LibraryItem item) =>
        (await Stage.As("officer", scope => scope.GetRequiredService<InsertItem>().Run(new(post, item.Id, new Dictionary<string, string>()), default))).Problems.Select(problem => problem.Code);

    private Task<IReadOnlyList<string>> Answers() => Stage.As("officer", async scope => (IReadOnlyList<string>)[.. (await scope.GetRequiredService<SavedAnswers>().All(default)).Select(answer => answer.Name)]);

    private async Task<IEnumerable<string>> Submission(Id<Post> id) =>
        (await Stage.As("officer", scope => scope.GetRequiredService<SubmitPost>().Run(id, "", default))).Problems.Select(problem => problem.Code);

    private Task<IReadOnlyList<string>> Scheduling(Id<Post> post) => Stage.As("officer", async scope =>
    {
        var channels = (await scope.GetRequiredService<Accounts>().All(default)).Where(channel => channel.Network == ScriptedNetwork.Name).Select(channel => channel.Id).ToList();
        return (IReadOnlyList<string>)[.. (await scope.GetRequiredService<SchedulePost>().Run(new(post, channels, null), default)).Problems.Select(problem => problem.Code)];
    });

    private Task<IReadOnlyList<Id<Consent>>> Naming(Id<Post> post) => Stage.As("officer", async scope =>
        (IReadOnlyList<Id<Consent>>)[.. (await scope.GetRequiredService<ConsentUses>().Of("post", post.Value, default)).Select(named => named.Consent.Id)]);

    private async Task<List<(string Kind, RecallState State)>> Lines(Id<Consent> consent)
    {
        await using var scope = await App.Scope();
        return [.. (await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<RecallLine>().AcrossCentres().AsNoTracking().Where(line => line.ConsentId == consent).ToListAsync()).Select(line => (line.Kind, line.State))];
    }

    private async Task<StoredFile> File(Id<StoredFile> id)
    {
        await using var scope = await App.Scope();
        return await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<StoredFile>().AcrossCentres().AsNoTracking().SingleAsync(file => file.Id == id);
    }

    private static IEnumerable<(string Value, bool Checked)> Radios(string page, string name) =>
        new AngleSharp.Html.Parser.HtmlParser().ParseDocument(page).QuerySelectorAll($"input[type=radio][name='{name}']").Select(radio => (radio.GetAttribute("value")!, radio.HasAttribute("checked")));

    private static async Task<HttpResponseMessage> Upload(HttpClient officer, string page, string address, string? shows)
    {
        var token = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(page).QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var form = new MultipartFormDataContent
        {
            { new StringContent("picture"), "_handler" }, { new StringContent(token), "__RequestVerificationToken" },
            { new StringContent("Bu Sari tersenyum"), "Form.PictureAlt" }, { new ByteArrayContent(PictureSamples.Jpeg), "Form.Picture", "sari.jpg" },
        };
        if (shows is not null)
            form.Add(new StringContent(shows), "Form.Shows");
        return await officer.PostAsync(address, form);
    }

    private async Task Rounds(int count)
    {
        for (var round = 0; round < count; round++)
        {
            App.Clock.Advance(TimeSpan.FromSeconds(15));
            await App.Tick();
            await App.RunJobs();
        }
    }
}

[Collection("publishing on sqlite")]
public sealed class DeclaredOnSqlite(SqliteApp app) : DeclaredTests(app);

[Collection("publishing on postgres")]
public sealed class DeclaredOnPostgres(PostgresApp app) : DeclaredTests(app);
