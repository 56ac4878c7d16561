using Pendopo.Channels.Letters;
using Pendopo.Platform.Centres;

namespace Pendopo.Channels.Contracts;

/// <summary>A post as it would lie in a reader's mailbox, for who writes it.</summary>
public static class LetterPreview
{
    /// <summary>The network of the lists of letters.</summary>
    public const string Network = LettersConnector.NetworkName;

    /// <summary>The letter's markup, a whole page; where each copy has its reader's own link it leads to the post's page.</summary>
    public static string Html(Centre centre, Channel list, OutgoingPost post)
    {
        ArgumentNullException.ThrowIfNull(list);
        ArgumentNullException.ThrowIfNull(post);
        return LetterWords.Of(centre, list.Handle, post).Html.Replace(Issue.OwnLink, post.Url, StringComparison.Ordinal);
    }
}
