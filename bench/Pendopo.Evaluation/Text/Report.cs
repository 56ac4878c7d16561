using System.Globalization;

namespace Pendopo.Evaluation.Text;

/// <summary>Prints figures beside their bars, and wrong cases below.</summary>
internal sealed class Report(TextWriter output, int cases)
{
    public void Section(string name) => output.WriteLine($"\n== {name}");

    public void Figure(string name, double value, string bar, string note = "") =>
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-52} {value,8:0.000}   bar {bar,-8} {note}"));

    public void Line(string text) => output.WriteLine(text);

    public void Cases(string heading, IEnumerable<string> lines)
    {
        var all = lines.ToList();
        output.WriteLine($"-- {heading}: {all.Count}");
        foreach (var line in all.Take(cases))
        {
            output.WriteLine("   " + line);
        }
    }
}
