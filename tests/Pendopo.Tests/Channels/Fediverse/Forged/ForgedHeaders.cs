using System.Security.Cryptography;
using Pendopo.Fediverse.Signatures;

namespace Pendopo.Tests.Channels.Fediverse.Forged;

/// <summary>Changes to the headers of a request that was signed already.</summary>
internal static class ForgedHeaders
{
    public static RequestDescription Set(RequestDescription request, string name, string? value) =>
        request with { Headers = [.. request.Headers.Where(header => !header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)), .. value is null ? [] : new[] { KeyValuePair.Create(name, value) }] };

    public static RequestDescription Add(RequestDescription request, string name, string value) => request with { Headers = [.. request.Headers, new(name, value)] };

    public static RequestDescription Change(RequestDescription request, string name, Func<string, string> change) => Set(request, name, change(request.Header(name)!));

    public static string DigestOf(byte[] body) => "SHA-256=" + Convert.ToBase64String(SHA256.HashData(body));

    /// <summary>A digest under a name that is no proof, though its bytes are right.</summary>
    public static string WeakOf(byte[] body) => "UNIXsum=" + Convert.ToBase64String(SHA256.HashData(body));

    /// <summary>A signature of one byte: there, and nothing.</summary>
    public static string EmptyOut(string signature) => WithSignature(signature, "AA==");

    /// <summary>Half of it.</summary>
    public static RequestDescription Cut(RequestDescription request) => Change(request, "Signature", text =>
    {
        var bytes = Convert.FromBase64String(Between(text));
        return WithSignature(text, Convert.ToBase64String(bytes[..(bytes.Length / 2)]));
    });

    public static string WithSignature(string header, string signature) => header.Replace(Between(header), signature, StringComparison.Ordinal);

    public static string Between(string header)
    {
        var start = header.IndexOf("signature=\"", StringComparison.Ordinal) + "signature=\"".Length;
        return header[start..header.IndexOf('"', start)];
    }
}
