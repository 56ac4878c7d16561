using Pendopo.Fediverse.Vocabulary;

namespace Pendopo.Fediverse.Identity;

/// <summary>Who may see a post.</summary>
public enum Visibility
{
    /// <summary>Everybody, and it is listed.</summary>
    Public,

    /// <summary>Everybody who has the address.</summary>
    Unlisted,

    /// <summary>The author's followers and those mentioned.</summary>
    Followers,

    /// <summary>Some who are addressed and not all of them mentioned; shown like <see cref="Direct"/>.</summary>
    Limited,

    /// <summary>Only those mentioned.</summary>
    Direct,
}

/// <summary>The addressees of a post, and what they mean.</summary>
/// <param name="To">First.</param>
/// <param name="Cc">And besides.</param>
public readonly record struct Audience(IReadOnlyList<string> To, IReadOnlyList<string> Cc)
{
    /// <summary>
    /// Reads what Mastodon reads: Public in <c>to</c> is public, in <c>cc</c> unlisted, the author's followers in <c>to</c>
    /// is followers-only, all else private.
    /// </summary>
    /// <param name="followers">The author's followers collection; null when unknown, so that nothing counts as followers-only.</param>
    /// <param name="mentioned">Ids of the actors that are mentioned.</param>
    public Visibility Read(string? followers, IReadOnlyCollection<string> mentioned)
    {
        ArgumentNullException.ThrowIfNull(mentioned);
        if (To.Contains(ActivityDocument.Public))
        {
            return Visibility.Public;
        }

        if (Cc.Contains(ActivityDocument.Public))
        {
            return Visibility.Unlisted;
        }

        if (followers is not null && To.Contains(followers))
        {
            return Visibility.Followers;
        }

        return To.Concat(Cc).All(mentioned.Contains) ? Visibility.Direct : Visibility.Limited;
    }

    /// <summary>The addressees that give this visibility, in Mastodon's places.</summary>
    /// <param name="visibility"><see cref="Visibility.Limited"/> is written as <see cref="Visibility.Direct"/>.</param>
    /// <param name="followers">The author's followers collection.</param>
    /// <param name="mentioned">Ids of the actors that are mentioned; each is told only when addressed too.</param>
    public static Audience For(Visibility visibility, string followers, IReadOnlyList<string> mentioned) => visibility switch
    {
        Visibility.Public => new([ActivityDocument.Public], [followers, .. mentioned]),
        Visibility.Unlisted => new([followers], [ActivityDocument.Public, .. mentioned]),
        Visibility.Followers => new([followers], mentioned),
        _ => new(mentioned, []),
    };

    /// <summary>
    /// Whether an edit reaches further than the post did. It must not: somebody else's activity, or the author's own later
    /// one, cannot widen who sees words that were said to a few (Mastodon CVE-2024-37903).
    /// </summary>
    public static bool Widens(Visibility before, Visibility after) => Reach(after) > Reach(before);

    private static int Reach(Visibility visibility) => visibility switch
    {
        Visibility.Public => 3,
        Visibility.Unlisted => 2,
        Visibility.Followers => 1,
        _ => 0,
    };
}
