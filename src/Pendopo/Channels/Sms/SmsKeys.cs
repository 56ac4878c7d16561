using System.Security.Cryptography;
using System.Text;

namespace Pendopo.Channels.Sms;

/// <summary>How a gateway of SMS is spoken to, as its own description says; kept encrypted, for it holds the gateway's keys.</summary>
/// <param name="Url">May hold {to}, {text}, {id} and {key}.</param>
/// <param name="Key">The gateway's own key or password, which stands for {key} and is shown to nobody again.</param>
/// <param name="ContentType">Of the body; decides how the values are written into it.</param>
/// <param name="Headers">One a line, as <c>Name: value</c>.</param>
/// <param name="Body">Empty for a GET.</param>
/// <param name="Accepted">Empty where 2xx says it; else <c>path=value</c> in JSON, or a pattern of text with * and {id}.</param>
/// <param name="IdAt">The path in JSON at which the gateway's id of the message stands; may be empty.</param>
/// <param name="ReportId">The name, or path, of the id in a report.</param>
/// <param name="ReportStatus">The name, or path, of the state in a report.</param>
/// <param name="Arrived">Words of that state that say it reached the telephone, separated by commas.</param>
/// <param name="Failed">Words that say it never will.</param>
/// <param name="StopFrom">The name, or path, of the writer's number where the gateway passes on what people write; may be empty.</param>
/// <param name="StopText">The same of their words.</param>
/// <param name="Secret">In the address to which the gateway reports.</param>
/// <param name="PerMinute">So many messages a minute at most.</param>
/// <param name="Price">Of one message, as the centre noted it; null when nobody did.</param>
internal sealed record SmsKeys(
    string Url, string Key, bool IsGet, string ContentType, string Headers, string Body, string Accepted, string IdAt, string ReportId, string ReportStatus, string Arrived, string Failed,
    string StopFrom, string StopText, string Secret, int PerMinute, int? Price, string Currency)
{
    /// <summary>The name, or path, of the number of an incoming SMS, by which a delivery that comes again is known; empty where the gateway tells none.</summary>
    public string HeardId { get; init; } = "";

    /// <summary>Whether somebody who reports knows the word in the address, compared in constant time.</summary>
    public bool Knows(string secret) => Secret.Length > 0 && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes(secret));

    public static string NewSecret() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(20));

    /// <summary>Nothing of it is shown.</summary>
    public override string ToString() => "SMS gateway";
}
