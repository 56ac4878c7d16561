using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Platform.Data;
using Pendopo.Platform.Files;
using Pendopo.Platform.Files.Videos;
using Pendopo.Publishing.Consents;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Library;
using Pendopo.Publishing.Posts;
using Pendopo.Publishing.Publications;
using Pendopo.Publishing.Reviews;
using Pendopo.Publishing.Site;
using Pendopo.Publishing.Videos;
using Pendopo.Safety.Contracts;
using Pendopo.Tests.Harness;
using Pendopo.Tests.Safety.Consents;

namespace Pendopo.Tests.Publishing.Videos;

/// <summary>A video from an officer's phone to a reader's page and off it again, by the real ffmpeg.</summary>
[Collection("publishing on sqlite")]
public sealed class VideoPostTests(SqliteApp app) : PublishingTests(app)
{
    private const string Captions = "WEBVTT\n\n00:00.200 --> 00:01.500\nLarutkan satu bungkus oralit.\n";

    [Fact]
    public async Task A_video_goes_out_as_small_copies_that_say_nothing_of_who_took_it_and_is_closed_again_by_a_recall()
    {
        var post = await WithVideo(VideoSamples.Mp4);
        await Said(post.Id, Captions);
        (await Stage.Submit(post.Id)).Review.ShouldBe(ReviewState.WaitingForApproval);
        await Stage.Approve(post.Id);
        await Stage.Schedule(post.Id, null, ScriptedNetwork.Name);
        await Rounds();
        Network.Posts.Single().Images.ShouldHaveSingleItem().MediaType.ShouldBe("image/jpeg");

        var (video, files) = await Files();
        video.State.ShouldBe(VideoState.Ready);
        files.ShouldAllBe(file => file.Audience == FileAudience.Everybody);
        using var visitor = App.Anonymous();
        var slug = (await Stage.Post(post.Id)).Slug;
        var page = await visitor.GetStringAsync($"/posts/{slug}");
        page.ShouldContain("preload=\"none\"");
        page.ShouldNotContain("autoplay");
        page.ShouldContain($"/posts/{slug}/captions.vtt");
        page.ShouldContain("Larutkan satu bungkus oralit.");
        (await visitor.GetStringAsync($"/posts/{slug}/captions.vtt")).ShouldStartWith("WEBVTT\n\n00:00:00.200 --> 00:00:01.500\n");
        (await visitor.GetStringAsync($"/posts/{slug}/print")).ShouldContain("<figcaption");
        var large = files.Single(file => file.Id == video.LargeId);
        using var part = new HttpRequestMessage(HttpMethod.Get, large.Address());
        part.Headers.Range = new RangeHeaderValue(10, 19);
        var answered = await visitor.SendAsync(part);
        (answered.StatusCode, answered.Content.Headers.ContentLength).ShouldBe((HttpStatusCode.PartialContent, 10));
        answered.Headers.GetValues("Content-Security-Policy").Single().ShouldBe("default-src 'none'; media-src 'self'; sandbox");

        (await Stage.As("officer", async scope => await scope.GetRequiredService<RecallPost>().Run(post.Id, "Takaran keliru.", default))).Ok.ShouldBeTrue();
        await Rounds();
        (await visitor.GetAsync(large.Address())).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await visitor.GetAsync($"/posts/{slug}/captions.vtt")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await Files()).Files.ShouldAllBe(file => file.Audience == FileAudience.Staff);
    }

    [Fact]
    public async Task A_version_and_the_library_get_a_copy_of_their_own_with_what_is_said_in_it()
    {
        var post = await WithVideo(VideoSamples.Mp4);
        await Said(post.Id, Captions);
        var first = (await Stage.Post(post.Id)).Words.Details.Video!;
        var version = (await Stage.As("officer", scope => scope.GetRequiredService<Pendopo.Publishing.Versions.BeginVersion>().Run(new(post.Id, "en", Easy: false), default))).Value;
        var copied = (await Stage.Post(version.Id)).Words.Details.Video!;
        (copied.Captions, copied.Shows).ShouldBe((first.Captions, first.Shows));
        copied.Video.ShouldNotBe(first.Video);
        using var officer = await App.Client("officer");
        var at = $"/desk/posts/{post.Id}/video";
        (await officer.Send(await officer.GetStringAsync(at), "library", new() { ["Form.Rights"] = "" }, at)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var kept = await officer.Send(await officer.GetStringAsync(at), "library", new() { ["Form.Rights"] = "Puskesmas Melati" }, at);
        var item = new Uri(kept.Headers.Location!.ToString()).AbsolutePath;
        (await officer.GetStringAsync(item)).ShouldContain("<video");
        (await officer.GetStringAsync("/desk/library?kind=video")).ShouldContain(item);
        var other = await Stage.Draft(PublishingStage.Words("Sekali lagi") with { Kind = PostKind.Video, Details = new() { NobodyShown = true } });
        (await officer.PostAsJsonAsync($"/api/v1/posts/{other.Id}/insertions", new { item = item.Split('/')[^1] })).StatusCode.ShouldBe(HttpStatusCode.OK);
        var taken = (await Stage.Post(other.Id)).Words.Details.Video!;
        taken.Captions.ShouldBe(first.Captions);
        // What the library throws away stays with those who took it.
        (await officer.DeleteAsync($"/api/v1/library/{item.Split('/')[^1]}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await App.RunJobs("media");
        await using var scope = await App.ScopeOf("officer");
        var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
        (await db.Set<Video>().CountAsync()).ShouldBe(3);
        var small = (await db.Set<Video>().SingleAsync(video => video.Id == taken.Video)).SmallId;
        var name = await db.Set<StoredFile>().Where(file => file.Id == small).Select(file => file.Name).SingleAsync();
        await using var bytes = App.Services.GetRequiredService<IBlobStore>().Open(new BlobName(name)).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_video_of_a_person_carries_their_consent_into_the_library_and_into_every_post_until_it_is_taken_back()
    {
        var consents = new ConsentStage(App, Stage);
        var (film, path, _) = await consents.Given(null, ConsentPurpose.Video);
        var (photo, _, _) = await consents.Given(null, ConsentPurpose.Photograph);
        var post = await WithVideo(VideoSamples.Mp4);
        await Said(post.Id, Captions, Shown.Persons);
        (await consents.Name(post.Id, film.Id, photo.Id)).Ok.ShouldBeTrue();
        var item = (await Stage.As("officer", scope => scope.GetRequiredService<KeepVideo>().Run(post.Id, "", "Puskesmas Melati", default))).Value;
        (await Naming("library", item.Id.Value)).ShouldBe([film.Id], "a consent to a photograph lends no film");
        item.Video!.Shows.ShouldBe(Shown.Persons);
        var other = await Stage.Draft(PublishingStage.Words("Sekali lagi") with { Kind = PostKind.Video });
        (await Insert(other.Id, item)).ShouldBeEmpty();
        (await Naming("post", other.Id.Value)).ShouldBe([film.Id]);
        (await Stage.Post(other.Id)).Words.Details.Video!.Shows.ShouldBe(Shown.Persons);
        (await consents.Withdraw(path, film.Id)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await Insert((await Stage.Draft()).Id, item)).ShouldBe(["TakenBack"]);
        var said = await Stage.Post(other.Id);
        (await Stage.As("officer", scope => scope.GetRequiredService<PersonsCheck>().Refuses(said, [OwnChannels.Site], null, default)))!.Code.ShouldBe("ConsentEnded");
    }

    [Fact]
    public async Task The_name_of_a_videos_file_goes_through_the_finder_and_somebody_watches_it_first()
    {
        const string nik = "3404015203900003";
        var post = await WithVideo(VideoSamples.Mp4, name: $"rekam_{nik}.mp4");
        (await Files()).Video.NameKinds.ShouldBe("nik");
        await Said(post.Id, Captions);
        (await Submission(post.Id)).ShouldBe(["PicturesUnseen"]);
        using var officer = await App.Client("officer");
        var page = await officer.GetStringAsync($"/desk/posts/{post.Id}/video");
        page.ShouldContain("Nama berkas video ini menyebut sesuatu tentang seseorang");
        page.ShouldNotContain(nik);
        (await officer.GetStringAsync($"/desk/posts/{post.Id}")).ShouldContain("value=\"Papers\"");
        (await officer.PutAsJsonAsync($"/api/v1/posts/{post.Id}/picture-check", new { lines = new[] { "faces", "papers", "background", "place" } })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await Submission(post.Id)).ShouldNotContain("PicturesUnseen");
        var begun = await officer.PostAsJsonAsync("/api/v1/videos", new { size = 10, name = $"{nik}.webm" });
        begun.StatusCode.ShouldBe(HttpStatusCode.Created);
        await using var scope = await App.Scope();
        (await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Video>().AcrossCentres().AsNoTracking().Select(video => video.NameKinds).ToListAsync()).ShouldBe(["nik", "nik"]);
    }

    private async Task<IEnumerable<string>> Insert(Id<Post> post, LibraryItem item) =>
        (await Stage.As("officer", scope => scope.GetRequiredService<InsertItem>().Run(new(post, item.Id, new Dictionary<string, string>()), default))).Problems.Select(problem => problem.Code);

    private Task<IReadOnlyList<Id<Consent>>> Naming(string kind, Guid item) => Stage.As("officer", async scope =>
        (IReadOnlyList<Id<Consent>>)[.. (await scope.GetRequiredService<ConsentUses>().Of(kind, item, default)).Select(named => named.Consent.Id)]);

    [Fact]
    public async Task A_centre_that_takes_a_campaign_over_gets_its_video_and_asks_the_persons_in_it_itself()
    {
        var post = await WithVideo(VideoSamples.Mp4);
        await Said(post.Id, Captions, Shown.Persons);
        var said = (await Stage.Post(post.Id)).Words.Details.Video!;
        await using var scope = await App.ScopeOf("officer@kenanga", "kenanga");
        var draft = (await scope.ServiceProvider.GetRequiredService<BeginPost>().Run(PublishingStage.Words("Milik Kenanga"), null, default)).Value;
        (await scope.ServiceProvider.GetRequiredService<PostVideos>().PutCopy(draft.Id, said, consents: false, default)).Ok.ShouldBeTrue();
        var own = draft.Words.Details.Video!;
        (own.Captions, own.Shows).ShouldBe((said.Captions, null));
        (await scope.ServiceProvider.GetRequiredService<VideoReader>().Of(draft.Words, default))!.Files.ShouldAllBe(file => file.CentreId == draft.CentreId);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Copies_are_what_every_browser_plays_without_a_word_of_the_source(bool mp4)
    {
        await WithVideo(mp4 ? VideoSamples.Mp4 : VideoSamples.Webm);
        await App.RunJobs("media");
        var (video, files) = await Files();
        video.Seconds.ShouldBeInRange(1, 2);
        App.Services.GetRequiredService<IBlobStore>().Open(new BlobName(video.Name)).ShouldBeNull("the original is erased");
        foreach (var (id, codec, lines) in new[] { (video.SmallId, "h264", 240), (video.LargeId, "h264", 360), (video.WebId, "vp9", 360) })
        {
            if (id is null)
                continue;
            var file = files.Single(found => found.Id == id);
            var path = Path.Combine(App.Services.GetRequiredService<Pendopo.Platform.Installation>().FilesFolder, file.Name[..2], file.Name);
            var told = VideoSamples.Say("ffprobe", "-v", "error", "-show_format", "-show_streams", "-show_chapters", "-of", "json", path);
            told.ShouldContain($"\"codec_name\": \"{codec}\"");
            told.ShouldNotContain("\"title\"", Case.Insensitive);
            told.ShouldNotContain("\"location", Case.Insensitive);
            var bytes = await File.ReadAllBytesAsync(path);
            Encoding.Latin1.GetString(bytes).ShouldNotContain(VideoSamples.Canary);
            (file.Height, file.Size).ShouldBe((lines, bytes.Length));
            // The index stands before the pictures, so that it plays while it comes.
            if (codec == "h264")
                Encoding.Latin1.GetString(bytes).IndexOf("moov", StringComparison.Ordinal).ShouldBeLessThan(Encoding.Latin1.GetString(bytes).IndexOf("mdat", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Without_ffmpeg_the_video_is_kept_for_the_staff_and_goes_out_once_the_program_is_there()
    {
        var post = await WithVideo(VideoSamples.Mp4, made: false);
        await using (var scope = await App.ScopeOf("officer"))
            await ActivatorUtilities.CreateInstance<MakeVideoJob>(scope.ServiceProvider, new Ffmpeg(App.Clock, [])).Run(new((await Files()).Video.Id), default);
        (await Files()).Video.State.ShouldBe(VideoState.NoProgram);
        await Said(post.Id, Captions);
        (await Submission(post.Id)).ShouldBe(["VideoNotReady"]);
        using var officer = await App.Client("officer");
        (await officer.GetStringAsync($"/desk/posts/{post.Id}/video")).ShouldContain("ffmpeg");
        (await officer.PostAsync($"/api/v1/videos/{(await Files()).Video.Id}/attempts", null)).StatusCode.ShouldBe(HttpStatusCode.OK);
        await App.RunJobs("video");
        (await Files()).Video.State.ShouldBe(VideoState.Ready);
        (await Submission(post.Id)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_video_that_cannot_be_read_says_so_in_words_and_stays_with_the_staff()
    {
        var broken = VideoSamples.Mp4[..2000];
        await WithVideo(broken);
        var (video, files) = await Files();
        (video.State, video.Fault).ShouldBe((VideoState.Failed, "VideoBroken"));
        files.ShouldBeEmpty();
        using var officer = await App.Client("officer");
        var page = await officer.GetStringAsync($"/desk/posts/{(await Latest()).Id}/video");
        page.ShouldContain("MP4");
        page.ShouldContain("name=\"_handler\" value=\"again\"");
    }

    [Fact]
    public async Task It_is_handed_in_with_captions_a_transcript_and_whom_it_shows_and_persons_need_their_consent()
    {
        var post = await WithVideo(VideoSamples.Mp4, made: false);
        (await Submission(post.Id)).ShouldBe(["CaptionsRequired", "TranscriptRequired"]);
        (await Stage.As("officer", async scope => await scope.GetRequiredService<PostVideos>().Say(post.Id, new("bukan teks", "", false, null), default))).Problems.Single().Code.ShouldBe("CaptionsNoTime");
        await Said(post.Id, Captions, Shown.Persons);
        (await Stage.Post(post.Id)).Words.Details.Video!.Transcript.ShouldBe("Larutkan satu bungkus oralit.");
        var said = await Stage.Post(post.Id);
        (await Stage.As("officer", scope => scope.GetRequiredService<PersonsCheck>().Refuses(said, [OwnChannels.Site], null, default)))!.Code.ShouldBe("PersonsNeedConsent");
    }

    [Fact]
    public async Task What_is_said_in_captions_goes_through_the_guard_and_is_masked_there()
    {
        var post = await WithVideo(VideoSamples.Mp4, made: false);
        await Said(post.Id, "00:01.000 --> 00:02.000\nNIK saya 3404015203900003\n");
        Outgoing.Texts((await Stage.Post(post.Id)).Words, null).ShouldContain(text => text.Part == "captions" && text.Text.Contains("3404015203900003", StringComparison.Ordinal));
        var masked = (await Stage.Post(post.Id)).Words.Details.Reworded(part => part is "captions" or "transcript" ? "[disamarkan]" : null);
        (masked.Video!.Captions, masked.Video.Transcript).ShouldBe(("[disamarkan]", "[disamarkan]"));
    }

    [Fact]
    public async Task A_program_that_rewrites_a_post_neither_loses_its_video_nor_slips_another_in()
    {
        var post = await WithVideo(VideoSamples.Mp4, made: false);
        using var officer = await App.Client("officer");
        var now = await Stage.Post(post.Id);
        var changed = await officer.PutAsJsonAsync($"/api/v1/posts/{post.Id}", new { revision = now.Revision, words = new { kind = "Video", title = "Baru", text = "Isi", details = new { nobodyShown = true, video = new { video = Guid.NewGuid(), captions = "x" } } } });
        changed.StatusCode.ShouldBe(HttpStatusCode.OK, await changed.Content.ReadAsStringAsync());
        (await Stage.Post(post.Id)).Words.Details.Video.ShouldBe(now.Words.Details.Video);
        (await officer.DeleteAsync($"/api/v1/posts/{post.Id}/video")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Stage.Post(post.Id)).Words.Details.Video.ShouldBeNull();
    }

    private async Task Said(Id<Post> id, string captions, Shown shows = Shown.Nobody) =>
        (await Stage.As("officer", async scope => await scope.GetRequiredService<PostVideos>().Say(id, new(captions, "", false, shows), default))).Problems.ShouldBeEmpty();

    private async Task<IEnumerable<string>> Submission(Id<Post> id) =>
        (await Stage.As("officer", async scope => await scope.GetRequiredService<SubmitPost>().Run(id, "", default))).Problems.Select(problem => problem.Code);

    /// <summary>Sent by the form that needs no script.</summary>
    private async Task<Post> WithVideo(byte[] bytes, bool made = true, string name = "Bu Sari di rumah.mp4")
    {
        var post = await Stage.Draft(PublishingStage.Words("Cara melarutkan oralit") with { Kind = PostKind.Video, Details = new() { NobodyShown = true } });
        using var officer = await App.Client("officer");
        var page = await officer.GetStringAsync($"/desk/posts/{post.Id}/video");
        using var form = new MultipartFormDataContent { { new ByteArrayContent(bytes), "video", name }, { new StringContent(Token(page)), "__RequestVerificationToken" }, { new StringContent("Nobody"), "Form.UploadShows" } };
        var sent = await officer.PostAsync($"/desk/posts/{post.Id}/video/file", form);
        sent.StatusCode.ShouldBe(HttpStatusCode.Redirect, await sent.Content.ReadAsStringAsync());
        sent.Headers.Location!.ToString().ShouldEndWith("done=video");
        if (made)
            await App.RunJobs("video");
        return post;
    }

    private static string Token(string page)
    {
        var at = page.IndexOf("__RequestVerificationToken\" value=\"", StringComparison.Ordinal) + "__RequestVerificationToken\" value=\"".Length;
        return WebUtility.HtmlDecode(page[at..page.IndexOf('"', at)]);
    }

    private async Task Rounds()
    {
        // The poster is read before the post goes.
        await App.RunJobs("media");
        for (var i = 0; i < 3; i++)
        {
            App.Clock.Advance(TimeSpan.FromSeconds(15));
            await App.Tick();
            await App.RunJobs("publish");
        }
    }

    private async Task<(Video Video, List<StoredFile> Files)> Files()
    {
        await using var scope = await App.Scope();
        var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
        return (await db.Set<Video>().AcrossCentres().AsNoTracking().SingleAsync(), await db.Set<StoredFile>().AcrossCentres().AsNoTracking().ToListAsync());
    }

    private async Task<Post> Latest()
    {
        await using var scope = await App.Scope();
        return await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Post>().AcrossCentres().AsNoTracking().OrderByDescending(post => post.Id).FirstAsync();
    }
}
