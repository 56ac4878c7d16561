using System.Diagnostics;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Platform.Data;
using Pendopo.Platform.Files;
using Pendopo.Platform.Files.Pictures;
using Pendopo.Tests.Harness;
using Pendopo.Tests.Platform.Files;

namespace Pendopo.Tests.Doors;

/// <summary>Sixty pictures into which exiftool wrote all it can, looked at by exiftool after we cleaned them and after the smaller copies were made.</summary>
[Collection("sqlite")]
public sealed class ExifToolTests(SqliteApp app) : AppTests(app)
{
    private const string Canary = "KANARI";

    private static readonly string[][] Written =
    [
        ["-GPSLatitude=7.79", "-GPSLatitudeRef=S", "-GPSLongitude=110.36", "-GPSLongitudeRef=E", "-GPSAltitude=114"], ["-Artist=" + Canary, "-Copyright=" + Canary, "-OwnerName=" + Canary], ["-XMP-dc:Creator=" + Canary, "-XMP-dc:Title=" + Canary, "-XMP-photoshop:City=" + Canary], ["-IPTC:By-line=" + Canary, "-IPTC:City=" + Canary, "-IPTC:Caption-Abstract=" + Canary],
        ["-Comment=" + Canary], ["-UserComment=" + Canary, "-ImageDescription=" + Canary], ["-Make=" + Canary, "-Model=" + Canary, "-SerialNumber=" + Canary, "-LensSerialNumber=" + Canary], ["-DateTimeOriginal=2026:03:02 08:00:00", "-OffsetTimeOriginal=+07:00", "-SubSecTimeOriginal=123"],
        ["-XMP-exif:GPSLatitude=7.79", "-XMP-exif:GPSLongitude=110.36"], ["-XMP-xmpMM:DocumentID=" + Canary, "-XMP-xmpMM:InstanceID=" + Canary, "-XMP-xmp:CreatorTool=" + Canary], ["-XMP-mwg-rs:RegionName=" + Canary, "-XMP-mwg-rs:RegionType=Face"], ["-Software=" + Canary, "-HostComputer=" + Canary, "-ProcessingSoftware=" + Canary, "-ImageUniqueID=" + Canary, "-CameraOwnerName=" + Canary],
    ];

    // What a picture is, and what exiftool works out by itself; nothing of it says who, where or with what.
    private static readonly HashSet<string> Allowed = ["SourceFile", "ExifTool", "System", "File", "PNG", "JFIF", "RIFF", "Composite", "IFD0", "ExifIFD", "APP14"];
    private static readonly HashSet<string> AllowedExif = ["Orientation", "ExifByteOrder", "ResolutionUnit", "XResolution", "YResolution", "YCbCrPositioning"];

    [Fact]
    public async Task Sixty_pictures_are_clean_and_stand_upright()
    {
        var folder = TestFolder.New();
        var files = await Dirty(folder);
        files.Count.ShouldBe(60);
        var clean = Directory.CreateDirectory(Path.Combine(folder, "clean")).FullName;
        foreach (var file in files)
        {
            var cleaned = PictureCleaner.Clean(await File.ReadAllBytesAsync(file), new PictureLimits());
            cleaned.Fault.ShouldBeNull(file);
            cleaned.Facts!.Orientation.ShouldBe(1 + (files.IndexOf(file) % 8));
            await File.WriteAllBytesAsync(Path.Combine(clean, Path.GetFileName(file)), cleaned.Bytes.ToArray());
        }
        (await Leaks(folder, files)).Count.ShouldBeGreaterThan(55, "the samples must be dirty");
        (await Leaks(clean, Directory.GetFiles(clean))).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_smaller_copies_hold_nothing_of_it_either()
    {
        var folder = TestFolder.New();
        await File.WriteAllBytesAsync(Path.Combine(folder, "large.png"), PictureSamples.Noise(900, 700));
        await Run(folder, ["-overwrite_original", "-q", "-Orientation#=6", "-Artist=" + Canary, "-GPSLatitude=7.79", "-GPSLatitudeRef=S", "-XMP-dc:Creator=" + Canary, "large.png"]);
        await using (var scope = await App.ScopeOf("officer"))
        {
            await using var content = File.OpenRead(Path.Combine(folder, "large.png"));
            (await scope.ServiceProvider.GetRequiredService<TakeFile>().Run((await App.CentreOf("melati")).Id, (await App.PersonOf("officer")).Id, content, "Foto", default)).Ok.ShouldBeTrue();
        }
        await App.RunJobs();
        await using var look = await App.Scope();
        var kept = await look.ServiceProvider.GetRequiredService<PendopoDb>().Set<StoredFile>().AcrossCentres().AsNoTracking().OrderBy(file => file.CreatedAt).LastAsync();
        (kept.Width, kept.Height).ShouldBe((700, 900));
        kept.Widths.ShouldNotBeEmpty("vips is installed with the tests");
        var blobs = Directory.GetFiles(App.Services.GetRequiredService<Pendopo.Platform.Installation>().FilesFolder, kept.Name + "*", SearchOption.AllDirectories);
        blobs.Length.ShouldBeGreaterThan(1);
        (await Leaks(folder, blobs)).ShouldBeEmpty();
    }

    private static async Task<List<string>> Dirty(string folder)
    {
        byte[][] from = [PictureSamples.Jpeg, PictureSamples.ProgressiveJpeg, PictureSamples.Png(), PictureSamples.Webp, PictureSamples.LosslessWebp];
        string[] kinds = ["jpg", "jpg", "png", "webp", "webp"];
        var (files, arguments) = (new List<string>(), new List<string>());
        foreach (var written in Written)
        {
            for (var kind = 0; kind < from.Length; kind++)
            {
                var file = Path.Combine(folder, $"{files.Count:00}.{kinds[kind]}");
                await File.WriteAllBytesAsync(file, from[kind]);
                // One start of exiftool for all of them.
                arguments.AddRange(["-overwrite_original", "-q", "-m", $"-Orientation#={1 + (files.Count % 8)}", "-XMP-dc:Rights=" + Canary, .. written.Where(tag => kind < 3 || (!tag.StartsWith("-IPTC", StringComparison.Ordinal) && !tag.StartsWith("-Comment", StringComparison.Ordinal))), file, "-execute"]);
                files.Add(file);
            }
        }
        await File.WriteAllLinesAsync(Path.Combine(folder, "arguments"), arguments);
        await Run(folder, ["-@", "arguments"]);
        return files;
    }

    private static async Task<IReadOnlyList<string>> Leaks(string folder, IReadOnlyList<string> files)
    {
        using var all = JsonDocument.Parse(await Run(folder, ["-j", "-G1", "-a", "-u", "-ee", .. files]));
        return [.. all.RootElement.EnumerateArray().SelectMany(file => file.EnumerateObject().Where(tag => !IsAllowed(tag.Name) || tag.Value.ToString().Contains(Canary, StringComparison.Ordinal)).Select(tag => $"{file.GetProperty("SourceFile").GetString()}: {tag.Name}").Take(1))];
    }

    private static bool IsAllowed(string name)
    {
        var parts = name.Split(':');
        return Allowed.Contains(parts[0]) && (parts[0] is not ("IFD0" or "ExifIFD") || AllowedExif.Contains(parts[1])) && !name.Contains("GPS", StringComparison.Ordinal) && name is not ("File:Comment" or "PNG:Comment");
    }

    private static async Task<string> Run(string folder, string[] arguments)
    {
        var start = new ProcessStartInfo("exiftool", arguments) { WorkingDirectory = folder, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        using var exiftool = Process.Start(start) ?? throw new InvalidOperationException("exiftool is not installed: run tests/peers/install.");
        var errors = exiftool.StandardError.ReadToEndAsync();
        var output = await exiftool.StandardOutput.ReadToEndAsync();
        await exiftool.WaitForExitAsync();
        return exiftool.ExitCode == 0 ? output : throw new InvalidOperationException(await errors);
    }
}
