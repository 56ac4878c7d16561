using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Platform;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Files;
using Pendopo.Platform.Files.Pictures;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Platform.Files;

public abstract class StoredFileTests(TestApp app) : AppTests(app)
{
    [Fact]
    public async Task A_picture_is_kept_cleaned_under_a_name_that_says_nothing()
    {
        var file = await Take(PictureSamples.DirtyJpeg(6));
        file.Mime.ShouldBe("image/jpeg");
        (file.Width, file.Height).ShouldBe((32, 48));
        file.Name.Length.ShouldBe(32);
        var bytes = await Bytes(new BlobName(file.Name));
        Encoding.Latin1.GetString(bytes).ShouldNotContain(PictureSamples.Canary);
        file.Size.ShouldBe(bytes.Length);
        Directory.GetFiles(Path.Combine(Folder, "incoming")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("<svg xmlns=\"http://www.w3.org/2000/svg\"/>", "NotAPicture")]
    [InlineData("\u00FF\u00D8\u00FF\u00E0\0\u0010JFIF", "Broken")]
    public async Task What_is_no_picture_is_refused_and_leaves_nothing_behind(string content, string code)
    {
        var result = await TryTake(new MemoryStream(Encoding.Latin1.GetBytes(content)));
        result.Problems.ShouldHaveSingleItem().Code.ShouldBe(code);
        result.Problems[0].Text.ShouldNotBe(code);
        Directory.GetFiles(Folder, "*", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_picture_that_is_too_large_is_refused_while_it_comes()
    {
        var endless = new Endless();
        (await TryTake(endless)).Problems.ShouldHaveSingleItem().Code.ShouldBe("FileTooLarge");
        endless.Given.ShouldBeLessThan(TakeFile.MaxBytes + (1 << 20));
        Directory.GetFiles(Folder, "*", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_new_file_is_seen_by_its_owner_and_staff_alone()
    {
        var file = await Take(PictureSamples.Jpeg);
        using var visitor = App.Anonymous();
        using var owner = await App.Client("officer");
        using var reviewer = await App.Client("reviewer");
        using var member = await App.Client("member");
        using var neighbour = await App.Client("officer@kenanga");
        (await visitor.GetAsync(file.Address())).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await member.GetAsync(file.Address())).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await neighbour.GetAsync(file.Address())).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await owner.GetAsync(file.Address())).StatusCode.ShouldBe(HttpStatusCode.OK);
        var seen = await reviewer.GetAsync(file.Address());
        seen.StatusCode.ShouldBe(HttpStatusCode.OK);
        seen.Headers.CacheControl!.ToString().ShouldContain("no-store");
    }

    [Fact]
    public async Task A_shown_file_is_served_to_everybody_sandboxed_and_for_good()
    {
        var file = await Show(await Take(PictureSamples.Jpeg));
        using var visitor = App.Anonymous();
        var answer = await visitor.GetAsync(file.Address());
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("image/jpeg");
        answer.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("inline");
        answer.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("sandbox");
        answer.Headers.GetValues("X-Content-Type-Options").Single().ShouldBe("nosniff");
        answer.Headers.CacheControl!.ToString().ShouldContain("immutable");
        answer.Headers.Contains("Set-Cookie").ShouldBeFalse();
        using var again = new HttpRequestMessage(HttpMethod.Get, file.Address());
        again.Headers.IfNoneMatch.Add(answer.Headers.ETag!);
        (await visitor.SendAsync(again)).StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    [Fact]
    public async Task A_hidden_file_is_gone_for_visitors_at_once()
    {
        var file = await Show(await Take(PictureSamples.Jpeg));
        await using var scope = await App.ScopeOf("officer");
        var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
        (await db.Set<StoredFile>().SingleAsync()).Hide();
        await db.SaveChangesAsync();
        using var visitor = App.Anonymous();
        (await visitor.GetAsync(file.Address())).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_description_that_points_to_a_person_keeps_the_picture_in()
    {
        var file = await Show(await Take(PictureSamples.Jpeg, "Bu Sari, NIK 3404015203900003"));
        using var visitor = App.Anonymous();
        (await visitor.GetAsync(file.Address())).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("/files/..%2F..%2Fpendopo.db")]
    [InlineData("/files/pendopo.db")]
    [InlineData("/files/00000000000000000000000000000000")]
    [InlineData("/files/ABCDEFABCDEFABCDEFABCDEFABCDEFAB")]
    [InlineData("/files/00000000000000000000000000000000/-1")]
    [InlineData("/files/00000000000000000000000000000000/99999999")]
    public async Task An_address_that_is_no_files_finds_nothing(string address)
    {
        await App.CentreOf("melati"); // the schema stands
        using var visitor = App.Anonymous();
        (await visitor.GetAsync(address)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Smaller_copies_are_upright_clean_WebP_or_the_original_stands_in()
    {
        var file = await Show(await Take(Large()));
        using var visitor = App.Anonymous();
        (await visitor.GetAsync(file.Address(320))).Headers.CacheControl!.MaxAge.ShouldBe(TimeSpan.FromMinutes(1));

        await App.RunJobs("media");

        var answer = await visitor.GetAsync(file.Address(320));
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        if (!App.Services.GetRequiredService<VipsChild>().IsInstalled)
        {
            answer.Content.Headers.ContentType!.MediaType.ShouldBe("image/png");
            return;
        }
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("image/webp");
        var cleaned = PictureCleaner.Clean(bytes, new PictureLimits());
        cleaned.Bytes.ToArray().ShouldBe(bytes);
        cleaned.Facts!.Width.ShouldBe(320);
        (await Stored()).Widths.ShouldBe([320, 640]);
        Directory.GetDirectories(Path.Combine(Folder, "incoming")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_removed_file_takes_its_bytes_along()
    {
        var file = await Take(Large());
        await App.RunJobs("media");
        await using (var scope = await App.ScopeOf("officer"))
        {
            (await scope.ServiceProvider.GetRequiredService<RemoveFile>().Run(file.Id, default)).Ok.ShouldBeTrue();
            await scope.ServiceProvider.GetRequiredService<PendopoDb>().SaveChangesAsync();
        }
        await App.RunJobs("media");
        Directory.GetFiles(Folder, "*", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_file_of_another_centre_cannot_be_removed()
    {
        var file = await Take(PictureSamples.Jpeg);
        await using var scope = await App.ScopeOf("officer@kenanga", "kenanga");
        (await scope.ServiceProvider.GetRequiredService<RemoveFile>().Run(file.Id, default)).IsNotFound.ShouldBeTrue();
    }

    [Fact]
    public async Task Bytes_that_a_crash_left_are_swept_away_after_a_day_and_others_stay()
    {
        var file = await Take(PictureSamples.Jpeg);
        var orphan = new BlobName(StoredFile.NewName());
        await App.Services.GetRequiredService<IBlobStore>().Keep(orphan, new byte[] { 1 }, default);
        foreach (var path in Directory.GetFiles(Folder, "*", SearchOption.AllDirectories))
            File.SetLastWriteTimeUtc(path, App.Clock.GetUtcNow().UtcDateTime.AddDays(-2));
        await using (var scope = await App.Scope())
            await ActivatorUtilities.CreateInstance<SweepFilesJob>(scope.ServiceProvider).Run(new SweepFiles(), default);
        App.Services.GetRequiredService<IBlobStore>().Open(orphan).ShouldBeNull();
        (await Bytes(new BlobName(file.Name))).ShouldNotBeEmpty();
    }

    private string Folder => App.Services.GetRequiredService<Installation>().FilesFolder;

    private static byte[] Large() => PictureSamples.Noise(900, 600);

    private async Task<StoredFile> Take(byte[] bytes, string altText = "Bidan Ayu menimbang bayi") => (await TryTake(new MemoryStream(bytes), altText)).Value;

    private async Task<Result<StoredFile>> TryTake(Stream content, string altText = "")
    {
        await using var scope = await App.ScopeOf("officer");
        var here = scope.ServiceProvider.GetRequiredService<Here>();
        return await scope.ServiceProvider.GetRequiredService<TakeFile>().Run(here.Centre.Id, here.Actor, content, altText, default);
    }

    private async Task<StoredFile> Show(StoredFile file)
    {
        await using var scope = await App.ScopeOf("officer");
        var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
        var found = await db.Set<StoredFile>().SingleAsync(row => row.Id == file.Id);
        found.Show();
        await db.SaveChangesAsync();
        return found;
    }

    private async Task<StoredFile> Stored()
    {
        await using var scope = await App.Scope();
        return await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<StoredFile>().AcrossCentres().AsNoTracking().SingleAsync();
    }

    private async Task<byte[]> Bytes(BlobName name)
    {
        await using var stream = App.Services.GetRequiredService<IBlobStore>().Open(name)!;
        using var all = new MemoryStream();
        await stream.CopyToAsync(all);
        return all.ToArray();
    }

    /// <summary>An upload that would never end.</summary>
    private sealed class Endless : Stream
    {
        public long Given { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            Given += count;
            return count;
        }

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}

[Collection("sqlite")]
public sealed class StoredFilesOnSqlite(SqliteApp app) : StoredFileTests(app);

[Collection("postgres")]
public sealed class StoredFilesOnPostgres(PostgresApp app) : StoredFileTests(app);
