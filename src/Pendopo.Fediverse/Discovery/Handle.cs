using Pendopo.Fediverse.Identity;

namespace Pendopo.Fediverse.Discovery;

/// <summary>A handle: <c>user@host</c>.</summary>
/// <param name="User">As its server writes it.</param>
/// <param name="Host">Lower case, in ASCII, with a port when it is not the standard one.</param>
public sealed record Handle(string User, string Host)
{
    /// <inheritdoc/>
    public override string ToString() => $"{User}@{Host}";

    /// <summary>As WebFinger names it.</summary>
    public string Acct => $"acct:{User}@{Host}";

    /// <summary>Reads <c>user@host</c>, <c>@user@host</c> or <c>acct:user@host</c>; null for anything else.</summary>
    public static Handle? TryParse(string? text)
    {
        if (text is null || text.Length > 512)
        {
            return null;
        }

        var bare = text.StartsWith("acct:", StringComparison.OrdinalIgnoreCase) ? text[5..] : text;
        var parts = (bare.StartsWith('@') ? bare[1..] : bare).Split('@');
        if (parts is not [{ Length: > 0 and <= Vocabulary.ActivityLimits.Handle } user, { Length: > 0 } host] || !user.All(IsUserCharacter)
            || host.AsSpan().IndexOfAny("/?#") >= 0 || WebAddress.AuthorityOf("https://" + host) is not { } authority)
        {
            return null;
        }

        return new Handle(user, authority);
    }

    private static bool IsUserCharacter(char c) => char.IsLetterOrDigit(c) || c is '_' or '-' or '.' or '~' or '+' or '%' or '!' or '\'' or '*';
}
