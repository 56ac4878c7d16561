using System.Globalization;

namespace Pendopo.Tests.Platform.Observing;

/// <summary>Five hundred names, numbers and illnesses that nobody has: whatever of them is found anywhere came out of a place where a person put it.
/// Each bears a mark of its own, so that it is known where it was put.</summary>
internal sealed class Canaries
{
    public const int Count = 500;

    private static readonly string[] Names = ["Sumirah", "Wagiyem", "Partono", "Ngatinah", "Sukinem", "Tukiman", "Lasmini", "Jumadi", "Warsinah", "Parjono"];
    private static readonly string[] Illnesses = ["tuberkulosis", "hepatitis", "sifilis", "skizofrenia", "lepra", "epilepsi", "gonore", "diabetes", "kanker", "depresi"];

    private readonly List<string> all = [.. Enumerable.Range(0, Count).Select(Make)];
    private int next;

    /// <summary>How many were put somewhere.</summary>
    public int Used => Math.Min(next, Count);

    /// <summary>The next one; after the last it begins anew.</summary>
    public string Next() => all[next++ % Count];

    /// <summary>Those that stand in a text.</summary>
    public IEnumerable<string> In(string text) => text.Contains("7731", StringComparison.Ordinal) ? all.Where(canary => text.Contains(Mark(canary), StringComparison.Ordinal)) : [];

    // 7731 is in each of them, so that a text is looked through once before it is looked through five hundred times.
    private static string Make(int number)
    {
        var mark = (7731_000 + number).ToString(CultureInfo.InvariantCulture);
        return (number % 4) switch
        {
            0 => $"{Names[number / 4 % Names.Length]}{mark}",
            1 => $"317501{mark[..6]}{mark[6..]}001",
            2 => $"0812{mark}",
            _ => $"{Illnesses[number / 4 % Illnesses.Length]}-{mark}",
        };
    }

    /// <summary>What is looked for: it survives a change of case, masking of letters and cutting at the ends.</summary>
    public static string Mark(string canary) => canary.Substring(canary.IndexOf("7731", StringComparison.Ordinal), 7);
}
