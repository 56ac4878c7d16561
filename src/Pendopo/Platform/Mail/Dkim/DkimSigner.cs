using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Pendopo.Platform.Mail.Dkim;

/// <summary>Signs mails so that their readers' servers can see that the domain sent them and nobody changed them on the way: RFC 6376, rsa-sha256,
/// relaxed/relaxed. One object for one thread at a time.</summary>
internal sealed class DkimSigner(string domain, string selector, byte[] privateKey, TimeProvider time) : IDisposable
{
    /// <summary>What is signed, where a mail has it. RFC 8058 section 4 wants both headers of unsubscribing among them.</summary>
    private static readonly string[] Signed =
    [
        "From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type", "Reply-To", "In-Reply-To", "References", "List-Id", "List-Unsubscribe", "List-Unsubscribe-Post",
    ];

    private readonly RSA key = Import(privateKey);

    /// <summary>The header to be put before all others, with its name and its end of line.</summary>
    /// <param name="headers">In their order, each once.</param>
    public string Header(IReadOnlyList<KeyValuePair<string, string>> headers, ReadOnlySpan<byte> body)
    {
        var signed = headers.Where(header => Signed.Contains(header.Key, StringComparer.OrdinalIgnoreCase)).ToList();
        var hash = Convert.ToBase64String(SHA256.HashData(DkimForm.Body(body)));
        var at = time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var value = $"v=1; a=rsa-sha256; c=relaxed/relaxed; d={domain}; s={selector}; t={at};\r\n h={string.Join(':', signed.Select(header => header.Key.ToLowerInvariant()))};\r\n bh={hash};\r\n b=";
        var words = string.Concat(signed.Select(header => DkimForm.Header(header.Key, header.Value) + "\r\n")) + DkimForm.Header("DKIM-Signature", value);
        var signature = Convert.ToBase64String(key.SignData(Encoding.UTF8.GetBytes(words), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        return $"DKIM-Signature: {value}{string.Join("\r\n ", signature.Chunk(72).Select(part => new string(part)))}\r\n";
    }

    public void Dispose() => key.Dispose();

    private static RSA Import(byte[] privateKey)
    {
        var imported = RSA.Create();
        imported.ImportPkcs8PrivateKey(privateKey, out _);
        return imported;
    }
}
