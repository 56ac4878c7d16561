using System.Text.RegularExpressions;

namespace Pendopo.Tests.Architecture;

/// <summary>Rooms stand in a line: each uses only earlier ones, and of those only their Contracts. Platform is the ground:
/// all of it is open (docs/decisions/0002).</summary>
public sealed partial class RoomOrderTests
{
    private static readonly string[] Line = ["Platform", "Safety", "Channels", "Publishing", "Inbox", "Community", "Care", "Insights"];

    [Fact]
    public void No_room_reaches_a_later_room_or_past_an_earlier_ones_contracts()
    {
        var wrong = SourceTree.Program.SelectMany(Trespasses).ToList();
        wrong.ShouldBeEmpty();
    }

    [Fact]
    public void A_file_that_reaches_a_later_room_is_found()
    {
        var file = new SourceFile("src/Pendopo/Channels/X.cs", ["using Pendopo.Inbox.Contracts;", "var x = Pendopo.Safety.Guard.Find();"]);
        Trespasses(file).Count().ShouldBe(2);
    }

    private static IEnumerable<string> Trespasses(SourceFile file)
    {
        var own = file.Path.Split('/').ElementAtOrDefault(2);
        var place = Array.IndexOf(Line, own);
        if (place < 0)
            yield break;
        for (var i = 0; i < file.Lines.Count; i++)
        {
            foreach (Match match in Reach().Matches(file.Lines[i]))
            {
                var other = match.Groups["room"].Value;
                var target = Array.IndexOf(Line, other);
                if (target < 0 || other == own || other == "Platform")
                    continue;
                if (target > place || match.Groups["part"].Value != "Contracts")
                    yield return $"{file.Path}:{i + 1} {match.Value}";
            }
        }
    }

    [GeneratedRegex(@"\bPendopo\.(?<room>[A-Z]\w+)(\.(?<part>\w+))?", RegexOptions.ExplicitCapture)]
    private static partial Regex Reach();
}
