using System.Net.Mail;

namespace Pendopo.Platform.People;

internal static class EmailForm
{
    /// <summary>Whether it is one plain address (RFC 5321: at most 254 characters), such as `ayu@example.org`.</summary>
    public static bool IsAddress(string? text) =>
        text is { Length: > 2 and <= 254 } && MailAddress.TryCreate(text.Trim(), out var parsed) && parsed.Address == text.Trim() && !text.Any(char.IsControl);
}
