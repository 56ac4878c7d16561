using System.CommandLine;
using System.Globalization;
using Pendopo.Commands;
using Pendopo.Commands.Scanning;
using Pendopo.Signals;

namespace Pendopo.Tests.Commands;

public sealed class SignalsCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pendopo-signals").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Scan_writes_one_line_a_point_and_leaves_empty_what_it_cannot_say()
    {
        var (code, text, _) = await Scan("t,date,count\n1,,1\n2,,2\n3,,3\n4,,4\n5,,5\n6,,6\n7,,7\n8,,11\n", "--method", "ears-c1");
        code.ShouldBe(0);
        var lines = text.TrimEnd('\n').Split('\n');
        lines[0].ShouldBe("t,date,observed,expected,upper,alarm");
        lines.Length.ShouldBe(9);
        lines[1].ShouldBe("1,,1,,,");
        lines[8].ShouldStartWith("8,,11,4,10.67");
        lines[8].ShouldEndWith(",1");
    }

    [Fact]
    public async Task Farrington_adds_dispersion_trend_and_p_value()
    {
        var (code, text, _) = await Scan(Weeks(300), "--method", "farrington-flexible", "--parameters", File("""{"from":299,"to":300,"alpha":0.01,"noPeriods":10,"pastWeeksNotIncluded":26,"thresholdMethod":"nbPlugin","pThresholdTrend":1,"limit54":[5,4]}"""));
        code.ShouldBe(0);
        var lines = text.TrimEnd('\n').Split('\n');
        lines[0].ShouldBe("t,date,observed,expected,upper,alarm,phi,trend,pvalue");
        lines.Length.ShouldBe(3);
        var cells = lines[2].Split(',');
        cells[1].ShouldBe("2025-09-29");
        double.Parse(cells[3], CultureInfo.InvariantCulture).ShouldBeInRange(8, 14);
        cells[5].ShouldBe("0");
        cells[7].ShouldBeOneOf("0", "1");
        double.Parse(cells[8], CultureInfo.InvariantCulture).ShouldBeInRange(0, 1);
    }

    [Fact]
    public async Task Cusum_resets_after_an_alarm_unless_it_is_to_be_like_R()
    {
        var file = "t,date,count\n" + string.Concat(Enumerable.Range(1, 110).Select(t => $"{t},,{(t == 103 ? 60 : 9)}\n"));
        (await Scan(file, "--method", "cusum")).Text.Count(c => c == '\n').ShouldBe(1 + 110 - 52, "one line a week after the first year");
        Alarms((await Scan(file, "--method", "cusum")).Text).ShouldBe(1);
        Alarms((await Scan(file, "--method", "cusum", "--r-compatible")).Text).ShouldBe(8);
        Alarms((await Scan(file, "--method", "cusum", "--r-compatible", "--parameters", File("""{"reset":true}"""))).Text).ShouldBe(1);
    }

    [Fact]
    public async Task Without_a_method_the_recommended_one_judges()
    {
        var (code, text, _) = await Scan(Weeks(300) + "301,2025-10-06,60\n");
        code.ShouldBe(0);
        text.TrimEnd('\n').ShouldEndWith(",1");
    }

    [Theory]
    [InlineData("t,date,count\n1,,5\n3,,6\n", "{}", "t must run")]
    [InlineData("t,date,count\n1,,-5\n", "{}", "not a count")]
    [InlineData("t,date,count\n1,31/12/2025,5\n", "{}", "not a date")]
    [InlineData("week,cases\n1,5\n", "{}", "t,date,count")]
    [InlineData("t,date,count\n1,,5\n", """{"frequency":7}""", "frequency of 7")]
    [InlineData("t,date,count\n1,,5\n", """{"alfa":0.1}""", "alfa")]
    [InlineData("t,date,count\n1,,5\n", """{"to":9}""", "from and to")]
    public async Task What_cannot_be_read_is_refused_with_a_reason(string file, string parameters, string reason)
    {
        var (code, text, error) = await Scan(file, "--parameters", File(parameters));
        code.ShouldBe(1);
        text.ShouldBeEmpty();
        error.ShouldContain(reason);
    }

    [Theory]
    [InlineData("2026-01-01", "2026-01-02", "2026-01-03", Cadence.Daily)]
    [InlineData("2026-01-05", "2026-01-12", "2026-01-19", Cadence.Weekly)]
    [InlineData("2026-01-01", "2026-02-01", "2026-03-01", Cadence.Monthly)]
    public void The_dates_tell_how_often_was_counted(string first, string second, string third, Cadence expected)
    {
        using var text = new StringReader($"t,date,count\n1,{first},1\n2,{second},\n3,{third},2\n");
        var series = SeriesCsv.Read(text, null);
        series.Cadence.ShouldBe(expected);
        double.IsNaN(series.At(2)).ShouldBeTrue();
    }

    private static int Alarms(string text) => text.Split('\n').Count(l => l.EndsWith(",1", StringComparison.Ordinal));

    private static string Weeks(int n) => "t,date,count\n" + string.Concat(Enumerable.Range(1, n).Select(t =>
        $"{t},{new DateOnly(2020, 1, 6).AddDays(7 * (t - 1)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)},{9 + t * 7 % 5}\n"));

    private string File(string text)
    {
        var path = Path.Combine(_folder, Path.GetRandomFileName());
        System.IO.File.WriteAllText(path, text);
        return path;
    }

    private async Task<(int Code, string Text, string Error)> Scan(string file, params string[] options)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await SignalsCommand.Create().Parse(["scan", File(file), .. options]).InvokeAsync(new InvocationConfiguration { Output = output, Error = error });
        return (code, output.ToString(), error.ToString());
    }
}
