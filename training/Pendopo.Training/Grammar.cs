using System.Text;

namespace Pendopo.Training;

/// <summary>
/// Grows sentences from a row: <c>(a|b)</c> is a choice, <c>[x]</c> may be left out, <c>{NAME}</c> is a filler of slots.txt. Brackets nest.
/// </summary>
internal sealed class Grammar(IReadOnlyDictionary<string, string[]> slots)
{
    public static Grammar Read(string file) => new(File.ReadLines(file)
        .Where(line => line.Contains(" = ", StringComparison.Ordinal) && !line.StartsWith('#'))
        .Select(line => line.Split(" = ", 2))
        .ToDictionary(parts => parts[0].Trim(), parts => parts[1].Split('|', StringSplitOptions.TrimEntries), StringComparer.Ordinal));

    public string Grow(string pattern, Random random)
    {
        var output = new StringBuilder();
        var at = 0;
        Sequence(pattern, ref at, random, output, write: true);
        return Tidy(output.ToString());
    }

    private static string Tidy(string text) => string.Join(' ', text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .Replace(" ,", ",", StringComparison.Ordinal).Replace(" ?", "?", StringComparison.Ordinal).Replace(" .", ".", StringComparison.Ordinal)
        .Replace("??", "?", StringComparison.Ordinal).Replace("?.", "?", StringComparison.Ordinal).Trim(' ', ',');

    private void Sequence(string pattern, ref int at, Random random, StringBuilder output, bool write)
    {
        while (at < pattern.Length && pattern[at] is not ('|' or ')' or ']'))
        {
            switch (pattern[at])
            {
                case '(':
                    Choice(pattern, ref at, random, output, write);
                    break;
                case '[':
                    at++;
                    Sequence(pattern, ref at, random, output, write && random.Next(2) == 0);
                    at++;
                    break;
                case '{':
                    var end = pattern.IndexOf('}', at);
                    if (write)
                    {
                        var fillers = slots[pattern[(at + 1)..end]];
                        output.Append(fillers[random.Next(fillers.Length)]);
                    }

                    at = end + 1;
                    break;
                default:
                    if (write)
                    {
                        output.Append(pattern[at]);
                    }

                    at++;
                    break;
            }
        }
    }

    private void Choice(string pattern, ref int at, Random random, StringBuilder output, bool write)
    {
        var open = ++at;
        var options = 1;
        for (int depth = 0, i = open; depth >= 0; i++)
        {
            depth += pattern[i] is '(' or '[' ? 1 : pattern[i] is ')' or ']' ? -1 : 0;
            options += depth == 0 && pattern[i] == '|' ? 1 : 0;
        }

        var chosen = random.Next(options);
        for (var i = 0; i < options; i++)
        {
            Sequence(pattern, ref at, random, output, write && i == chosen);
            at++;
        }
    }
}
