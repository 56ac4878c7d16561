using System.Reflection;

namespace Pendopo.Tests.Architecture;

/// <summary>Files, methods and constructors stay small enough to be read at once (STYLE.md).</summary>
public sealed class SizeTests
{
    private const int LongestFile = 400, LongestMethod = 60, MostParameters = 8;

    [Fact]
    public void No_file_is_longer_than_400_lines() =>
        SourceTree.All.Where(file => file.Lines.Count > LongestFile).Select(file => $"{file.Path} {file.Lines.Count}").ShouldBeEmpty();

    [Fact]
    public void No_method_is_longer_than_60_lines() =>
        SourceTree.All.Where(file => file.Path.EndsWith(".cs", StringComparison.Ordinal)).SelectMany(Methods.LongerThan(LongestMethod)).ShouldBeEmpty();

    [Fact]
    public void No_constructor_takes_more_than_8_parameters() =>
        typeof(Pendopo.Platform.Room).Assembly.GetTypes()
            .Where(type => type.Namespace?.StartsWith("Pendopo", StringComparison.Ordinal) == true && !IsRecord(type))
            .Where(type => type.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).Any(constructor => constructor.GetParameters().Length > MostParameters))
            .Select(type => type.FullName).ShouldBeEmpty();

    // A record's constructor is its list of values, not a list of collaborators.
    private static bool IsRecord(Type type) => type.GetMethod("<Clone>$") is not null || type.Name.StartsWith('<') || (type.IsValueType && type.GetMethod("PrintMembers", BindingFlags.Instance | BindingFlags.NonPublic) is not null);

    private static class Methods
    {
        // A body is what stands between a brace alone on a line and its partner at the same indent, inside a type.
        public static Func<SourceFile, IEnumerable<string>> LongerThan(int bound) => file => Find(file, bound);

        private static IEnumerable<string> Find(SourceFile file, int bound)
        {
            for (var i = 1; i < file.Lines.Count; i++)
            {
                var line = file.Lines[i];
                if (line.Trim() != "{" || !IsHead(file.Lines, i))
                    continue;
                var end = i + 1;
                while (end < file.Lines.Count && !file.Lines[end].StartsWith(line.Replace('{', '}'), StringComparison.Ordinal))
                    end++;
                if (end - i - 1 > bound)
                    yield return $"{file.Path}:{i} {end - i - 1} lines";
            }
        }

        private static bool IsHead(IReadOnlyList<string> lines, int brace)
        {
            var indent = lines[brace].Length - 1;
            var head = brace - 1;
            while (head > 0 && lines[head].Length - lines[head].TrimStart().Length > indent)
                head--;
            var text = lines[head].Trim();
            return text.Contains('(') && !IsTypeOrBlock(text);
        }

        private static bool IsTypeOrBlock(string text) =>
            new[] { " class ", " record ", " struct ", " interface " }.Any(word => text.Contains(word, StringComparison.Ordinal))
            || new[] { "if ", "for ", "foreach ", "while ", "switch ", "using ", "lock ", "else", "await using", "await foreach", "namespace", "return", "var " }.Any(word => text.StartsWith(word, StringComparison.Ordinal));
    }
}
