using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Pendopo.Carried;
using Pendopo.Testing;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Packaging;

/// <summary>The one file that operators get, made as they get it and run without anything beside it.</summary>
public sealed class MadeFileTests(MadeFile made) : IClassFixture<MadeFile>
{
    [Fact]
    public async Task It_starts_from_an_empty_folder_and_its_link_opens_the_wizard_with_all_its_files()
    {
        var folder = TestFolder.New();
        await using var server = await made.Serve(folder);
        using var browser = new HttpClient { BaseAddress = server.Address };
        var page = await browser.GetAsync(server.SetupLink);
        page.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var document = await page.Document();
        document.QuerySelector("h1").ShouldNotBeNull();
        foreach (var path in document.QuerySelectorAll("link[rel=stylesheet], script[src]").Select(part => part.GetAttribute("href") ?? part.GetAttribute("src")!).Append("/health/ready"))
            (await browser.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.OK, path);
        (await made.Run("health", "--urls", server.Address.ToString().TrimEnd('/'))).ShouldBe((0, "ready"));
    }

    [Fact]
    public async Task It_makes_the_sample_world_a_backup_of_it_and_opens_that_again()
    {
        var folder = Path.Combine(TestFolder.New(), "data");
        (await made.Run("demo", "--data", folder)).Code.ShouldBe(0);
        (await made.Run("backup", "--data", folder)).Code.ShouldBe(0);
        var backup = Directory.EnumerateFiles(Path.Combine(folder, "backups")).ShouldHaveSingleItem();
        (await made.Run("verify-backup", backup, "--data", folder)).Code.ShouldBe(0);
    }

    [Fact]
    public async Task It_speaks_Indonesian_too()
    {
        await using var server = await made.Serve(TestFolder.New());
        using var browser = new HttpClient { BaseAddress = server.Address };
        browser.DefaultRequestHeaders.Add("Accept-Language", "id");
        using var page = await (await browser.GetAsync(server.SetupLink)).Document();
        page.DocumentElement.GetAttribute("lang").ShouldBe("id");
    }

    [Fact]
    public void It_is_for_its_machine_alone_and_says_what_it_is_made_of()
    {
        var head = new byte[20];
        using (var file = File.OpenRead(made.Program))
            file.ReadExactly(head);
        // ELF, 64 bits, little-endian; e_machine 62 is x86-64, 183 is AArch64 (ELF-64 Object File Format; ELF for the Arm 64-bit Architecture).
        head[..6].ShouldBe([0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1]);
        head[18].ShouldBe((byte)62);
        using var parts = JsonDocument.Parse(File.ReadAllText(made.Parts));
        var names = parts.RootElement.GetProperty("components").EnumerateArray().Select(part => part.GetProperty("name").GetString()).ToList();
        names.ShouldContain("Npgsql");
        names.ShouldContain("Microsoft.AspNetCore.App.Runtime");
        CarriedFiles.ReadFrom(made.Program)!.Keys.ShouldContain(CarriedFiles.AssetList);
    }

    [Fact]
    public async Task A_file_that_was_cut_off_or_changed_says_so()
    {
        var copy = Path.Combine(TestFolder.New(), "pendopo");
        await File.WriteAllTextAsync(copy, "something PENDOPO-CARRIES 00000000ffffffff\n");
        Should.Throw<InvalidDataException>(() => CarriedFiles.ReadFrom(copy)).Message.ShouldContain("fetch it again");
        await File.WriteAllTextAsync(copy, "a program that carries nothing at all, of more than a line");
        CarriedFiles.ReadFrom(copy).ShouldBeNull();
    }
}

/// <summary>Made once for the class; it takes the better part of a minute.</summary>
public sealed class MadeFile : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("pendopo-made-").FullName;

    internal string Program { get; private set; } = "";

    internal string Parts => Directory.EnumerateFiles(folder, "*.cdx.json").Single();

    public async Task InitializeAsync()
    {
        await ServerProcess.RunAsync(Repository.PathTo("packaging", "make"), "--output", folder, "linux-x64");
        // Moved to a place of its own: nothing that lies beside it may be needed.
        Program = Path.Combine(Directory.CreateDirectory(Path.Combine(folder, "alone")).FullName, "pendopo");
        File.Move(Directory.EnumerateFiles(folder, "pendopo-*-linux-x64").Single(), Program);
    }

    public Task DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        return Task.CompletedTask;
    }

    internal async Task<(int Code, string Output)> Run(params string[] arguments)
    {
        using var running = Process.Start(new ProcessStartInfo(Program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, WorkingDirectory = "/" })!;
        var output = await running.StandardOutput.ReadToEndAsync();
        await running.WaitForExitAsync();
        return (running.ExitCode, output.Trim());
    }

    internal async Task<Served> Serve(string data)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        var command = new ProcessStartInfo(Repository.PathTo("tests", "peers", "tied"), ["--signal", "TERM", Program, "--data", data, "--urls", address.ToString().TrimEnd('/')]) { WorkingDirectory = "/" };
        var process = await ServerProcess.StartAsync(command, line => line.StartsWith("Pendopo is not set up yet", StringComparison.Ordinal));
        return new(process, address, process.ReadyLine[process.ReadyLine.IndexOf("http", StringComparison.Ordinal)..]);
    }

    internal sealed record Served(ServerProcess Process, Uri Address, string SetupLink) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => Process.DisposeAsync();
    }
}
