using System.Diagnostics;
using System.Globalization;

namespace Pendopo.Platform.Files;

/// <summary>Decodes foreign pictures in a child process that may take little memory and time and knows nothing of us
/// (decoders are where picture bombs and break-ins happen: CVE-2023-36460).</summary>
internal sealed class VipsChild(TimeProvider time)
{
    private const long MaxAddressSpace = 1536L * 1024 * 1024; // 64 million pixels at 4 bytes, in and out, and the program itself
    private const int MaxCpuSeconds = 20;
    private static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(40);

    private static readonly string[] Folders = ["/usr/bin", "/usr/local/bin", "/bin"];
    private static readonly string? Vips = Find("vips");
    private static readonly string? Limiter = Find("prlimit");

    /// <summary>Whether both vips and prlimit (util-linux) are on this machine.</summary>
    public bool IsInstalled => Vips is not null && Limiter is not null;

    /// <summary>Writes an upright WebP copy of the given width. Null when it stands, else why not.</summary>
    public async Task<string?> Shrink(string source, string target, int width, CancellationToken cancel)
    {
        // `thumbnail` turns by the orientation and shrinks while it decodes; the height only bounds absurd strips.
        string[] arguments =
        [
            $"--as={MaxAddressSpace}", $"--cpu={MaxCpuSeconds}", "--fsize=20971520", "--core=0", Vips!,
            "thumbnail", source, $"{target}[Q=78,strip]", Number(width), "--height", Number(width * 4), "--size", "down",
        ];
        using var child = new Process { StartInfo = Bare(Path.GetDirectoryName(target)!, arguments) };
        child.Start();
        return await Watch(child, cancel);
    }

    private async Task<string?> Watch(Process child, CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(MaxTime, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        try
        {
            var said = child.StandardError.ReadToEndAsync(either.Token);
            await child.WaitForExitAsync(either.Token);
            await said;
            return child.ExitCode == 0 ? null : $"vips ended with code {Number(child.ExitCode)}.";
        }
        catch (OperationCanceledException)
        {
            child.Kill(entireProcessTree: true);
            cancel.ThrowIfCancellationRequested();
            return "vips took too long.";
        }
    }

    private static ProcessStartInfo Bare(string folder, string[] arguments)
    {
        var start = new ProcessStartInfo(Limiter!, arguments) { WorkingDirectory = folder, RedirectStandardError = true, RedirectStandardOutput = false, UseShellExecute = false };
        start.Environment.Clear(); // no secrets of ours, no proxies, no preloads
        start.Environment["PATH"] = "/usr/bin:/bin";
        start.Environment["TMPDIR"] = folder;
        start.Environment["VIPS_CONCURRENCY"] = "1";
        start.Environment["VIPS_BLOCK_UNTRUSTED"] = "1"; // loaders that libvips itself does not trust (since 8.13)
        return start;
    }

    private static string? Find(string program) =>
        Folders.Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
