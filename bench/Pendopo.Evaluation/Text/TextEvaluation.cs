using System.CommandLine;

namespace Pendopo.Evaluation.Text;

/// <summary>The command <c>text</c>: every figure of Pendopo.Text, with the cases it gets wrong.</summary>
internal static class TextEvaluation
{
    public static Command Create()
    {
        var cases = new Option<int>("--cases") { Description = "How many wrong cases to print a section.", DefaultValueFactory = _ => 12 };
        var only = new Option<string?>("--only") { Description = "One section: triage, sentiment, reading, claims, clef, speed." };
        var command = new Command("text", "Measures triage, sentiment, reading ease, claim matching and speed on the development rows, which never train.") { cases, only };
        command.SetAction(result =>
        {
            var report = new Report(Console.Out, result.GetValue(cases));
            foreach (var (name, run) in Sections.Where(section => result.GetValue(only) is not { } wanted || string.Equals(wanted, section.Name, StringComparison.Ordinal)))
            {
                report.Section(name);
                run(report);
            }
        });
        return command;
    }

    private static readonly (string Name, Action<Report> Run)[] Sections =
    [
        ("triage", TriageFigures.Print),
        ("sentiment", SentimentFigures.Print),
        ("reading", ReadingFigures.Print),
        ("claims", ClaimFigures.Print),
        ("clef", ClefFigures.Print),
        ("speed", SpeedFigures.Print),
    ];
}
