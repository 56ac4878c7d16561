using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Pendopo.Commands;
using Pendopo.Platform.Backups.Recovery;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Commands;

/// <summary>The keeping commands as they are typed, each on a data folder of its own.</summary>
[Collection("sqlite")]
public sealed class KeepingCommandTests
{
    private readonly string folder = TestFolder.New();

    [Fact]
    public async Task A_backup_is_made_verified_and_restored_by_commands_alone()
    {
        await Run("demo");
        var place = TestFolder.New();
        var made = await Run("backup", "--to", place);
        made.Code.ShouldBe(0);
        var file = made.Output.Trim();
        File.Exists(file).ShouldBeTrue();
        made.Errors.ShouldContain("No recovery code is set yet");
        var verified = await Run("verify-backup", file);
        verified.Output.ShouldContain("opens and is whole");
        verified.Output.ShouldContain("It opens only with the keys of the installation");
        (await Run("restore", file, "--code", RecoveryCode.Make(), "--data", TestFolder.New())).Errors.ShouldContain("before a recovery code was set");
        (await Run("restore", file, "--code", "nonsense", "--data", TestFolder.New())).Errors.ShouldContain("not a recovery code");
        (await Run("verify-backup", file + "x")).Errors.ShouldContain("There is no such file");
        (await Run("rollback", "--yes")).Errors.ShouldContain("no backup that was made before an upgrade");
        (await Run("upgrade", "--check")).Output.ShouldContain("nothing has to be upgraded");
    }

    [Fact]
    public async Task Config_show_tells_each_value_and_where_it_came_from_and_no_secret()
    {
        await Run("demo");
        var shown = await Run("config", "show", "--urls", "http://localhost:6000");
        var rows = shown.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\t')).ToDictionary(row => row[0], row => (Value: row[1], From: row[2]));
        rows["data"].ShouldBe((folder, "the command line"));
        rows["urls"].ShouldBe(("http://localhost:6000", "the command line"));
        rows["mail:port"].ShouldBe(("587", "not set"));
        var key = Convert.ToBase64String(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32));
        var secret = await Run("config", "show", "--key", key);
        secret.Output.ShouldNotContain(key);
        secret.Output.ShouldContain("key\t(set, not shown)\tthe command line");
    }

    [Fact]
    public async Task Health_asks_the_running_program()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        async Task Answer(string head, string body)
        {
            using var client = await listener.AcceptTcpClientAsync();
            var stream = client.GetStream();
            var buffer = new byte[1000];
            (await stream.ReadAsync(buffer)).ShouldBeGreaterThan(0);
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {head}\r\nConnection: close\r\n\r\n{body}\n"));
        }
        var good = Answer("200 OK", "ready");
        (await Run("health", "--urls", $"http://127.0.0.1:{port}")).ShouldBe((0, "ready" + Environment.NewLine, ""));
        await good;
        var busy = Answer("503 Service Unavailable", "preparing the database");
        (await Run("health", "--urls", $"http://127.0.0.1:{port}")).ShouldBe((1, "preparing the database" + Environment.NewLine, ""));
        await busy;
        listener.Stop();
        (await Run("health", "--urls", $"http://127.0.0.1:{port}")).Errors.ShouldContain("Nothing answers");
    }

    [Fact]
    public async Task Doctor_tells_of_open_keys_missing_backups_and_where_the_key_lies()
    {
        await Run("demo");
        var first = await Run("doctor");
        first.Output.ShouldContain("hint  No recovery code is set");
        first.Output.ShouldContain("hint  No backup was made yet.");
        first.Output.ShouldContain("The installation key lies in the data folder");
        var key = Directory.GetFiles(Path.Combine(folder, "keys"), "key-*.xml")[0];
        File.SetUnixFileMode(key, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        var open = await Run("doctor");
        open.Code.ShouldBe(1);
        open.Output.ShouldContain($"MEND  Other users of this machine may read {key}");
        open.Output.ShouldContain("chmod -R go=");
    }

    [Fact]
    public async Task An_export_of_one_centre_is_taken_in_elsewhere_and_holds_nothing_of_the_other_and_no_secret()
    {
        await Run("demo");
        var zip = Path.Combine(TestFolder.New(), "melati.zip");
        (await Run("export", zip, "--centre", "melati")).Output.ShouldContain("@melati");
        (await Run("export", zip)).Errors.ShouldContain("Nothing is written over");
        (await Run("export", Path.Combine(TestFolder.New(), "x.zip"), "--centre", "nowhere")).Errors.ShouldContain("no such centre");
        var text = Text(zip);
        text.ShouldContain("Puskesmas Melati");
        text.ShouldNotContain("Puskesmas Kenanga");
        foreach (var secret in new[] { "password_hash", "private_key", "credentials", "security_stamp" })
            text.ShouldNotContain(secret);
        var other = TestFolder.New();
        (await Run("import", zip, "--data", other)).Output.ShouldContain("Imported @melati");
        (await Run("import", zip, "--data", other)).Errors.ShouldContain("is taken here already");
        var again = Path.Combine(TestFolder.New(), "again.zip");
        (await Run("export", again, "--data", other)).Code.ShouldBe(0);
        Tables(again).ShouldBe(Tables(zip));
    }

    [Fact]
    public async Task An_export_that_was_changed_or_is_none_is_refused_whole()
    {
        await Run("demo");
        var zip = Path.Combine(TestFolder.New(), "all.zip");
        (await Run("export", zip)).Output.ShouldContain("@kenanga, @melati");
        var other = TestFolder.New();
        foreach (var (from, to, why) in new[] { ("\"melati\"", "\"melati\",\"surprise\":1", "is not known"), ("\n{", "\nnonsense{", "cannot be read") })
        {
            var changed = Path.Combine(TestFolder.New(), "changed.zip");
            File.Copy(zip, changed);
            Edit(changed, "tables/platform_centre.jsonl", text => text.Replace(from, to));
            (await Run("import", changed, "--data", other)).Errors.ShouldContain(why);
        }
        var fewer = Path.Combine(TestFolder.New(), "fewer.zip");
        File.Copy(zip, fewer);
        Edit(fewer, "tables/platform_centre.jsonl", text => text[..(text.IndexOf('\n') + 1)]);
        (await Run("import", fewer, "--data", other)).Errors.ShouldContain("does not hold all rows");
        var none = Path.Combine(TestFolder.New(), "none.zip");
        await File.WriteAllTextAsync(none, "no zip");
        (await Run("import", none, "--data", other)).Errors.ShouldContain("no export here");
        (await Run("import", zip, "--data", other)).Code.ShouldBe(0);
    }

    private static string Text(string zip) => string.Join("\n", Tables(zip).Select(table => table.Value));

    private static SortedDictionary<string, string> Tables(string path)
    {
        using var zip = ZipFile.OpenRead(path);
        var tables = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in zip.Entries.Where(entry => entry.FullName.StartsWith("tables/")))
        {
            using var reader = new StreamReader(entry.Open());
            tables[entry.FullName] = string.Join("\n", reader.ReadToEnd().Split('\n').Order(StringComparer.Ordinal));
        }
        return tables;
    }

    private static void Edit(string path, string name, Func<string, string> change)
    {
        using var zip = ZipFile.Open(path, ZipArchiveMode.Update);
        string text;
        using (var reader = new StreamReader(zip.GetEntry(name)!.Open()))
            text = reader.ReadToEnd();
        zip.GetEntry(name)!.Delete();
        using var writer = new StreamWriter(zip.CreateEntry(name).Open());
        writer.Write(change(text));
    }

    private async Task<(int Code, string Output, string Errors)> Run(params string[] command)
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        using var output = new StringWriter();
        using var errors = new StringWriter();
        string[] data = command.Contains("--data") ? [] : ["--data", folder];
        var code = await CommandLine.Create().Parse([.. command, .. data]).InvokeAsync(new() { Output = output, Error = errors });
        return (code, output.ToString(), errors.ToString());
    }
}
