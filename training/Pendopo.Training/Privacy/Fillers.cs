using System.Globalization;

namespace Pendopo.Training.Privacy;

/// <summary>What stands in the braces of a pattern: names, places, dates, numbers. Every file line is `SLOT: one; two; three`.</summary>
internal sealed class Fillers
{
    private static readonly string[] Starts = ["Ba", "Ma", "Su", "Ra", "Ki", "Lo", "Te", "Na", "Yo", "We", "Har", "Mar", "Ser", "Tan", "Ul", "Ib", "Or", "Za", "Fer", "Gi", "Dar", "Ken", "Sal", "Ru", "Bri", "Ce", "Nu", "Je", "Hi"];
    private static readonly string[] Middles = ["ri", "la", "mi", "do", "ne", "ka", "sta", "wi", "ru", "lu", "ti", "ya", "za", "be", "go", "ha", "vi", "ron", "man", "del"];
    private static readonly string[] Ends = ["n", "na", "to", "ti", "s", "ng", "wan", "ta", "rah", "k", "do", "no", "is", "ya", "l", "r", "sa", "mi", "us", "a"];

    private readonly Dictionary<string, string[]> lists;
    private readonly Random random;

    public Fillers(string file, Random random)
    {
        this.random = random;
        lists = File.ReadLines(file).Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split(':', 2))
            .GroupBy(parts => parts[0], StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.SelectMany(parts => parts[1].Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).ToArray(), StringComparer.Ordinal);
    }

    /// <summary>The words for a slot.</summary>
    public string Of(string slot) => slot switch
    {
        "N" => Name(),
        "N1" => First(),
        "L1" => First().ToLowerInvariant(),
        "U" => Name().ToUpperInvariant(),
        "EN" => World(),
        "EN1" => random.Next(3) == 0 ? Of("WORLDLAST") : Of("WORLDFIRST"),
        "D" => Date(),
        "OLD" => random.Next(90, 113).ToString(CultureInfo.InvariantCulture),
        "d" => random.Next(0, 10).ToString(CultureInfo.InvariantCulture),
        "n" => random.Next(1, 100).ToString(CultureInfo.InvariantCulture),
        "nn" => random.Next(100, 9999).ToString(CultureInfo.InvariantCulture),
        "ZIP" => random.Next(10_000, 99_999).ToString(CultureInfo.InvariantCulture),
        "RT" => $"{random.Next(1, 15):00}",
        "STREETEN" => StreetEn(),
        _ => lists.TryGetValue(slot, out var list) ? Fill(list[random.Next(list.Length)]) : throw new FormatException($"No such slot: {slot}"),
    };

    /// <summary>Fills every slot of a pattern.</summary>
    public string Fill(string pattern)
    {
        for (var open = pattern.IndexOf('{', StringComparison.Ordinal); open >= 0; open = pattern.IndexOf('{', open))
        {
            var close = pattern.IndexOf('}', open);
            var words = Of(pattern[(open + 1)..close]);
            pattern = string.Concat(pattern.AsSpan(0, open), words, pattern.AsSpan(close + 1));
            open += words.Length;
            if (open >= pattern.Length)
                break;
        }
        return pattern;
    }

    /// <summary>One or more words of an Indonesian name.</summary>
    public string Name() => random.Next(10) switch
    {
        < 5 => First(),
        < 8 => $"{First()} {(random.Next(2) == 0 ? Of("LAST") : First())}",
        8 => $"{First()} {First()} {Of("LAST")}",
        _ => random.Next(2) == 0 ? Of("SPECIAL") : $"{First()} {(char)('A' + random.Next(26))}.",
    };

    private string First() => random.Next(6) == 0 ? Invented() : Of("FIRST");

    private string Invented() => Starts[random.Next(Starts.Length)] + Middles[random.Next(Middles.Length)] + (random.Next(3) == 0 ? Middles[random.Next(Middles.Length)] : "") + Ends[random.Next(Ends.Length)];

    private string World() => random.Next(8) switch
    {
        < 2 => Of("WORLDFIRST"),
        2 => $"{Of("WORLDFIRST")} {(char)('A' + random.Next(26))}{(random.Next(2) == 0 ? "." : "")} {Of("WORLDLAST")}",
        _ => $"{Of("WORLDFIRST")} {(random.Next(6) == 0 ? Invented() : Of("WORLDLAST"))}",
    };

    private string StreetEn() => random.Next(7) switch
    {
        0 => $"{random.Next(1, 2999)} {Of("WORLDLAST")} {Of("STREETTYPE")}",
        1 => $"{random.Next(1, 99999)} {Of("WORLDLAST")}{Of("STREETEND")} {random.Next(1, 200)}",
        2 => $"{Of("WORLDLAST")}{Of("STREETEND")} {random.Next(1, 200)}",
        3 => $"{Of("STREETPRE")} {Of("WORLDLAST")} {random.Next(1, 200)}",
        4 => $"{random.Next(1, 999)} {Of("STREETPRE")} {Of("WORLDLAST")}",
        5 => $"{random.Next(1, 9999)} {Of("WORLDLAST")} {Of("STREETTYPE")}, {Of("UNIT")} {random.Next(1, 999)}",
        _ => $"{Of("WORLDFIRST")} {Of("STREETTYPE")} {random.Next(1, 90)}",
    };

    private string Date()
    {
        var (day, month, year) = (random.Next(1, 29), random.Next(1, 13), random.Next(1935, 2026));
        var name = Of(random.Next(4) == 0 ? "MONTHEN" : "MONTH");
        var sign = "-/."[random.Next(3)];
        return random.Next(9) switch
        {
            0 => $"{day}{sign}{month}{sign}{year}",
            1 => $"{day:00}{sign}{month:00}{sign}{year % 100:00}",
            2 => $"{year}-{month:00}-{day:00}",
            3 => $"{day} {name}",
            4 => $"{day} {name} {year}",
            5 => $"{day} {name} {year % 100:00}",
            6 => $"{Of("MONTHEN")} {day}, {year}",
            7 => $"tgl {day} {name}",
            _ => $"{day} {name} {year}",
        };
    }
}
