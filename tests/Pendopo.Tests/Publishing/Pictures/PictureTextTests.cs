using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Platform.Data;
using Pendopo.Platform.Files;
using Pendopo.Platform.Files.Reading;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Pictures;
using Pendopo.Publishing.Posts;
using Pendopo.Publishing.Publications;
using Pendopo.Publishing.Reviews;
using Pendopo.Publishing.Site;
using Pendopo.Safety.Guard;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Publishing.Pictures;

/// <summary>What stands in a picture, from the officer's phone to the guard, by the real tesseract, rsvg-convert and vips.</summary>
public abstract class PictureTextTests(TestApp app) : PublishingTests(app)
{
    private protected const string Nik = "3404015203900003";

    [Fact]
    public async Task What_stands_in_a_picture_is_let_out_by_a_named_person_with_a_reason_and_never_masked_by_machine()
    {
        var post = await WithPicture(PictureSamplesOf.Small);
        await Read(PictureReading.Read, $"NIK : {Nik}");
        await Stage.Submit(post.Id);
        (await Answer(post.Id)).Ok.ShouldBeTrue();
        await Out(post.Id);
        var held = await Held();
        held.Why.ShouldContain(why => why.Kind == "nik" && why.Part == "picture0");
        MaskContent.Maskable(held).ShouldBeEmpty();
        (await Stage.As("officer", scope => scope.GetRequiredService<ReleaseContent>().Handle(held.Id, "Kartu contoh, bukan orang sungguhan.", default))).Ok.ShouldBeFalse();
        using var lead = await App.Client("safety-lead");
        (await lead.GetStringAsync($"/desk/safety/{held.Id}")).ShouldContain(Nik);
        (await Stage.As("safety-lead", scope => scope.GetRequiredService<ReleaseContent>().Handle(held.Id, "Kartu contoh, bukan orang sungguhan.", default))).Ok.ShouldBeTrue();
        await App.RunJobs();
        await Rounds();
        (await Stage.Publication(post.Id, OwnChannels.Site)).State.ShouldBe(PublicationState.Sent);
    }

    [Fact]
    public async Task Without_a_reader_somebody_confirms_all_four_lines_first_and_their_name_is_kept()
    {
        var post = await WithPicture(await Slip());
        await using (var scope = await App.ScopeOf("officer"))
            await ActivatorUtilities.CreateInstance<ReadPictureJob>(scope.ServiceProvider, new TesseractChild(App.Clock, [])).Run(new((await Picture()).Id), default);
        (await Picture()).Reading.ShouldBe(PictureReading.NoReader);
        (await Submission(post.Id)).ShouldBe("PicturesUnseen");
        using var officer = await App.Client("officer");
        var page = $"/desk/posts/{post.Id}";
        var html = await officer.GetStringAsync(page);
        html.ShouldContain("value=\"Papers\"");
        (await officer.PutAsJsonAsync($"/api/v1/posts/{post.Id}/picture-check", new { lines = new[] { "faces", "papers", "place" } })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await Submission(post.Id)).ShouldBe("PicturesUnseen");
        (await officer.PutAsJsonAsync($"/api/v1/posts/{post.Id}/picture-check", new { lines = new[] { "faces", "papers", "background", "place" } })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await Submission(post.Id)).ShouldBe("");
        await using (var scope = await App.Scope())
        {
            var kept = await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<PictureCheck>().AcrossCentres().AsNoTracking().SingleAsync();
            (kept.PostId, kept.PersonId, kept.CheckedAt).ShouldBe((post.Id, (await App.PersonOf("officer")).Id, App.Clock.GetUtcNow()));
        }
        using var reviewer = await App.Client("reviewer");
        (await reviewer.GetStringAsync(page)).ShouldContain((await App.PersonOf("officer")).Name);
        (await Answer(post.Id)).Ok.ShouldBeTrue();
    }

    [Fact]
    public async Task A_reader_that_gives_up_leaves_it_to_the_reviewers_eyes_too()
    {
        var post = await WithPicture(PictureSamplesOf.Small);
        await Stage.Submit(post.Id);
        await Read(PictureReading.Failed, "");
        (await Answer(post.Id)).Problems.ShouldHaveSingleItem().Code.ShouldBe("PicturesUnseen");
        (await Stage.As("reviewer", scope => scope.GetRequiredService<LookAtPictures>().Run(post.Id, Enum.GetNames<PictureLine>(), default))).Ok.ShouldBeTrue();
        (await Answer(post.Id)).Ok.ShouldBeTrue();
    }

    [Fact]
    public async Task The_name_of_a_file_goes_through_the_finder_and_is_kept_nowhere()
    {
        var post = await WithPicture(PictureSamplesOf.Small, $"KTP_Bu_Sari_{Nik}.jpg");
        var picture = await Picture();
        (picture.NameKinds, picture.NeedsEyes).ShouldBe(("nik", true));
        (await Submission(post.Id)).ShouldBe("PicturesUnseen");
        using var officer = await App.Client("officer");
        (await officer.GetStringAsync($"/desk/posts/{post.Id}")).ShouldNotContain(Nik);
        JsonSerializer.Serialize(picture).ShouldNotContain("KTP");
    }

    [Fact]
    public async Task What_the_name_of_a_picture_told_stands_beside_every_copy_of_it_from_a_post_or_from_the_library()
    {
        var post = await WithPicture(PictureSamplesOf.Small, $"KTP_Bu_Sari_{Nik}.jpg");
        var version = (await Stage.As("officer", scope => scope.GetRequiredService<Pendopo.Publishing.Versions.BeginVersion>().Run(new(post.Id, "en", Easy: false), default))).Value;
        (await Kinds(version.Id)).ShouldBe("nik");
        using var bytes = new MemoryStream(PictureSamplesOf.Small);
        var item = (await Stage.As("officer", scope => scope.GetRequiredService<Pendopo.Publishing.Library.KeepLibraryItem>().Run(
            new(null, new(Pendopo.Publishing.Library.LibraryKind.Picture, "Karcis", "Contoh karcis", "", "", "id", "Milik puskesmas", null), null, bytes, Pendopo.Publishing.Declared.Declaration.Nobody, $"{Nik}.png"), default))).Value;
        var other = await Stage.Draft();
        (await Stage.As("officer", scope => scope.GetRequiredService<Pendopo.Publishing.Library.InsertItem>().Run(new(other.Id, item.Id, new Dictionary<string, string>()), default))).Problems.ShouldBeEmpty();
        (await Kinds(other.Id)).ShouldBe("nik");
        (await Submission(other.Id)).ShouldBe("PicturesUnseen");
    }

    private async Task<string> Kinds(Id<Post> id)
    {
        var picture = (await Stage.Post(id)).Words.Pictures.Single().File;
        await using var scope = await App.Scope();
        return await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<StoredFile>().AcrossCentres().Where(file => file.Id == picture).Select(file => file.NameKinds).SingleAsync();
    }

    [Fact]
    public async Task The_page_blurs_without_scripts_says_before_that_nothing_comes_back_and_asks_for_it()
    {
        var post = await WithPicture(await Slip());
        var before = await Picture();
        using var officer = await App.Client("officer");
        var page = $"/desk/posts/{post.Id}/blur";
        var html = await officer.GetStringAsync(page);
        html.ShouldContain("tidak dapat dibatalkan");
        html.ShouldContain(before.Address(1280));
        var typed = new Dictionary<string, string> { ["Form.Left0"] = "10", ["Form.Top0"] = "30,5", ["Form.Width0"] = "40", ["Form.Height0"] = "20" };
        (await officer.Send(html, "blur", typed, page)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        typed["Form.Sure"] = "true";
        (await officer.Send(html, "blur", new(typed) { ["Form.Width0"] = "banyak" }, page)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await Picture()).Name.ShouldBe(before.Name);
        (await officer.Send(html, "blur", typed, page)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await Picture()).Name.ShouldNotBe(before.Name);
    }

    [Fact]
    public async Task Every_copy_of_the_picture_is_replaced_on_pages_that_are_out_too_and_a_stranger_cannot()
    {
        var post = await WithPicture(PictureSamplesOf.Large);
        var other = await WithPicture(PictureSamplesOf.Large);
        await App.RunJobs("media");
        await Stage.Submit(post.Id);
        (await Answer(post.Id)).Ok.ShouldBeTrue();
        await Out(post.Id);
        var old = (await Stage.Post(post.Id)).Words.Pictures[0].File;
        var name = await NameOf(old);
        object box = new { boxes = new[] { new { left = 20, top = 20, width = 30, height = 30 } } };
        using var stranger = await App.Client("officer@kenanga");
        (await stranger.PostAsJsonAsync($"/api/v1/posts/{post.Id}/pictures/{old}/blurs", box)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var officer = await App.Client("officer");
        (await officer.PostAsJsonAsync($"/api/v1/posts/{post.Id}/pictures/{old}/blurs", box)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        var now = await NameOf(old);
        await using (var scope = await App.Scope())
        {
            var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
            (await db.Set<SitePage>().AcrossCentres().AsNoTracking().SingleAsync(page => page.Id == post.Id)).Pictures.ShouldContain(now);
            (await db.Set<StoredFile>().AcrossCentres().AsNoTracking().Select(file => file.Sha256).Distinct().ToListAsync()).ShouldHaveSingleItem();
        }
        (await Stage.Post(other.Id)).Revision.ShouldBeGreaterThan(other.Revision);
        using var visitor = App.Anonymous();
        (await visitor.GetAsync($"/files/{name}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await visitor.GetAsync($"/files/{now}")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private protected IBlobStore Blobs => App.Services.GetRequiredService<IBlobStore>();

    // A slip as it is photographed: the number stands in the middle third.
    private protected async Task<byte[]> Slip() => (await App.Services.GetRequiredService<RsvgChild>().Png(
        $"""<svg xmlns="http://www.w3.org/2000/svg" width="640" height="400"><rect width="640" height="400" fill="#e9f1f7"/><g font-family="sans-serif" font-size="28"><text x="40" y="80">Puskesmas Melati</text><text x="40" y="210">NIK : {Nik}</text><text x="40" y="340">Poli Anak</text></g></svg>""", 640, default))!;

    private protected async Task<Post> WithPicture(byte[] bytes, string? name = null)
    {
        var post = await Stage.Draft();
        (await Stage.As("officer", scope => scope.GetRequiredService<PostPictures>().Add(post.Id, new MemoryStream(bytes), "Contoh karcis", Pendopo.Publishing.Declared.Declaration.Nobody, default, name))).Problems.ShouldBeEmpty();
        return await Stage.Post(post.Id);
    }

    private async Task<string> Submission(Id<Post> id) =>
        (await Stage.As("officer", scope => scope.GetRequiredService<SubmitPost>().Run(id, "", default))) is { Ok: false } refused ? refused.Problems.Single().Code : "";

    private protected Task<Pendopo.Platform.Result<Post>> Answer(Id<Post> id) => Stage.As("reviewer", async scope =>
        await scope.GetRequiredService<AnswerReview>().Run(new(id, (await Stage.Post(id)).Revision, ReviewAnswer.Approve, ""), default));

    private protected async Task Out(Id<Post> id)
    {
        await Stage.Schedule(id, null, ScriptedNetwork.Name);
        await Rounds();
    }

    private protected async Task Rounds()
    {
        for (var round = 0; round < 3; round++)
        {
            App.Clock.Advance(TimeSpan.FromSeconds(15));
            await App.Tick();
            await App.RunJobs("publish");
        }
    }

    private async Task<HeldContent> Held()
    {
        await App.Services.GetRequiredService<HeldLedger>().WriteAll(default);
        await using var scope = await App.Scope();
        return await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<HeldContent>().AcrossCentres().AsNoTracking().SingleAsync(held => held.Exit == "publishing.page");
    }

    // As the reader left it.
    private async Task Read(PictureReading reading, string text)
    {
        await using var scope = await App.Scope();
        await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<StoredFile>().AcrossCentres()
            .ExecuteUpdateAsync(set => set.SetProperty(file => file.Reading, reading).SetProperty(file => file.ReadText, text));
    }

    private protected async Task<StoredFile> Picture()
    {
        await using var scope = await App.Scope();
        return await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<StoredFile>().AcrossCentres().AsNoTracking().SingleAsync();
    }

    private async Task<string> NameOf(Id<StoredFile> id)
    {
        await using var scope = await App.Scope();
        return await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<StoredFile>().AcrossCentres().AsNoTracking().Where(file => file.Id == id).Select(file => file.Name).SingleAsync();
    }

    private static class PictureSamplesOf
    {
        public static byte[] Small => Platform.Files.PictureSamples.Jpeg;

        public static byte[] Large { get; } = Platform.Files.PictureSamples.Noise(120, 90);
    }
}

[Collection("publishing on sqlite")]
public sealed class PictureTextOnSqlite(SqliteApp app) : PictureTextTests(app)
{
    [Fact]
    public async Task A_number_on_a_card_is_read_before_approval_holds_the_post_and_is_gone_for_good_once_it_is_blurred()
    {
        var post = await WithPicture(await Slip());
        await Stage.Submit(post.Id);
        (await Answer(post.Id)).Problems.ShouldHaveSingleItem().Code.ShouldBe("PictureNotRead");
        await App.RunJobs("media");
        using var officer = await App.Client("officer");
        var known = await officer.GetFromJsonAsync<JsonElement>($"/api/v1/posts/{post.Id}/pictures");
        known[0].GetProperty("reading").GetString().ShouldBe("Read");
        var found = known[0].GetProperty("found").EnumerateArray().Single(one => one.GetProperty("kind").GetString() == "nik");
        (found.GetProperty("seen").GetString()!.Replace(" ", "", StringComparison.Ordinal), found.GetProperty("stops").GetBoolean()).ShouldBe((Nik, true));
        (await officer.GetStringAsync($"/desk/posts/{post.Id}")).ShouldContain(Nik);

        (await Answer(post.Id)).Ok.ShouldBeTrue();
        await Out(post.Id);
        (await Stage.Publication(post.Id, ScriptedNetwork.Name)).State.ShouldNotBe(PublicationState.Sent);
        (await Stage.Publication(post.Id, OwnChannels.Site)).TroubleCode.ShouldBe("Held");

        var before = await Picture();
        (await officer.PostAsJsonAsync($"/api/v1/posts/{post.Id}/pictures/{before.Id}/blurs", new { boxes = new[] { new { left = 0, top = 30, width = 100, height = 40 } } })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        var after = await Picture();
        (after.Name == before.Name, after.Sha256 == before.Sha256, after.Reading).ShouldBe((false, false, PictureReading.Waiting));
        (await Stage.Post(post.Id)).Review.ShouldBe(ReviewState.Draft);
        await App.RunJobs("media");
        Blobs.Open(new BlobName(before.Name)).ShouldBeNull();
        after = await Picture();
        (after.Reading, after.Renditions.Length > 0).ShouldBe((PictureReading.Read, true));
        after.ReadText.ShouldNotContain(Nik[..6]);

        await Stage.Submit(post.Id);
        (await Answer(post.Id)).Ok.ShouldBeTrue();
        await Rounds();
        (await Stage.Publication(post.Id, ScriptedNetwork.Name)).State.ShouldBe(PublicationState.Sent);
    }
}

[Collection("publishing on postgres")]
public sealed class PictureTextOnPostgres(PostgresApp app) : PictureTextTests(app);
