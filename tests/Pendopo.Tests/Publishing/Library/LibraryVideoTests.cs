using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using AngleSharp.Html.Parser;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Platform.Data;
using Pendopo.Platform.Files.Videos;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Library;
using Pendopo.Tests.Harness;
using Pendopo.Tests.Publishing.Videos;

namespace Pendopo.Tests.Publishing.Library;

/// <summary>A video sent into the library by itself, by the real ffmpeg, and taken into a post from there.</summary>
[Collection("publishing on sqlite")]
public sealed class LibraryVideoTests(SqliteApp app) : PublishingTests(app)
{
    private const string Page = "/desk/library/video", Captions = "WEBVTT\n\n00:00.200 --> 00:01.500\nLarutkan satu bungkus oralit.\n";

    [Fact]
    public async Task Without_script_one_form_sends_it_a_second_names_it_and_a_post_takes_a_copy()
    {
        using var officer = await App.Client("officer");
        var named = await Whole(officer, "Nobody");
        named.ShouldStartWith(Page + "?video=");
        var form = await officer.GetStringAsync(named);
        var typed = new Dictionary<string, string> { ["Form.Name"] = "Cara melarutkan oralit", ["Form.Text"] = "Tangan menuang oralit ke gelas", ["Form.Rights"] = "", ["Form.Language"] = "id", ["Form.Folder"] = "Diare", ["Form.Captions"] = Captions };
        var refused = await officer.Send(form, "film", typed, named);
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await refused.Content.ReadAsStringAsync()).ShouldContain("Tangan menuang oralit ke gelas");
        var kept = await officer.Send(form, "film", new(typed) { ["Form.Rights"] = "Puskesmas Melati" }, named);
        kept.StatusCode.ShouldBe(HttpStatusCode.Redirect, await kept.Content.ReadAsStringAsync());
        var item = kept.Headers.Location!.ToString().Split('?')[0];
        (await officer.GetStringAsync(item)).ShouldContain("data-video-state=\"/api/v1/videos/");
        var post = await Stage.Draft(PublishingStage.Words("Oralit") with { Kind = PostKind.Video, Details = new() { NobodyShown = true } });
        (await officer.PostAsJsonAsync($"/api/v1/posts/{post.Id}/insertions", new { item = item.Split('/')[^1] })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, "its copies are not there yet");
        await App.RunJobs("video");

        var page = new HtmlParser().ParseDocument(await officer.GetStringAsync(item));
        page.QuerySelector("video")!.GetAttribute("poster").ShouldNotBeNullOrEmpty();
        page.QuerySelector("video track")!.GetAttribute("src").ShouldBe(new Uri("http://localhost" + Path(item)).AbsolutePath + "/captions.vtt");
        page.Body!.TextContent.ShouldMatch(@"\d[.,]\d sampai \d[.,]\d MB untuk pembaca");
        (await officer.GetStringAsync(Path(item) + "/captions.vtt")).ShouldContain("Larutkan satu bungkus oralit.");
        (await officer.GetStringAsync("/desk/library?kind=video")).ShouldMatch(@"library-thumb[^>]*>Cara melarutkan oralit");
        var taking = await officer.GetStringAsync($"/desk/posts/{post.Id}/library?item={item.Split('/')[^1]}");
        (await officer.Send(taking, "insert", [], $"/desk/posts/{post.Id}/library?item={item.Split('/')[^1]}")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await Stage.Post(post.Id)).Words.Details.Video!.Captions.ShouldContain("Larutkan satu bungkus oralit.");
        (await officer.GetStringAsync(item)).ShouldContain($"/desk/posts/{post.Id}");
        using var kader = await App.Client("kader");
        (await kader.GetStringAsync(Path(item))).ShouldContain("<video");
        (await kader.GetAsync(Page)).StatusCode.ShouldNotBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Nothing_is_taken_in_of_which_nobody_says_whom_it_shows_and_what_is_no_video_is_told()
    {
        using var officer = await App.Client("officer");
        (await Whole(officer, null)).ShouldBe(Page + "?problem=VideoShowsRequired");
        (await officer.GetStringAsync(Page + "?problem=VideoShowsRequired")).ShouldContain("role=\"alert\"");
        (await Whole(officer, "Nobody", new byte[64])).ShouldBe(Page + "?problem=NotAVideo");
        await using var scope = await App.ScopeOf("officer");
        (await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Video>().CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Programs_send_it_in_pieces_name_it_and_change_its_words_and_no_post_takes_the_librarys_own()
    {
        using var officer = await App.Client("officer");
        var bytes = VideoSamples.Mp4;
        var begun = await (await officer.PostAsJsonAsync("/api/v1/videos/", new { size = bytes.Length })).Content.ReadFromJsonAsync<JsonElement>();
        var id = begun.GetProperty("id").GetString();
        (await officer.PostAsJsonAsync("/api/v1/library/videos", new { video = id, shows = "Nobody", words = Named })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, "it is not all here");
        foreach (var (from, to) in new[] { (0, 1000), (1000, bytes.Length) })
        {
            using var piece = new HttpRequestMessage(HttpMethod.Patch, $"/api/v1/videos/{id}") { Content = new ByteArrayContent(bytes, from, to - from) };
            piece.Headers.Add("Upload-Offset", $"{from}");
            piece.Content.Headers.ContentType = new MediaTypeHeaderValue("application/offset+octet-stream");
            (await officer.SendAsync(piece)).StatusCode.ShouldBe(HttpStatusCode.OK);
        }
        var made = await officer.PostAsJsonAsync("/api/v1/library/videos", new { video = id, shows = "Nobody", captions = Captions, words = Named });
        made.StatusCode.ShouldBe(HttpStatusCode.Created, await made.Content.ReadAsStringAsync());
        var item = await made.Content.ReadFromJsonAsync<JsonElement>();
        var address = $"/api/v1/library/{item.GetProperty("id").GetString()}";
        (await officer.PostAsJsonAsync("/api/v1/library/videos", new { video = id, shows = "Nobody", words = Named })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, "it stands in one place");
        var draft = await Stage.Draft();
        (await officer.PutAsJsonAsync($"/api/v1/posts/{draft.Id}/video/", new { video = id, shows = "Nobody" })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, "a post takes a copy");
        await App.RunJobs("video");
        var ready = (await officer.GetFromJsonAsync<JsonElement>(address)).GetProperty("video");
        (ready.GetProperty("state").GetString(), ready.GetProperty("bytes").GetInt64() > 0).ShouldBe(("Ready", true));
        (await officer.PutAsJsonAsync(address + "/video", new { version = 99, captions = "", silent = true, shows = "Nobody" })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var said = await officer.PutAsJsonAsync(address + "/video", new { version = item.GetProperty("version").GetInt32(), captions = "", silent = true, shows = "Crowd" });
        said.StatusCode.ShouldBe(HttpStatusCode.OK, await said.Content.ReadAsStringAsync());
        (await said.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("video").GetProperty("shows").GetString().ShouldBe("Crowd");
        (await officer.DeleteAsync(address)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await using var scope = await App.ScopeOf("officer");
        (await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Video>().CountAsync()).ShouldBe(0);
    }

    private static object Named => new { kind = "Video", name = "Oralit", text = "Tangan menuang oralit", rights = "Puskesmas Melati" };

    private static string Path(string address) => address.StartsWith("http", StringComparison.Ordinal) ? new Uri(address).AbsolutePath : address;

    private static async Task<string> Whole(HttpClient officer, string? shows, byte[]? bytes = null)
    {
        var page = await officer.GetStringAsync(Page);
        using var form = new MultipartFormDataContent { { new ByteArrayContent(bytes ?? VideoSamples.Mp4), "video", "Bu Sari di rumah.mp4" }, { new StringContent(Token(page)), "__RequestVerificationToken" } };
        if (shows is not null)
            form.Add(new StringContent(shows), "Form.UploadShows");
        var sent = await officer.PostAsync(Page + "/file", form);
        sent.StatusCode.ShouldBe(HttpStatusCode.Redirect, await sent.Content.ReadAsStringAsync());
        return sent.Headers.Location!.ToString();
    }

    private static string Token(string page) => Regex.Match(page, "name=\"__RequestVerificationToken\" value=\"([^\"]+)\"").Groups[1].Value;
}
