using System.CommandLine;
using Pendopo.Commands.Scanning;

namespace Pendopo.Commands;

/// <summary>`signals scan`: judges a file of counts and writes one line a point.</summary>
internal static class SignalsCommand
{
    public static Command Create()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "CSV with the columns t,date,count: t runs 1, 2, 3 …; date may be empty; an empty count is missing." };
        var method = new Option<string>("--method") { Description = "How to judge.", DefaultValueFactory = _ => "recommended" };
        method.AcceptOnlyFromAmong(ScanMethods.Names);
        var parameters = new Option<FileInfo?>("--parameters") { Description = "JSON with the settings of the method, frequency (52, 12 or 365), referenceBy (index or dates), from and to." };
        var compatible = new Option<bool>("--r-compatible") { Description = "Repeat every quirk of the R package surveillance 1.20.3, for comparison." };
        var scan = new Command("scan", "Find unusual counts: CSV in, CSV out with expected count, upper bound and alarm.") { file, method, parameters, compatible };
        scan.SetAction((parsed, cancel) => Run(
            parsed.GetRequiredValue(file), parsed.GetRequiredValue(method), parsed.GetValue(parameters), parsed.GetValue(compatible), parsed.InvocationConfiguration, cancel));
        return new("signals", "Detection of outbreaks in series of counts.") { scan };
    }

    private static async Task<int> Run(FileInfo file, string method, FileInfo? parameters, bool compatible, InvocationConfiguration output, CancellationToken cancel)
    {
        try
        {
            var settings = ScanParameters.Parse(parameters is null ? "{}" : await File.ReadAllTextAsync(parameters.FullName, cancel));
            using var text = new StringReader(await File.ReadAllTextAsync(file.FullName, cancel));
            var series = SeriesCsv.Read(text, settings.Frequency);
            await output.Output.WriteAsync(PointsCsv.Write(ScanMethods.Detect(series, method, settings, compatible), ScanMethods.HasModel(method)));
            return 0;
        }
        catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException or FormatException or ArgumentException)
        {
            await output.Error.WriteLineAsync(refusal.Message);
            return 1;
        }
    }
}
