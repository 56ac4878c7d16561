using System.Text.RegularExpressions;

namespace Pendopo.Tests.Architecture;

/// <summary>docs/security/asvs.md says for each requirement how it is met and by which test; the tests it names are there.</summary>
public sealed partial class SecurityTableTests
{
    private static readonly List<string[]> Rows = [.. File.ReadAllLines(Path.Combine(SourceTree.Root, "docs", "security", "asvs.md"))
        .Where(line => Row().IsMatch(line)).Select(line => line.Split('|').Select(cell => cell.Trim()).ToArray())];

    [Fact]
    public void All_forty_requirements_and_the_fourteen_of_the_framework_stand_in_it()
    {
        Rows.Select(row => row[1]).ShouldBe([.. Enumerable.Range(1, 40).Select(number => $"{number}"), .. Enumerable.Range(1, 14).Select(number => $"F{number}")]);
        Rows.ShouldAllBe(row => row[3].Length > 10 && (row[4].Contains('`') || row[4].StartsWith("Reason:", StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_test_it_names_is_there()
    {
        var names = SourceTree.All.Where(file => file.Path.StartsWith("tests/", StringComparison.Ordinal)).SelectMany(file => file.Lines).SelectMany(line => Test().Matches(line).Select(match => match.Groups["name"].Value)).ToHashSet();
        var named = Rows.SelectMany(row => Named().Matches(row[4]).Select(match => match.Groups["name"].Value)).ToList();
        named.Count.ShouldBeGreaterThan(50);
        named.Except(names).ShouldBeEmpty();
    }

    [GeneratedRegex(@"^\| F?\d+ \|")]
    private static partial Regex Row();

    [GeneratedRegex(@"public (static )?(async Task|void) (?<name>\w+)\(", RegexOptions.ExplicitCapture)]
    private static partial Regex Test();

    [GeneratedRegex("`(?<name>[A-Z]\\w+_\\w+)`", RegexOptions.ExplicitCapture)]
    private static partial Regex Named();
}
