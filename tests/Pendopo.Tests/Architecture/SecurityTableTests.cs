using System.Text.RegularExpressions;

namespace Pendopo.Tests.Architecture;

/// <summary>docs/security/asvs.md says for each requirement, docs/security/federation.md for each hole that others had, docs/security/reliability.md for
/// each fault, how it is met and by which test; the tests they name are there.</summary>
public sealed partial class SecurityTableTests
{
    private static readonly List<string[]> Rows = Read("asvs.md"), Advisories = Read("federation.md"), Faults = Read("reliability.md");

    private static List<string[]> Read(string page) => [.. File.ReadAllLines(Path.Combine(SourceTree.Root, "docs", "security", page))
        .Where(line => Row().IsMatch(line)).Select(line => line.Split('|').Select(cell => cell.Trim()).ToArray())];

    [Fact]
    public void Fifty_holes_of_others_are_told_with_the_attack_and_what_holds_it()
    {
        Advisories.Select(row => row[1]).ShouldBe([.. Enumerable.Range(1, 50).Select(number => $"{number}")]);
        Advisories.ShouldAllBe(row => row[3].Length > 20 && row[4].Length > 10 && (row[5].Contains('`') || row[5].StartsWith("Reason:", StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_fault_that_can_befall_what_exists_is_told_with_its_test()
    {
        int[] attacks = [1, 2, 3, 5, 6, 7, 8, 9, .. Enumerable.Range(10, 10), 21];
        Faults.Select(row => row[1]).ShouldBe([.. Enumerable.Range(1, 9).Append(11).Append(12).Select(number => $"R{number}"), "D1", "D2", "D3", "D4", "D5", "D6", .. attacks.Select(number => $"S{number}")]);
        Faults.ShouldAllBe(row => row[2].Length > 10 && row[3].Contains('`'));
    }

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
        var named = Rows.Select(row => row[4]).Concat(Advisories.Select(row => row[5])).Concat(Faults.Select(row => row[3])).SelectMany(cell => Named().Matches(cell).Select(match => match.Groups["name"].Value)).ToList();
        named.Count.ShouldBeGreaterThan(50);
        named.Except(names).ShouldBeEmpty();
    }

    [GeneratedRegex(@"^\| [FRDS]?\d+ \|")]
    private static partial Regex Row();

    [GeneratedRegex(@"public (static )?(async Task|void) (?<name>\w+)\(", RegexOptions.ExplicitCapture)]
    private static partial Regex Test();

    [GeneratedRegex("`(?<name>[A-Z]\\w+_\\w+)`", RegexOptions.ExplicitCapture)]
    private static partial Regex Named();
}
