using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Commands.Moving;
using Pendopo.Platform.Data;
using Pendopo.Platform.Files;
using Pendopo.Platform.Files.Pictures;
using Pendopo.Platform.Files.Videos;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Site;
using Pendopo.Tests.Harness;
using Pendopo.Tests.Platform.Files;
using Pendopo.Tests.Publishing.Videos;

namespace Pendopo.Tests.Doors;

/// <summary>Small files that want to become large ones: refused before the memory is asked for. Memory is counted, not time.</summary>
[Collection("sqlite")]
public sealed class BombTests(SqliteApp app) : AppTests(app)
{
    private const long Most = 64 << 20;

    [Fact]
    public void A_picture_that_wants_to_be_large_is_refused_by_its_head()
    {
        var bombs = Pictures().ToList();
        bombs.Count.ShouldBeGreaterThanOrEqualTo(40);
        foreach (var (name, bytes) in bombs)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            PictureCleaner.Clean(bytes, new PictureLimits()).Fault.ShouldNotBeNull(name);
            (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan((bytes.Length * 4L) + (1 << 20), name);
        }
    }

    [Fact]
    public async Task A_packed_body_is_not_unpacked()
    {
        using var rina = await App.Client("administrator");
        foreach (var (coding, type, path) in new[] { ("gzip", "application/json", "/api/v1/safety/advice"), ("br", "application/json", "/api/v1/safety/advice"), ("deflate", "application/json", "/api/v1/safety/advice"), ("gzip", "application/activity+json", "/inbox"), ("gzip", "application/x-www-form-urlencoded", "/me/name") })
        {
            using var packed = new MemoryStream();
            await using (Stream zip = coding == "br" ? new BrotliStream(packed, CompressionLevel.SmallestSize, true) : new GZipStream(packed, CompressionLevel.SmallestSize, true))
                await zip.WriteAsync(new byte[32 << 20]);
            var content = new ByteArrayContent(packed.ToArray());
            content.Headers.ContentType = new MediaTypeHeaderValue(type);
            content.Headers.ContentEncoding.Add(coding);
            ((int)(await rina.PostAsync(path, content)).StatusCode).ShouldBeInRange(400, 499, $"{coding} {path}");
        }
    }

    [Theory]
    [InlineData("manifest.json", 64)]
    [InlineData("files/00000000000000000000000000000000", 64)]
    [InlineData("tables/platform_centre.jsonl", 64)]
    public async Task An_export_that_unpacks_to_very_much_is_refused_whole(string entry, int megabytes)
    {
        await using var scope = await App.Scope();
        var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
        var schema = (await db.Database.GetAppliedMigrationsAsync()).Last();
        var path = Path.Combine(TestFolder.New(), "bomb.zip");
        await using (var zip = await ZipFile.OpenAsync(path, ZipArchiveMode.Create))
        {
            if (entry != "manifest.json")
                await Write(zip, "manifest.json", Encoding.UTF8.GetBytes($$"""{"Format":"pendopo-export","Version":1,"Program":"x","Schema":"{{schema}}","MadeAt":"2026-01-01T00:00:00Z","Centres":["bomb"],"Rows":{"platform_centre":1},"Files":1}"""), 1);
            await Write(zip, entry, new byte[1 << 20], megabytes);
        }
        var before = GC.GetTotalAllocatedBytes(precise: true);
        await Should.ThrowAsync<ImportException>(() => Reading(scope).Run(path, default));
        (GC.GetTotalAllocatedBytes(precise: true) - before).ShouldBeLessThan(3 * Most);
    }

    [Fact]
    public async Task Exports_damaged_by_chance_are_taken_in_whole_or_refused_in_words()
    {
        var whole = Path.Combine(TestFolder.New(), "whole.zip");
        await using (var scope = await App.Scope())
            await new WriteExport(scope.ServiceProvider.GetRequiredService<PendopoDb>(), scope.ServiceProvider.GetRequiredService<IBlobStore>(), App.Clock).Run(whole, await App.Services.GetRequiredService<Pendopo.Platform.Centres.CentreDirectory>().All(default), default);
        await App.BeginEmpty();
        var (bytes, random) = (await File.ReadAllBytesAsync(whole), new Random(3));
        for (var round = 0; round < Pendopo.Testing.Series.Of("EXPORTS", suite: 40, nightly: 2000); round++)
        {
            var damaged = (byte[])bytes.Clone();
            for (var change = random.Next(1, 4); change > 0; change--)
                damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
            var path = Path.Combine(TestFolder.New(), "damaged.zip");
            await File.WriteAllBytesAsync(path, round % 4 == 3 ? damaged[..random.Next(damaged.Length)] : damaged);
            await using var scope = await App.Scope();
            try
            {
                await Reading(scope).Run(path, default);
                await App.BeginEmpty();
            }
            catch (ImportException refused)
            {
                refused.Message.Length.ShouldBeGreaterThan(20);
            }
        }
    }

    [Fact]
    public async Task Scripts_in_the_markup_of_an_export_are_taken_out()
    {
        var path = Path.Combine(TestFolder.New(), "scripts.zip");
        await using (var scope = await App.Scope())
        {
            var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
            (await db.Set<SitePage>().AcrossCentres().ExecuteUpdateAsync(set => set.SetProperty(page => page.Html, "<p>Halo</p><script>x</script><img src=x onerror=y>"))).ShouldBeGreaterThan(0);
            await new WriteExport(db, scope.ServiceProvider.GetRequiredService<IBlobStore>(), App.Clock).Run(path, await App.Services.GetRequiredService<Pendopo.Platform.Centres.CentreDirectory>().All(default), default);
        }
        await App.BeginEmpty();
        await using var empty = await App.Scope();
        await Reading(empty).Run(path, default);
        var kept = await empty.ServiceProvider.GetRequiredService<PendopoDb>().Set<SitePage>().AcrossCentres().Select(page => page.Html).ToListAsync();
        kept.ShouldNotBeEmpty();
        kept.ShouldAllBe(html => html.Contains("Halo") && !html.Contains("script") && !html.Contains("onerror"));
    }

    [Fact]
    public async Task Videos_of_an_export_lose_what_they_say_of_people_and_one_that_is_none_of_ours_is_refused()
    {
        foreach (var (name, bytes) in new[] { (new string('1', 32), VideoSamples.Mp4), (new string('2', 32), VideoSamples.Webm) })
        {
            await using var scope = await App.Scope();
            await Reading(scope).Run(await Holding(scope, name, bytes), default);
            var kept = Path.Combine(TestFolder.New(), "kept");
            await using (var blob = scope.ServiceProvider.GetRequiredService<IBlobStore>().Open(new BlobName(name))!)
            await using (var file = File.Create(kept))
                await blob.CopyToAsync(file);
            (await File.ReadAllTextAsync(kept, Encoding.Latin1)).ShouldNotContain(VideoSamples.Canary);
            var said = VideoSamples.Say("ffprobe", "-v", "error", "-show_format", "-show_streams", "-show_chapters", "-of", "json", kept);
            said.ShouldNotContain("7.7956");
            said.ShouldContain("\"codec_type\": \"audio\"");
        }
        await using var last = await App.Scope();
        foreach (var bytes in new[] { VideoSamples.Mp4[..2000], [.. VideoSamples.Webm[..200], .. new byte[400]] })
            (await Should.ThrowAsync<ImportException>(async () => await Reading(last).Run(await Holding(last, new string('3', 32), bytes), default))).Message.ShouldContain("video");
        last.ServiceProvider.GetRequiredService<IBlobStore>().Open(new BlobName(new string('3', 32))).ShouldBeNull();
        Directory.GetDirectories(Path.Combine(App.Services.GetRequiredService<Pendopo.Platform.Installation>().FilesFolder, "incoming")).ShouldBeEmpty();
    }

    /// <summary>An export that holds nothing but this file.</summary>
    private static async Task<string> Holding(AsyncServiceScope scope, string name, byte[] bytes)
    {
        var schema = (await scope.ServiceProvider.GetRequiredService<PendopoDb>().Database.GetAppliedMigrationsAsync()).Last();
        var path = Path.Combine(TestFolder.New(), "film.zip");
        await using var zip = await ZipFile.OpenAsync(path, ZipArchiveMode.Create);
        await Write(zip, "manifest.json", Encoding.UTF8.GetBytes($$"""{"Format":"pendopo-export","Version":1,"Program":"x","Schema":"{{schema}}","MadeAt":"2026-01-01T00:00:00Z","Centres":["film"],"Rows":{},"Files":1}"""), 1);
        await Write(zip, "files/" + name, bytes, 1);
        return path;
    }

    private static ReadExport Reading(AsyncServiceScope scope)
    {
        var (services, blobs) = (scope.ServiceProvider, scope.ServiceProvider.GetRequiredService<IBlobStore>());
        return new(services.GetRequiredService<PendopoDb>(), blobs, new ReadVideos(blobs, services.GetRequiredService<Incoming>(), services.GetRequiredService<Ffmpeg>()));
    }

    [Fact]
    public async Task A_picture_larger_than_is_taken_is_refused_while_it_comes_and_leaves_nothing()
    {
        using var dimas = await App.Client("officer");
        await using var scope = await App.ScopeOf("officer");
        var post = (await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Post>().OrderBy(found => found.Id).FirstAsync(found => found.Review == ReviewState.Draft)).Id;
        using var form = new MultipartFormDataContent { { new ByteArrayContent(new byte[TakeFile.MaxBytes + 1000]), "picture", "x.jpg" }, { new StringContent("x"), "alt" }, { new StringContent("Nobody"), "shows" } };
        (await dimas.PostAsync($"/api/v1/posts/{post}/pictures/", form)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var files = App.Services.GetRequiredService<Pendopo.Platform.Installation>().FilesFolder;
        Directory.GetFiles(files, "*", SearchOption.AllDirectories).Where(file => new FileInfo(file).Length > 1 << 20).ShouldBeEmpty();
    }

    private static async Task Write(ZipArchive zip, string name, byte[] piece, int times)
    {
        await using var stream = await zip.CreateEntry(name, CompressionLevel.SmallestSize).OpenAsync();
        for (var time = 0; time < times; time++)
            await stream.WriteAsync(piece);
    }

    private static IEnumerable<(string Name, byte[] Bytes)> Pictures()
    {
        foreach (var (width, height) in new[] { (50_000, 50_000), (20_001, 1), (1, 20_001), (8_001, 8_000), (int.MaxValue, 1), (int.MaxValue, int.MaxValue), (65_536, 65_536), (0, 0), (-1, -1), (1, int.MinValue) })
            yield return ($"PNG of {width} by {height}", PictureSamples.Png(width, height));
        foreach (var sides in new byte[][] { [0xFF, 0xFF, 0xFF, 0xFF], [0x27, 0x10, 0x27, 0x10], [0x4E, 0x21, 0, 1], [0, 0, 0, 0], [0, 1, 0xFF, 0xFF] })
        {
            foreach (var from in new[] { PictureSamples.Jpeg, PictureSamples.ProgressiveJpeg })
                yield return ($"JPEG of {Convert.ToHexString(sides)}", Sides(from, sides));
        }
        foreach (var frames in new[] { 501, 5_000, 50_000 })
            yield return ($"PNG of {frames} frames", PictureSamples.Png(more: [.. Enumerable.Repeat(("fcTL", new byte[26]), frames)]));
        yield return ("a PNG of one endless chunk", [.. PictureSamples.Png()[..33], 0x7F, 0xFF, 0xFF, 0xFF, .. "IDAT"u8, .. new byte[64]]);
        yield return ("a PNG of 100,000 empty unknown chunks", PictureSamples.Png(more: [.. Enumerable.Repeat(("ABCD", Array.Empty<byte>()), 1000)]));
        foreach (var magic in new[] { "PK\x03\x04", "\x1f\x8b\x08", "BZh9", "\xfd7zXZ", "Rar!\x1a\x07", "7z\xbc\xaf", "GIF89a", "BM", "II*\0", "MM\0*", "%PDF-1.7", "%!PS", "<svg xmlns='http://www.w3.org/2000/svg'>", "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY a 'a'>]>", "\0\0\0\x18ftypavif", "\0\0\0\x0cJXL ", "RIFF\xff\xff\xff\xffWEBPVP8X", "RIFF\x04\0\0\0WEBP", "<?php", "\x7f" + "ELF" })
            yield return ($"the head {magic.Length}", Encoding.Latin1.GetBytes(magic + new string('\0', 1000)));
    }

    private static byte[] Sides(byte[] from, byte[] sides)
    {
        var jpeg = (byte[])from.Clone();
        var frame = Math.Max(jpeg.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xC0]), jpeg.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xC2]));
        sides.CopyTo(jpeg, frame + 5);
        return jpeg;
    }
}
