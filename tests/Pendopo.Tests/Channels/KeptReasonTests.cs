using System.Collections;
using System.Globalization;
using System.Resources;
using Pendopo.Channels.Contracts;
using Pendopo.Channels.LinkedIn;

namespace Pendopo.Tests.Channels;

/// <summary>What went wrong is kept in the centre's language and read in the reader's.</summary>
public sealed class KeptReasonTests
{
    private static readonly CultureInfo Indonesian = CultureInfo.GetCultureInfo("id"), English = CultureInfo.GetCultureInfo("en");

    [Fact]
    public void Every_sentence_of_a_network_that_is_kept_in_one_language_is_read_in_the_other()
    {
        var assembly = typeof(LinkedInText).Assembly;
        var sentences = assembly.GetManifestResourceNames().Where(name => name.StartsWith("Pendopo.Channels.", StringComparison.Ordinal) && name.EndsWith("Text.resources", StringComparison.Ordinal))
            .Select(name => new ResourceManager(name[..^".resources".Length], assembly))
            .SelectMany(words => words.GetResourceSet(CultureInfo.InvariantCulture, true, true)!.Cast<DictionaryEntry>().Select(entry => (Here: words.GetString((string)entry.Key, Indonesian)!, There: words.GetString((string)entry.Key, English)!))).ToList();
        sentences.Count.ShouldBeGreaterThan(900);
        // Sentences, and not the words of buttons: of those several say one thing.
        var told = sentences.Where(pair => pair.Here.EndsWith('.') && !pair.Here.Contains('{', StringComparison.Ordinal)).GroupBy(pair => pair.Here).Where(group => group.Select(pair => pair.There).Distinct().Count() == 1).ToList();
        told.Count.ShouldBeGreaterThan(400);
        foreach (var group in told)
        {
            In(English, group.Key).ShouldBe(group.First().There);
            In(Indonesian, group.Key).ShouldBe(group.Key);
        }
    }

    [Theory]
    [InlineData("UploadGoesOn", 37)]
    [InlineData("PermissionMissing", "w_organization_social")]
    public void What_is_filled_in_stays_what_it_is(string key, object value)
    {
        var words = new ResourceManager(typeof(LinkedInText));
        In(English, string.Format(Indonesian, words.GetString(key, Indonesian)!, value)).ShouldBe(string.Format(English, words.GetString(key, English)!, value));
        In(Indonesian, string.Format(English, words.GetString(key, English)!, value)).ShouldBe(string.Format(Indonesian, words.GetString(key, Indonesian)!, value));
    }

    [Theory]
    [InlineData("Spam detected (code 368).")]
    [InlineData("")]
    [InlineData(null)]
    public void A_networks_own_words_stay(string? reason) => In(English, reason).ShouldBe(reason ?? "");

    private static string In(CultureInfo reader, string? reason)
    {
        var before = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentUICulture = reader;
            return KeptReason.Say(reason);
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }
}
