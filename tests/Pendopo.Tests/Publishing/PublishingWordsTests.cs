using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using Pendopo.Channels.Contracts;
using Pendopo.Publishing;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Desk;
using Pendopo.Publishing.Publications;
using Pendopo.Publishing.Reviews;
using Pendopo.Tests.Architecture;

namespace Pendopo.Tests.Publishing;

/// <summary>Words that pages put together from a name: the compiler does not miss them, a reader would.</summary>
public sealed partial class PublishingWordsTests
{
    private static readonly ResourceManager Texts = new(typeof(PublishingText));

    public static TheoryData<string> Keys()
    {
        List<string> keys =
        [
            .. All<PostKind>("Kind"), .. All<Shelf>("Shelf"), .. All<ReviewState>("Review"), .. All<PublicationState>("Calendar"), .. All<Decision>("Decide"),
            .. All<FitTrouble>("Fit"), .. All<FitTrouble>("FitShort"), .. All<DeedKind>("Deed").Where(key => key != "DeedScheduled"),
            .. Enum.GetValues<Chore>().Where(chore => chore != Chore.None).Select(chore => "Chore" + chore), .. Refusals(), .. Troubles(), .. Done(),
        ];
        return [.. keys.Distinct()];
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void A_word_put_together_stands_in_both_languages(string key)
    {
        foreach (var language in new[] { CultureInfo.InvariantCulture, CultureInfo.GetCultureInfo("id") })
            Texts.GetResourceSet(language, true, tryParents: false)!.GetString(key).ShouldNotBeNullOrWhiteSpace($"{key} in '{language.Name}'");
    }

    private static IEnumerable<string> All<T>(string prefix) where T : struct, Enum => Enum.GetNames<T>().Select(name => prefix + name);

    private static IEnumerable<string> Refusals() => Sources().SelectMany(text => Refusal().Matches(text)).Select(match => match.Groups["key"].Value);

    private static IEnumerable<string> Troubles() => Sources().SelectMany(text => Trouble().Matches(text)).Select(match => "Trouble_" + match.Groups["key"].Value);

    // The panels of a post finish with words of the room; a page of its own has words of its own.
    private static IEnumerable<string> Done() => Sources(path => !path.EndsWith("Page.razor", StringComparison.Ordinal)).SelectMany(text => Finish().Matches(text)).Select(match => "Done_" + match.Groups["key"].Value);

    private static IEnumerable<string> Sources(Func<string, bool>? which = null) =>
        SourceTree.Program.Where(file => file.Path.StartsWith("src/Pendopo/Publishing/", StringComparison.Ordinal) && which?.Invoke(file.Path) != false).Select(file => string.Join('\n', file.Lines));

    [GeneratedRegex("""ledger\.Problem\("(?<key>\w+)""", RegexOptions.ExplicitCapture)]
    private static partial Regex Refusal();

    [GeneratedRegex("""(\bFail\(|Again\([^,]+, |TroubleCode, NeedsPerson, RunAt\) = \()"(?<key>\w+)"|TryLater\(outcome, "(?<key>\w+)""", RegexOptions.ExplicitCapture)]
    private static partial Regex Trouble();

    [GeneratedRegex("""Finish\([^;]*, "(?<key>[\w-]+)"\);""", RegexOptions.ExplicitCapture)]
    private static partial Regex Finish();
}
