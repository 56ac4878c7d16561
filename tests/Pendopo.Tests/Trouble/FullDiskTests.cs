using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Platform.Backups.Container;
using Pendopo.Platform.Backups.Kept;
using Pendopo.Platform.Data;
using Pendopo.Platform.Mail;
using Pendopo.Platform.Settings;
using Pendopo.Tests.Harness;
using Pendopo.Tests.Platform.Files;

namespace Pendopo.Tests.Trouble;

/// <summary>A disk that is really full, under the program as it is run.</summary>
[Collection("processes on sqlite")]
public sealed class FullDiskTests(SqliteApp app) : AppTests(app)
{
    private const string Words = "Posyandu Melati buka Selasa pagi, bawa buku KIA.";

    private SmallDisk disk = null!;

    private string Data => Path.Combine(disk.Folder, "data");

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        // A backup wants 64 MB to spare; so much and a little more is the smallest disk on which all that is tried here could succeed.
        disk = await SmallDisk.Mount(megabytes: 112);
        Directory.CreateDirectory(Path.Combine(Data, "keys"));
        if (Directory.Exists(Path.Combine(App.Place.DataFolder, "keys")))
            TestFolder.CopyKeys(App.Place.DataFolder, Data);
        File.Copy(App.Place.DatabaseFile, Path.Combine(Data, "pendopo.db"));
        await NoBackupByItself();
    }

    /// <summary>A look at the full hour makes one where there is none, in the middle of what is tried here; it leaves alone where one has just been tried.</summary>
    private async Task NoBackupByItself()
    {
        await using var db = Pendopo.Commands.Keeping.RestoreCommand.OpenDatabase(new() { DataFolder = Data });
        var tried = Backup.Begin(BackupReason.Nightly, DateTimeOffset.UtcNow);
        tried.Fail(BackupTrouble.CountsDiffer);
        db.Add(tried);
        await db.SaveChangesAsync();
    }

    public override async Task DisposeAsync() => await disk.DisposeAsync();

    [Fact]
    public async Task What_was_typed_is_shown_again_reading_goes_on_and_all_heals_by_itself()
    {
        await using var program = await BuiltProgram.Ready("--data", Data);
        using var dimas = await program.SignedIn("dimas@melati.example");
        using var rina = await program.SignedIn("rina@melati.example");
        disk.Fill();
        var tries = 0;
        var refused = await Refused(() => Name(dimas, $"{Words} {tries++}"));
        refused.Headers.RetryAfter.ShouldNotBeNull();
        var page = await refused.Document();
        page.QuerySelectorAll("main textarea").Select(area => area.TextContent).ShouldContain($"{Words} {tries - 1}");
        page.QuerySelector("main h1")!.TextContent.ShouldBe("Saat ini belum ada yang dapat disimpan");
        await ProgramsAreTold(dimas);
        await ReadingGoesOn(program, dimas, rina);
        disk.Release();
        await program.Until("/health/ready", answer => answer == "200 ready\n");
        // The very form that the refusal showed is sent, and kept.
        var again = page.QuerySelectorAll("main form input[type=hidden]").Select(field => KeyValuePair.Create(field.GetAttribute("name")!, field.GetAttribute("value")!));
        (await dimas.PostAsync("/me/name", new FormUrlEncodedContent(again))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await dimas.Page("/me/name")).QuerySelector("input[name='Form.Name']")!.GetAttribute("value").ShouldBe($"{Words} {tries - 1}");
        (await rina.Page("/desk")).QuerySelector(".notice-danger.banner")?.TextContent.ShouldNotContain("disimpan");
    }

    private static async Task ProgramsAreTold(HttpClient dimas)
    {
        var answer = await dimas.PostAsJsonAsync("/api/v1/posts", new { title = "Jadwal", text = Words });
        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        answer.Headers.RetryAfter.ShouldNotBeNull();
        JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("code").GetString().ShouldBe("StorageReadOnly");
        using var picture = new MultipartFormDataContent { { new ByteArrayContent(PictureSamples.Jpeg), "picture", "foto.jpg" }, { new StringContent("Timbangan"), "alt" } };
        (await dimas.PostAsync($"/api/v1/posts/{Guid.CreateVersion7()}/pictures", picture)).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        using var inbox = new StringContent("{}", System.Text.Encoding.UTF8, "application/activity+json");
        (await dimas.PostAsync("/inbox", inbox)).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable, "other servers are to come again");
    }

    private async Task ReadingGoesOn(BuiltProgram program, HttpClient dimas, HttpClient rina)
    {
        (await program.Until("/health/ready", _ => true)).ShouldBe("200 ready, read only: the disk is full\n");
        (await program.Until("/health/live", _ => true)).ShouldBe("200 live, read only: the disk is full\n");
        foreach (var path in new[] { "/", "/desk", "/desk/posts", "/me/name" })
            await dimas.Page(path);
        // Who can mend it reads why and how; who cannot reads what it means for their work.
        (await rina.Page("/desk")).QuerySelector(".notice-danger.banner")!.TextContent.ShouldContain("penuh");
        (await dimas.Page("/desk")).QuerySelector(".notice-danger.banner")!.TextContent.ShouldNotContain("penuh");
        (await rina.Page("/admin/operations")).QuerySelector("main")!.TextContent.ShouldContain("Cakram tempat data disimpan sudah penuh.");
        var (exit, said) = await BuiltProgram.Command("doctor", "--data", Data);
        exit.ShouldNotBe(0);
        said.ShouldContain("disk is full");
    }

    [Fact]
    public async Task Of_many_who_write_while_the_disk_fills_each_is_kept_or_told()
    {
        await using var program = await BuiltProgram.Ready("--data", Data);
        using var dimas = await program.SignedIn("dimas@melati.example");
        var kept = new System.Collections.Concurrent.ConcurrentBag<string>();
        var told = 0;
        async Task Write(int writer)
        {
            for (var number = 0; Volatile.Read(ref told) < 30; number++)
            {
                var title = $"Catatan {writer}-{number}";
                var answer = await dimas.PostAsJsonAsync("/api/v1/posts", new { title, text = string.Concat(Enumerable.Repeat(Words, 40)) });
                if (answer.StatusCode == HttpStatusCode.Created)
                    kept.Add(title);
                else
                    Interlocked.Add(ref told, answer.StatusCode == HttpStatusCode.ServiceUnavailable ? 1 : throw new InvalidOperationException($"{answer.StatusCode}\n{program.Output}"));
            }
        }
        var writers = Enumerable.Range(0, 8).Select(Write).ToList();
        while (kept.Count < 20)
            await Task.Delay(5);
        disk.Fill();
        await Task.WhenAll(writers);
        disk.Release();
        await program.Until("/health/ready", answer => answer == "200 ready\n");
        (await dimas.PostAsJsonAsync("/api/v1/posts", new { title = "Sesudahnya", text = Words })).StatusCode.ShouldBe(HttpStatusCode.Created);
        (await program.Stop()).ShouldBe(0);
        var titles = await Titles();
        kept.Except(titles).ShouldBeEmpty("what was acknowledged is kept");
        titles.Count(title => title.StartsWith("Catatan ", StringComparison.Ordinal)).ShouldBe(kept.Count, "what was refused is not");
    }

    [Fact]
    public async Task A_program_started_on_a_full_disk_shows_what_stands_and_writes_when_there_is_room()
    {
        await using (var before = await BuiltProgram.Ready("--data", Data))
            (await before.Stop()).ShouldBe(0, before.Output);
        disk.Fill();
        await using var program = await BuiltProgram.Ready("--data", Data);
        using var visitor = program.Browser();
        await visitor.Page("/");
        (await visitor.Page("/posts")).QuerySelector("main h1").ShouldNotBeNull();
        disk.Release();
        await program.Until("/health/ready", answer => answer == "200 ready\n");
        using var dimas = await program.SignedIn("dimas@melati.example");
        (await Name(dimas, Words)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task A_first_start_on_a_full_disk_says_so_in_a_sentence()
    {
        Directory.Delete(Data, recursive: true);
        Directory.CreateDirectory(Data);
        disk.Fill();
        var (exit, said) = await BuiltProgram.Command("--data", Data, "--urls", "http://127.0.0.1:0");
        exit.ShouldBe(1);
        said.Trim().ShouldBe($"The disk is full where the data folder {Data} lies. Make room, then start Pendopo again.");
    }

    [Fact]
    public async Task An_upgrade_without_room_waits_for_it_says_so_and_goes_on()
    {
        var steps = await Older();
        disk.Fill(leave: 3 << 20);
        await using var program = await BuiltProgram.Listening("--data", Data);
        (await program.Until("/health/live", answer => answer.Contains("room", StringComparison.Ordinal))).ShouldBe("200 live, waiting for room on the disk\n");
        using var visitor = program.Browser();
        var page = await visitor.GetAsync("/");
        page.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        page.Headers.RetryAfter.ShouldNotBeNull();
        (await page.Document()).QuerySelector("main h1")!.TextContent.ShouldBe("Saat ini belum ada yang dapat disimpan");
        (await visitor.GetAsync("/pendopo.css")).StatusCode.ShouldBe(HttpStatusCode.OK, "the page has its clothes on");
        (await Steps()).ShouldBe(steps, "nothing was changed without a backup");
        disk.Release();
        await program.Until("/health/ready", answer => answer == "200 ready\n");
        (await Steps()).ShouldBeGreaterThan(steps);
        Directory.GetFiles(Path.Combine(Data, "backups"), "*-upgrade.backup").ShouldHaveSingleItem();
        (await program.Stop()).ShouldBe(0);
    }

    [Fact]
    public async Task A_backup_without_room_fails_with_its_reason_and_leaves_nothing_behind()
    {
        await using var program = await BuiltProgram.Ready("--data", Data);
        using var rina = await program.SignedIn("rina@melati.example");
        disk.Fill(leave: 8 << 20);
        (await rina.Submit("/admin/backups", "make")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        await Eventually(async () => (await rina.Page("/admin/backups")).QuerySelector("main")!.TextContent.Contains("Ruang cakram tidak cukup", StringComparison.Ordinal));
        Directory.EnumerateFiles(Data, "*.part", SearchOption.AllDirectories).ShouldBeEmpty();
        (await program.Until("/health/ready", _ => true)).ShouldBe("200 ready\n", "there is room for what people write");
    }

    [Fact]
    public async Task Of_work_in_the_background_that_meets_a_full_disk_each_piece_is_done_once()
    {
        const int letters = 120;
        await using var sink = await Pendopo.Testing.SmtpSink.StartAsync();
        await Letters(letters, sink.Port);
        await using var program = await BuiltProgram.Ready("--data", Data);
        await sink.MailsToAsync("sari@warga.example", 10);
        disk.Fill();
        await program.Until("/health/ready", answer => answer.Contains("disk is full", StringComparison.Ordinal));
        disk.Release();
        await Eventually(async () => await Count("SELECT count(*) FROM platform_job WHERE queue = 'mail' AND state = 'Completed'") == letters, () => program.Output);
        var mails = await sink.MailsToAsync("sari@warga.example", letters);
        mails.Select(mail => mail.MessageId).Distinct().Count().ShouldBe(letters);
        mails.Length.ShouldBe(letters, "none came twice");
    }

    private async Task Letters(int count, int port)
    {
        // Written before the program starts, by one that has no workers.
        File.Copy(Path.Combine(Data, "pendopo.db"), App.Place.DatabaseFile, overwrite: true);
        await using (var scope = await App.Scope())
        {
            var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
            var settings = scope.ServiceProvider.GetRequiredService<SettingsBook>();
            foreach (var (key, value) in new[] { (SettingKeys.MailHost, "127.0.0.1"), (SettingKeys.MailPort, $"{port}"), (SettingKeys.MailSecurity, "none"), (SettingKeys.MailFrom, "halo@melati.example") })
                await settings.Write(key, value, default);
            await db.SaveChangesAsync();
            await settings.Load(default);
            var mail = scope.ServiceProvider.GetRequiredService<MailOut>();
            for (var i = 0; i < count; i++)
                mail.Add("sari@warga.example", "trial", $"Surat {i}", Words, "id").ShouldBeTrue();
            await db.SaveChangesAsync();
        }
        var place = await App.Leave();
        foreach (var file in Directory.GetFiles(place.DataFolder, "pendopo.db*"))
            File.Copy(file, Path.Combine(Data, Path.GetFileName(file)), overwrite: true);
        TestFolder.CopyKeys(place.DataFolder, Data);
    }

    private async Task<int> Older()
    {
        File.Delete(Path.Combine(Data, "pendopo.db"));
        await using var db = Pendopo.Commands.Keeping.RestoreCommand.OpenDatabase(new() { DataFolder = Data });
        var all = db.Database.GetMigrations().ToList();
        await DataSetup.MigrateAsync(db, default, all[^3]);
        return all.Count - 2;
    }

    private Task<int> Steps() => Count("SELECT count(*) FROM \"__EFMigrationsHistory\"");

    private async Task<int> Count(string sql)
    {
        await using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(Data, "pendopo.db")};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt32(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture);
    }

    private static async Task Eventually(Func<Task<bool>> isSo, Func<string>? said = null)
    {
        for (var started = System.Diagnostics.Stopwatch.GetTimestamp(); !await isSo(); await Task.Delay(50))
            (System.Diagnostics.Stopwatch.GetElapsedTime(started) < TimeSpan.FromMinutes(4)).ShouldBeTrue(said?.Invoke());
    }

    private async Task<List<string>> Titles()
    {
        await using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(Data, "pendopo.db")};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA integrity_check(1)";
        (await command.ExecuteScalarAsync()).ShouldBe("ok");
        command.CommandText = "SELECT title FROM publishing_post";
        await using var reader = await command.ExecuteReaderAsync();
        var titles = new List<string>();
        while (await reader.ReadAsync())
            titles.Add(reader.GetString(0));
        return titles;
    }

    private static Task<HttpResponseMessage> Name(HttpClient browser, string name) => browser.Submit("/me/name", "name", ("Form.Name", name));

    /// <summary>The log of the database still holds some room of its own, which it uses over and over: it is written to until that is used up, or the
    /// program finds by itself that there is none besides.</summary>
    private static async Task<HttpResponseMessage> Refused(Func<Task<HttpResponseMessage>> send)
    {
        for (var tries = 0; tries < 5000; tries++)
        {
            var answer = await send();
            if (answer.StatusCode == HttpStatusCode.ServiceUnavailable)
                return answer;
        }
        throw new InvalidOperationException("It was never refused.");
    }
}
