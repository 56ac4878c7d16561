using System.Globalization;
using System.Resources;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Centres;

namespace Pendopo.Channels.Letters;

/// <summary>Marks the words of this folder: LettersText.resx (English) and LettersText.id.resx.</summary>
public sealed class LettersText
{
    private static readonly ResourceManager Texts = new(typeof(LettersText));

    /// <summary>A word in the language of the page.</summary>
    public static string Say(string key) => Texts.GetString(key, CultureInfo.CurrentUICulture) ?? key;

    /// <summary>A sentence in a language of its own, such as a letter's.</summary>
    public static string In(string language, string key, params object[] values)
    {
        var culture = CultureInfo.GetCultureInfo(language.StartsWith("en", StringComparison.Ordinal) ? "en" : "id");
        return string.Format(culture, Texts.GetString(key, culture) ?? key, values);
    }
}

/// <summary>A letter's words: what every copy of it says, with a mark where each has its reader's own link.</summary>
internal sealed record LetterWords(string Subject, string Text, string Html, string Language)
{
    /// <summary>The letter that a post makes.</summary>
    /// <param name="list">What its readers asked for.</param>
    public static LetterWords Of(Centre centre, string list, OutgoingPost post)
    {
        var subject = post.Title.Length > 0 ? post.Title : centre.Name;
        return new(subject, PlainOf(centre, list, post), LetterMarkup.Of(centre, list, post, subject), post.Language);
    }

    private static string PlainOf(Centre centre, string list, OutgoingPost post)
    {
        string Say(string key, params object[] values) => LettersText.In(post.Language, key, values);
        var below = string.Join("\n\n", post.Parts.Prepend(post.Text));
        return $"{centre.Name}\n\n{below}\n\n-- \n{Say("WhyYou", list, centre.Name)}\n{Say("ChangeOrEnd")}: {Issue.OwnLink}\n{centre.Name}{(centre.Address.Length > 0 ? ", " + centre.Address : "")}\n";
    }
}
