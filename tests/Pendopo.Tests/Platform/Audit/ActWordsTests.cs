using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using Pendopo.Platform.Audit;
using Pendopo.Tests.Architecture;

namespace Pendopo.Tests.Platform.Audit;

/// <summary>Whoever reads the log reads what was done, not what a program calls it.</summary>
public sealed class ActWordsTests
{
    private static readonly Regex Act = new("\"([a-z]+\\.[a-z]+(?:-[a-z]+)*)\"");

    [Fact]
    public void Every_act_that_is_written_down_has_words_and_every_word_an_act()
    {
        var known = Keys("");
        var rights = House.Rooms.SelectMany(room => room.Permissions).Select(permission => permission.Name).ToHashSet(StringComparer.Ordinal);
        var rooms = known.Select(key => key.Split('.')[0]).ToHashSet(StringComparer.Ordinal);
        var written = Literals(file => file.Lines.Any(line => line.Contains("AuditBook", StringComparison.Ordinal) || line.Contains("Openings ", StringComparison.Ordinal) || line.Contains("KeepApp ", StringComparison.Ordinal)))
            .Where(name => rooms.Contains(name.Split('.')[0]) && !name.EndsWith(".csv", StringComparison.Ordinal) && !rights.Contains(name)).ToList();
        written.Count.ShouldBeGreaterThan(60);
        written.Except(known).ShouldBeEmpty("name it in ActText.resx and ActText.id.resx");
        known.Except(Literals(_ => true)).ShouldBeEmpty("nothing does this any more");
    }

    [Fact]
    public void Both_languages_name_the_same_acts() => Keys("id").ShouldBe(Keys(""), ignoreOrder: true);

    private static HashSet<string> Literals(Func<SourceFile, bool> which) =>
        [.. SourceTree.Program.Where(which).SelectMany(file => file.Lines).SelectMany(line => Act.Matches(line)).Select(match => match.Groups[1].Value)];

    private static HashSet<string> Keys(string language) =>
        [.. new ResourceManager(typeof(ActText)).GetResourceSet(CultureInfo.GetCultureInfo(language), createIfNotExists: true, tryParents: false)!.Cast<System.Collections.DictionaryEntry>().Select(entry => (string)entry.Key)];
}
