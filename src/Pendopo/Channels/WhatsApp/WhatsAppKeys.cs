using System.Security.Cryptography;
using System.Text;
using Pendopo.Channels.Graph;

namespace Pendopo.Channels.WhatsApp;

/// <summary>What is kept of a number on WhatsApp Business, encrypted.</summary>
/// <param name="Server">Origin of the Graph API, without a slash at its end.</param>
/// <param name="Version">The version of the API that is called, such as `v26.0`: a setting, because versions end.</param>
/// <param name="Token">A system user's token; empty once a person disconnected the number.</param>
/// <param name="AppSecret">Signs each call and each webhook.</param>
/// <param name="Phone">The number's id at Meta.</param>
/// <param name="Business">The id of the WhatsApp Business account.</param>
/// <param name="VerifyToken">A word of ours by which Meta proves an address ours.</param>
internal sealed record WhatsAppKeys(string Server, string Version, string Token, string AppSecret, string Phone, string Business, string VerifyToken)
{
    /// <summary>Lower-case hex of HMAC-SHA256 over the token: proves that whoever calls knows the app's secret too.</summary>
    public string Proof => Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(AppSecret), Encoding.UTF8.GetBytes(Token)));

    /// <summary>Whether a body was signed with the app's secret (`X-Hub-Signature-256`), compared in constant time.</summary>
    public bool Signed(ReadOnlySpan<byte> body, string signature) => MetaHeaders.Signed(AppSecret, body, signature);

    public bool Knows(string verifyToken) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(VerifyToken), Encoding.UTF8.GetBytes(verifyToken));

    /// <summary>Nothing of it is shown.</summary>
    public override string ToString() => $"WhatsApp {Phone}";
}
