using System.Text.RegularExpressions;
using Pendopo.Platform;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Kinds;

namespace Pendopo.Publishing.Posts;

/// <summary>What a text must be to be kept, and what it must be to be submitted.</summary>
internal static partial class WordsCheck
{
    /// <summary>A draft may be unfinished, but it fits its row.</summary>
    public static List<Problem> ToKeep(PostWords words, PostLedger ledger)
    {
        var problems = new List<Problem>();
        Over("Title", words.Title, PostWords.TitleLength);
        Over("Summary", words.Summary, PostWords.SummaryLength);
        Over("Text", words.Text, PostWords.TextLength);
        Over("Topic", words.Topic, PostWords.TopicLength);
        Over("Sources", words.Sources, PostWords.SourcesLength);
        if (words.Language.Length > PostWords.LanguageLength || !LanguageTag().IsMatch(words.Language))
            problems.Add(ledger.Problem("LanguageUnknown", "Language"));
        if (words.Pictures.Count > PostWords.MostPictures)
            problems.Add(ledger.Problem("TooManyPictures", "Pictures", PostWords.MostPictures));
        for (var i = 0; i < words.Pictures.Count; i++)
            Over($"Alt{i}", words.Pictures[i].Alt, PostWords.AltLength);
        problems.AddRange(KindRules.ToKeep(words, ledger));
        return problems;

        void Over(string field, string value, int most)
        {
            if (value.Length > most)
                problems.Add(ledger.Problem("TooLong", field, most));
        }
    }

    /// <summary>What goes to a reviewer is complete.</summary>
    public static List<Problem> ToSubmit(PostWords words, PostLedger ledger)
    {
        var problems = ToKeep(words, ledger);
        if (string.IsNullOrWhiteSpace(words.Title))
            problems.Add(ledger.Problem("TitleRequired", "Title"));
        if (string.IsNullOrWhiteSpace(words.Text))
            problems.Add(ledger.Problem("TextRequired", "Text"));
        problems.AddRange(KindRules.ToSubmit(words, ledger));
        for (var i = 0; i < words.Pictures.Count; i++)
        {
            if (string.IsNullOrWhiteSpace(words.Pictures[i].Alt))
                problems.Add(ledger.Problem("AltRequired", $"Alt{i}"));
        }
        return problems;
    }

    // BCP 47, as far as a post needs it: a language and perhaps a script or region.
    [GeneratedRegex("^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex LanguageTag();
}
