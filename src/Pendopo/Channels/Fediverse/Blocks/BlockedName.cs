using Pendopo.Fediverse.Identity;

namespace Pendopo.Channels.Fediverse.Blocks;

/// <summary>Reads what a person writes when a server is meant: its name, an account there, an address of it. Pure.</summary>
internal static class BlockedName
{
    /// <summary>The domain in the one form that is compared, or null when no server is named.</summary>
    public static string? Read(string? text)
    {
        var typed = (text ?? "").Trim();
        if (WebAddress.IsWeb(typed))
            return WebAddress.DomainOf(typed);
        typed = typed[(typed.LastIndexOf('@') + 1)..];
        typed = typed.StartsWith("*.", StringComparison.Ordinal) ? typed[2..] : typed;
        if (typed.Length == 0 || typed.AsSpan().IndexOfAny("/?#") >= 0)
            return null;
        var domain = WebAddress.DomainOf("https://" + typed);
        return domain is { Length: <= 253 } && domain.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or ':') ? domain : null;
    }

    /// <summary>A name without a dot is half the world (`id`, `com`), and no server.</summary>
    public static bool IsTooWide(string domain) => !domain.Contains('.', StringComparison.Ordinal) && !domain.Contains(':', StringComparison.Ordinal);

    /// <summary>Whether `host` is the domain or lies below it.</summary>
    public static bool Covers(string domain, string? host) => host is not null && DomainBlocks.Covering(host).Contains(domain, StringComparer.Ordinal);
}
