using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Platform;
using Pendopo.Platform.Data;
using Pendopo.Platform.Files;
using Pendopo.Platform.Files.Videos;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Publishing.Videos;

/// <summary>A video comes in pieces: what was acknowledged is there, and nothing else is taken.</summary>
public abstract class VideoPiecesTests(TestApp app) : AppTests(app)
{
    [Fact]
    public async Task Pieces_come_one_after_the_other_and_a_wrong_offset_is_told_the_right_one()
    {
        var (officer, address) = await Begun(VideoSamples.Mp4);
        var bytes = VideoSamples.Mp4;
        (await Piece(officer, address, 0, bytes[..1000])).StatusCode.ShouldBe(HttpStatusCode.OK);
        var wrong = await Piece(officer, address, 0, bytes[..1000]);
        (wrong.StatusCode, wrong.Headers.GetValues("Upload-Offset").Single()).ShouldBe((HttpStatusCode.Conflict, "1000"));
        (await Piece(officer, address, 5000, bytes[5000..6000])).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        Arrived(await officer.GetStringAsync(address)).ShouldBe(1000);
        (await Piece(officer, address, 1000, bytes[1000..])).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await officer.GetStringAsync(address)).ShouldContain("\"Waiting\"");
        await using var kept = App.Services.GetRequiredService<IBlobStore>().Open(new BlobName((await Video()).Name))!;
        using var all = new MemoryStream();
        await kept.CopyToAsync(all);
        VideoSamples.Digest(all.ToArray()).ShouldBe(VideoSamples.Digest(bytes));
    }

    [Fact]
    public async Task What_a_stop_left_behind_the_acknowledged_bytes_is_written_over()
    {
        var (officer, address) = await Begun(VideoSamples.Mp4);
        await Piece(officer, address, 0, VideoSamples.Mp4[..5000]);
        var path = App.Services.GetRequiredService<Incoming>().Path((await Video()).Name);
        await File.AppendAllTextAsync(path, "what a stop left");
        (await Piece(officer, address, 5000, VideoSamples.Mp4[5000..])).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Video()).State.ShouldBe(VideoState.Waiting);
    }

    [Fact]
    public async Task What_differs_from_what_was_announced_is_refused_and_forgotten()
    {
        using var officer = await App.Client("officer");
        var begun = await officer.PostAsJsonAsync("/api/v1/videos", new { size = VideoSamples.Mp4.Length, sha256 = new string('0', 64) });
        var answer = await Piece(officer, begun.Headers.Location!.ToString(), 0, VideoSamples.Mp4);
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("VideoDiffers");
        (await officer.GetAsync(begun.Headers.Location)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        Directory.GetFiles(Folder, "*", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_does_not_begin_as_a_video_is_refused_at_its_first_piece()
    {
        var playlist = "#EXTM3U\n#EXT-X-MEDIA-SEQUENCE:0\n#EXTINF:10.0,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n"u8.ToArray();
        var (officer, address) = await Begun(playlist);
        var answer = await Piece(officer, address, 0, playlist);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("NotAVideo");
        Directory.GetFiles(Folder, "*", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public async Task Only_its_sender_goes_on_with_it_and_only_who_writes_begins_one()
    {
        var (_, address) = await Begun(VideoSamples.Mp4);
        foreach (var (role, expected) in new[] { ("head", HttpStatusCode.NotFound), ("officer@kenanga", HttpStatusCode.NotFound), ("desk", HttpStatusCode.Forbidden) })
        {
            using var other = await App.Client(role);
            (await other.GetAsync(address)).StatusCode.ShouldBe(expected, role);
            (await Piece(other, address, 0, VideoSamples.Mp4[..100])).StatusCode.ShouldBe(expected, role);
        }
        (await Video()).Arrived.ShouldBe(0);
    }

    [Fact]
    public async Task Too_large_too_many_and_nothing_at_all_are_refused_in_words()
    {
        using var officer = await App.Client("officer");
        await Refused(TakeVideo.MaxBytes + 1, "VideoTooLarge");
        await Refused(0, "VideoTooLarge");
        for (var i = 0; i < 5; i++)
            (await officer.PostAsJsonAsync("/api/v1/videos", new { size = 1000 })).StatusCode.ShouldBe(HttpStatusCode.Created);
        await Refused(1000, "VideoTooMany");

        async Task Refused(long size, string code)
        {
            var answer = await officer.PostAsJsonAsync("/api/v1/videos", new { size });
            answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
            (await answer.Content.ReadAsStringAsync()).ShouldContain(code);
        }
    }

    [Fact]
    public async Task One_that_nobody_went_on_with_for_a_day_is_swept_away()
    {
        var (officer, address) = await Begun(VideoSamples.Mp4);
        await Piece(officer, address, 0, VideoSamples.Mp4[..5000]);
        var path = App.Services.GetRequiredService<Incoming>().Path((await Video()).Name);
        await Sweep();
        File.Exists(path).ShouldBeTrue();
        App.Clock.Advance(TimeSpan.FromDays(2));
        File.SetLastWriteTimeUtc(path, App.Clock.GetUtcNow().UtcDateTime.AddDays(-2));
        await Sweep();
        File.Exists(path).ShouldBeFalse();
        using var again = await App.Client("officer");
        (await again.GetAsync(address)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private async Task Sweep()
    {
        await using var scope = await App.Scope();
        await ActivatorUtilities.CreateInstance<SweepFilesJob>(scope.ServiceProvider).Run(new SweepFiles(), default);
    }

    private string Folder => App.Services.GetRequiredService<Installation>().FilesFolder;

    private async Task<(HttpClient Officer, string Address)> Begun(byte[] bytes)
    {
        var officer = await App.Client("officer");
        var begun = await officer.PostAsJsonAsync("/api/v1/videos", new { size = bytes.Length, sha256 = VideoSamples.Digest(bytes) });
        begun.StatusCode.ShouldBe(HttpStatusCode.Created, await begun.Content.ReadAsStringAsync());
        return (officer, begun.Headers.Location!.ToString());
    }

    internal static Task<HttpResponseMessage> Piece(HttpClient sender, string address, long offset, byte[] bytes)
    {
        var piece = new HttpRequestMessage(HttpMethod.Patch, address) { Content = new ByteArrayContent(bytes) };
        piece.Content.Headers.ContentType = new MediaTypeHeaderValue("application/offset+octet-stream");
        piece.Headers.Add("Upload-Offset", offset.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return sender.SendAsync(piece);
    }

    private static long Arrived(string json) => JsonDocument.Parse(json).RootElement.GetProperty("arrived").GetInt64();

    private async Task<Video> Video()
    {
        await using var scope = await App.Scope();
        return await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Video>().AcrossCentres().AsNoTracking().SingleAsync();
    }
}

[Collection("publishing on sqlite")]
public sealed class VideoPiecesOnSqlite(SqliteApp app) : VideoPiecesTests(app);

[Collection("publishing on postgres")]
public sealed class VideoPiecesOnPostgres(PostgresApp app) : VideoPiecesTests(app);
