using System.Diagnostics;
using System.Globalization;
using Pendopo.Fuzz;

// Pendopo.Fuzz [SECONDS [TARGET...]]: instruments a copy of the built program and feeds each of its readers for so many seconds.
if (args is ["in", var seconds, .. var names])
    return Inside(TimeSpan.FromSeconds(int.Parse(seconds, CultureInfo.InvariantCulture)), names);

var copy = Directory.CreateTempSubdirectory("pendopo-fuzz");
try
{
    foreach (var file in Directory.GetFiles(AppContext.BaseDirectory))
        File.Copy(file, Path.Combine(copy.FullName, Path.GetFileName(file)));
    var places = Instrument.Assembly(Path.Combine(copy.FullName, "Pendopo.Fediverse.dll"), _ => true)
        + Instrument.Assembly(Path.Combine(copy.FullName, "pendopo.dll"), type => Targets.Rooms.Any(room => type.FullName.StartsWith(room, StringComparison.Ordinal)))
        + Instrument.Assembly(Path.Combine(copy.FullName, "Markdig.dll"), _ => true);
    Console.WriteLine($"{places} places tell which way was taken");
    using var inside = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(copy.FullName, "Pendopo.Fuzz.dll"), "in", args.FirstOrDefault() ?? "30", .. args.Skip(1)]))!;
    await inside.WaitForExitAsync();
    return inside.ExitCode;
}
finally
{
    copy.Delete(recursive: true);
}

static int Inside(TimeSpan time, string[] names)
{
    var (passed, failed) = (0, 0);
    foreach (var target in Targets.All.Where(target => names.Length == 0 || names.Contains(target.Name, StringComparer.Ordinal)))
    {
        var found = new Fuzzer(target, seed: Environment.TickCount).Run(time);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{target.Name}: {found.Runs:N0} inputs, {found.Steps:N0} steps of code, {found.Kept:N0} inputs kept, the slowest {found.Slowest.TotalMilliseconds:N0} ms, {found.Faults.Count} faults"));
        foreach (var (fault, input) in found.Faults)
            Console.WriteLine($"  {fault}\n  {Convert.ToBase64String(input)}");
        _ = found.Faults.Count == 0 ? passed++ : failed++;
    }
    Console.WriteLine($"{passed} passed, {failed} failed");
    return failed == 0 ? 0 : 1;
}
