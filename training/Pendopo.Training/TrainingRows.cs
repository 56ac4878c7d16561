using Pendopo.Text.Models;

namespace Pendopo.Training;

/// <summary>A grown message with its labels and the number of the row it grew from.</summary>
internal sealed record TrainingRow(string Text, sbyte[] Targets, int Sentiment, int Pattern);

/// <summary>
/// Reads rows "urgency topics flags sentiment | pattern" and grows messages from each. Urgency: N none, R routine, U urgent, E emergency.
/// Flags: C crisis, A adverse event, H rumour, P private matter, a full stop for none. Sentiment: +, 0, -.
/// </summary>
internal static class TrainingRows
{
    private const int PerPattern = 40;

    public static List<TrainingRow> Read(string folder, Random random)
    {
        var grammar = Grammar.Read(Path.Combine(folder, "slots.txt"));
        var rows = new List<TrainingRow>();
        var pattern = 0;
        foreach (var file in Directory.GetFiles(folder, "*.txt").Where(file => !file.EndsWith("slots.txt", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            foreach (var line in File.ReadLines(file).Where(line => line.Contains('|', StringComparison.Ordinal) && !line.StartsWith('#')))
            {
                var bar = line.IndexOf('|', StringComparison.Ordinal);
                var head = line[..bar].Split(' ', StringSplitOptions.RemoveEmptyEntries);
                Grow(grammar, head, line[(bar + 1)..], pattern++, random, rows);
            }
        }

        return rows;
    }

    private static void Grow(Grammar grammar, string[] head, string pattern, int number, Random random, List<TrainingRow> rows)
    {
        var targets = Targets(head);
        var sentiment = head[3] switch { "+" => 0, "0" => 1, _ => 2 };
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < PerPattern * 2 && seen.Count < PerPattern; i++)
        {
            var text = grammar.Grow(pattern, random);
            if (text.Length > 0 && seen.Add(text))
            {
                rows.Add(new TrainingRow(Surroundings.Add(text, head[0], random), targets, sentiment, number));
            }
        }
    }

    private static sbyte[] Targets(string[] head)
    {
        var targets = new sbyte[Labels.Outputs];
        targets["NRUE".IndexOf(head[0], StringComparison.Ordinal)] = 1;
        targets[Labels.Crisis] = Has(head[2], 'C');
        targets[Labels.Adverse] = Has(head[2], 'A');
        targets[Labels.Rumour] = Has(head[2], 'H');
        targets[Labels.Private] = Has(head[2], 'P');
        foreach (var topic in head[1].Split(','))
        {
            targets[Labels.FirstTopic + Array.IndexOf(Labels.Topics, topic)] = 1;
        }

        return targets;
    }

    private static sbyte Has(string flags, char flag) => (sbyte)(flags.Contains(flag, StringComparison.Ordinal) ? 1 : 0);
}
