using System.Text.RegularExpressions;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.Contracts;

/// <summary>What a network says, made at the door so that it can be kept: words are cut in whole characters, what cannot be cut (ids, addresses)
/// is left out, and an instant that lies ahead is now.</summary>
public static partial class Border
{
    public const int IdLength = 500, HandleLength = 300, NameLength = 300, VersionLength = 200, LanguageLength = 35, TextLength = 20_000, HtmlLength = 100_000, ReasonLength = 500;

    /// <summary>A message as it may come in; null when the network's id of it, or of its author, is too long to be known again.</summary>
    public static Incoming? Of(Incoming message, DateTimeOffset now)
    {
        if (!IsId(message.Remote.Id) || !IsId(message.Author.Id))
            return null;
        var text = KeptText.Of(message.Text, TextLength);
        return message with
        {
            Remote = Of(message.Remote),
            Author = new(message.Author.Id, KeptText.Of(message.Author.Handle, HandleLength), KeptText.Of(message.Author.Name, NameLength), Address(message.Author.Url), message.Author.Robot),
            InReplyTo = message.InReplyTo is { } parent && IsId(parent) ? parent : null,
            Root = message.Root is { } root && IsId(root.Id) ? Of(root) : null,
            Text = text,
            // Half a markup is none: the plain words stand for it.
            Html = message.Html is { Length: <= HtmlLength } html && text == message.Text ? KeptText.Of(html, HtmlLength) : null,
            Language = Language(message.Language),
            SentAt = message.SentAt < now ? message.SentAt : now,
            EditedAt = message.EditedAt is { } edited ? edited < now ? edited : now : null,
        };
    }

    /// <summary>What a network answered, as it may be kept. An id that is too long to be asked about again leaves it unknown what became of it.</summary>
    public static SendOutcome Of(SendOutcome outcome) => Cut(outcome) with { Out = outcome.Out is { } part && IsId(part.Id) ? Of(part) : null };

    private static SendOutcome Cut(SendOutcome outcome) => outcome switch
    {
        SendOutcome.Sent sent => IsId(sent.Remote.Id) ? new SendOutcome.Sent(Of(sent.Remote)) : new SendOutcome.Unknown("The network's id is too long."),
        SendOutcome.RetryAt retry => retry with { Reason = Reason(retry.Reason) },
        SendOutcome.Refused refused => new SendOutcome.Refused(refused.Code, Reason(refused.Reason)),
        SendOutcome.Reconnect reconnect => new SendOutcome.Reconnect(Reason(reconnect.Reason)),
        SendOutcome.Unknown unknown => unknown with { Reason = Reason(unknown.Reason) },
        SendOutcome.HeldUntil held => held with { Reason = Reason(held.Reason) },
        _ => outcome,
    };

    /// <summary>A network's words about what went wrong.</summary>
    public static string Reason(string reason) => KeptText.Of(reason, ReasonLength);

    /// <summary>A tag of a language (BCP 47), or null for anything else.</summary>
    public static string? Language(string? tag) => tag is { Length: <= LanguageLength } && LanguageTag().IsMatch(tag) ? tag : null;

    private static RemoteRef Of(RemoteRef remote) =>
        new(remote.Id, Address(remote.Url), remote.Version is { Length: <= VersionLength } version ? KeptText.Of(version, VersionLength) : null);

    private static bool IsId(string id) => id.Length is > 0 and <= IdLength && KeptText.Of(id, IdLength) == id;

    // It becomes a link on a page, so it is one of the web or none.
    private static string? Address(string? url) =>
        url is { Length: <= IdLength } && KeptText.Of(url, IdLength) == url && Uri.TryCreate(url, UriKind.Absolute, out var parsed) && parsed.Scheme is "http" or "https" ? url : null;

    [GeneratedRegex("^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex LanguageTag();
}
