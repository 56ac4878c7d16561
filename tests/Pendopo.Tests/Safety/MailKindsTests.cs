using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using Pendopo.Tests.Architecture;

namespace Pendopo.Tests.Safety;

/// <summary>What goes out by mail tells of nobody: each kind of mail is listed here, and a new one makes these tests fail until somebody looked at it.</summary>
public sealed partial class MailKindsTests
{
    /// <summary>Mails to the person concerned, about their own account: they bear that person's name and the centre's, and nothing of anybody else.</summary>
    private static readonly string[] ToThemselves = ["src/Pendopo/Platform/People/Administration/SignInLetters.cs", "src/Pendopo/Platform/Settings/ChangeAddress.cs"];

    /// <summary>Mails to somebody outside who asked for letters, about just these; and an answer from the inbox to who wrote, which went through the inbox's own exit.</summary>
    private static readonly string[] ToReaders = ["src/Pendopo/Channels/Letters/AskForLetters.cs", "src/Pendopo/Channels/Letters/LettersConnector.cs"];

    /// <summary>Mails to who asked to be reminded, with the time and their own safe word, and neither name nor service.</summary>
    private static readonly string[] ToReminded = ["src/Pendopo/Care/Reminders/SendReminder.cs"];

    /// <summary>Mails to a member: the link that confirms their address, and how much is new for them, never what.</summary>
    private static readonly string[] ToMembers = ["src/Pendopo/Community/News/ConfirmContact.cs", "src/Pendopo/Community/News/TellByMail.cs"];

    private static readonly Regex Holes = new(@"\{(\d+)", RegexOptions.CultureInvariant);

    [Fact]
    public void Every_mail_is_a_word_to_colleagues_or_a_letter_about_ones_own_account()
    {
        var adding = SourceTree.Program.Where(file => file.Lines.Any(line => Added().IsMatch(line))).Select(file => file.Path).Order(StringComparer.Ordinal);
        adding.ShouldBe(["src/Pendopo/Platform/Mail/StaffMail.cs", .. ToThemselves, .. ToReaders, .. ToReminded, .. ToMembers], ignoreOrder: true);
    }

    [Fact]
    public void Words_to_colleagues_say_that_something_waits_and_never_what_or_of_whom()
    {
        var words = SourceTree.Program.SelectMany(file => file.Lines.SelectMany(line => Told().Matches(line).Select(match => (file.Path, Texts: match.Groups["texts"].Value, Key: match.Groups["key"].Value)))).ToList();
        words.Count.ShouldBeGreaterThan(8);
        foreach (var (path, texts, key) in words)
        {
            var type = typeof(Pendopo.Platform.Room).Assembly.GetTypes().Single(found => found.Name == texts);
            var resources = new ResourceManager(type);
            foreach (var language in new[] { "id", "en" })
            {
                // One key may be the beginning of several: each of them is looked at.
                var sentences = Sentences(resources, key, CultureInfo.GetCultureInfo(language));
                sentences.ShouldNotBeEmpty($"{path}: {key}");
                foreach (var sentence in sentences)
                    Holes.Matches(sentence).Select(match => match.Groups[1].Value).ShouldAllBe(hole => hole == "0", $"{path}: {key} in {language} takes more than the centre's name");
            }
        }
    }

    private static List<string> Sentences(ResourceManager resources, string key, CultureInfo culture)
    {
        var set = resources.GetResourceSet(culture, createIfNotExists: true, tryParents: true)!;
        return [.. set.Cast<System.Collections.DictionaryEntry>().Where(entry => (string)entry.Key == key || (key == "Answer" && ((string)entry.Key).StartsWith(key, StringComparison.Ordinal))).Select(entry => (string)entry.Value!)];
    }

    [GeneratedRegex(@"\bmail\.Add\(", RegexOptions.CultureInvariant)]
    private static partial Regex Added();

    [GeneratedRegex(@"new\(""[a-z.-]+"", typeof\((?<texts>\w+)\), ""(?<key>\w+)""", RegexOptions.CultureInvariant)]
    private static partial Regex Told();
}
