namespace Pendopo.Fediverse.Identity;

/// <summary>What is known about a post that came in.</summary>
/// <param name="Visibility">Who may see it.</param>
/// <param name="AuthorIsFollowedHere">Whether one of ours follows the author.</param>
/// <param name="AnswersOurs">Whether it answers a post of ours, or of one whom ours follow.</param>
/// <param name="AddressesOurs">Whether one of ours is among its addressees.</param>
public readonly record struct PostRelation(Visibility Visibility, bool AuthorIsFollowedHere, bool AnswersOurs, bool AddressesOurs)
{
    /// <summary>
    /// Whether it has a reason to be here (Mastodon's rule): a stranger cannot fill the database with what concerns nobody,
    /// and a private post that names none of us is not kept at all.
    /// </summary>
    public bool IsKept => Visibility switch
    {
        Visibility.Public or Visibility.Unlisted => AuthorIsFollowedHere || AnswersOurs || AddressesOurs,
        Visibility.Followers => AuthorIsFollowedHere || AddressesOurs,
        _ => AddressesOurs,
    };
}
