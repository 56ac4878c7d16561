using System.Diagnostics;
using System.Globalization;

namespace Pendopo.Platform.Files;

/// <summary>What a child may take.</summary>
/// <param name="AddressSpace">Bytes of addresses.</param>
/// <param name="CpuSeconds">Seconds of the processor.</param>
/// <param name="FileSize">Bytes of one file that it writes.</param>
/// <param name="Time">By the clock; then it is killed with all it started.</param>
internal sealed record ChildLimits(long AddressSpace, int CpuSeconds, long FileSize, TimeSpan Time);

/// <summary>How a child ended.</summary>
internal enum ChildEnd { Well, Badly, TookTooLong }

/// <summary>Runs a program of the machine on what others made, held by prlimit (util-linux), without a shell and without knowing anything of us: decoders are
/// where bombs and break-ins happen (CVE-2023-36460).</summary>
/// <param name="folders">Where programs are looked for; null for the usual places.</param>
internal sealed class BareChild(TimeProvider time, ChildLimits limits, IReadOnlyList<string>? folders = null)
{
    private readonly IReadOnlyList<string> places = folders ?? ["/usr/bin", "/usr/local/bin", "/bin"];

    /// <summary>Variables that it knows besides where programs and its folder are.</summary>
    public IReadOnlyDictionary<string, string> Knows { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether it gives way to whatever else runs.</summary>
    public bool GivesWay { get; init; }

    /// <summary>Whether these programs are on this machine, with what holds them.</summary>
    public bool Has(params string[] programs) => programs.Append("prlimit").Concat(GivesWay ? ["nice"] : []).All(name => Find(name) is not null);

    /// <summary>Runs a program that this machine has (<see cref="Has"/>) in a folder of its own.</summary>
    /// <param name="heard">Told each line that it says; null when nobody listens.</param>
    /// <returns>How it ended, and with which code when it ended by itself.</returns>
    public async Task<(ChildEnd End, int Code)> Run(string program, IEnumerable<string> arguments, string folder, Func<string, Task>? heard, CancellationToken cancel)
    {
        using var child = new Process { StartInfo = Start(program, arguments, folder) };
        using var limit = new CancellationTokenSource(limits.Time, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        child.Start();
        try
        {
            // Read to its end, so that a talkative child does not wait for us; what it says may name what is in the file, and is not kept.
            var complaints = child.StandardError.ReadToEndAsync(either.Token);
            while (await child.StandardOutput.ReadLineAsync(either.Token) is { } line)
            {
                if (heard is not null)
                    await heard(line);
            }
            await child.WaitForExitAsync(either.Token);
            await complaints;
            return (child.ExitCode == 0 ? ChildEnd.Well : ChildEnd.Badly, child.ExitCode);
        }
        catch (OperationCanceledException)
        {
            child.Kill(entireProcessTree: true);
            cancel.ThrowIfCancellationRequested();
            return (ChildEnd.TookTooLong, 0);
        }
    }

    /// <summary>Runs it as <see cref="Run"/> does. Null when it went well, else why not.</summary>
    public async Task<string?> Why(string program, IEnumerable<string> arguments, string folder, Func<string, Task>? heard, CancellationToken cancel) =>
        await Run(program, arguments, folder, heard, cancel) switch
        {
            (ChildEnd.Well, _) => null,
            (ChildEnd.TookTooLong, _) => $"{program} took too long.",
            (_, var code) => string.Create(CultureInfo.InvariantCulture, $"{program} ended with code {code}."),
        };

    private ProcessStartInfo Start(string program, IEnumerable<string> arguments, string folder)
    {
        string[] nice = GivesWay ? [Find("nice")!, "-n", "10"] : [];
        var start = new ProcessStartInfo(Find("prlimit")!,
            [Limit("--as", limits.AddressSpace), Limit("--cpu", limits.CpuSeconds), Limit("--fsize", limits.FileSize), "--core=0", .. nice, Find(program)!, .. arguments])
        { WorkingDirectory = folder, RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false };
        start.Environment.Clear(); // no secrets of ours, no proxies, no preloads
        start.Environment["PATH"] = "/usr/bin:/bin";
        start.Environment["TMPDIR"] = folder;
        start.Environment["HOME"] = folder; // fonts and settings are looked for below it
        foreach (var (name, value) in Knows)
            start.Environment[name] = value;
        return start;
    }

    private string? Find(string program) => places.Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    private static string Limit(string name, long most) => string.Create(CultureInfo.InvariantCulture, $"{name}={most}");
}
