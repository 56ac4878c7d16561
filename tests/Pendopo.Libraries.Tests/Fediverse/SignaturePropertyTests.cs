using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Pendopo.Fediverse.Signatures;

namespace Pendopo.Libraries.Tests.Fediverse;

public sealed class SignaturePropertyTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 15, 8, 30, 0, TimeSpan.Zero);
    private static readonly SigningKey Key = SigningKey.Generate("https://peer.example/users/bob#main-key");
    private static readonly PublicKey Public = PublicKey.TryRead(Key.PublicKeyPem)!;

    private static readonly string[] Pieces =
    [
        "keyId=", "\"https://a.example/k\"", ",", "signature=", "\"AAAA\"", "headers=", "\"(request-target) host date digest\"", "created=", "1768465800", "expires=", "algorithm=",
        "\"hs2019\"", "\"", "\\", "=", ";", "(", ")", "sig1=", ":AAAA:", ":", "\"@method\"", "\"@target-uri\"", "\"content-digest\"", ";keyid=", " ", "\t", "é", "\0", "-", "99999999999999999999",
    ];

    private static Gen<string> Soup => Gen.Elements(Pieces).ListOf().Select(string.Concat);

    [Fact]
    public void No_header_makes_the_reader_throw_or_believe() =>
        Prop.ForAll(Soup.ToArbitrary(), Soup.ToArbitrary(), (signature, input) =>
        {
            var request = SignatureTests.Signed(SignatureScheme.Cavage);
            var cavage = InboundSignature.Read(SignatureTests.With(request, "Signature", signature), Now);
            var message = InboundSignature.Read(SignatureTests.With(SignatureTests.With(request, "Signature", signature), "Signature-Input", input), Now);
            return !(cavage.Signature?.IsBy(Public) ?? false) && !(message.Signature?.IsBy(Public) ?? false);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000).WithEndSize(20));

    [Fact]
    public void No_digest_header_makes_the_reader_throw() =>
        Prop.ForAll<string>(text =>
        {
            var request = SignatureTests.With(SignatureTests.Signed(SignatureScheme.Cavage), "Digest", "SHA-256=" + text);
            return InboundSignature.Read(request, Now).Refusal is not null;
        }).Check(Config.QuickThrowOnFailure);

    [Fact]
    public void A_flipped_bit_anywhere_in_what_is_signed_is_found() =>
        Prop.ForAll(Gen.Choose(0, 1_000_000).ToArbitrary(), Gen.Elements(SignatureScheme.Cavage, SignatureScheme.MessageSignatures).ToArbitrary(), (place, scheme) =>
        {
            var request = SignatureTests.Signed(scheme, body: "{\"type\":\"Like\"}", key: Key);
            var header = request.Headers[place % request.Headers.Count];
            if (header.Key == "Content-Type" || (scheme == SignatureScheme.MessageSignatures && header.Key is "Date" or "Host"))
            {
                return true;
            }

            var value = new StringBuilder(header.Value);
            var at = place / 7 % value.Length;
            value[at] = (char)(value[at] ^ 1);
            var changed = SignatureTests.With(request, header.Key, value.ToString());

            // The key id is not signed: it says whose key is asked, and another key answers no.
            var signature = InboundSignature.Read(changed, Now).Signature;
            return signature is null || signature.KeyId != Key.KeyId || !signature.IsBy(Public) || SameBytes(header.Value, value.ToString());
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1500));

    /// <summary>The last character of Base64 has bits that mean nothing, names are read in any case, and a cavage algorithm may be left out.</summary>
    private static bool SameBytes(string a, string b) =>
        (a.Contains("algorithm=", StringComparison.Ordinal) && !b.Contains("algorithm=", StringComparison.Ordinal)) || a.Equals(b, StringComparison.OrdinalIgnoreCase) || Zip(a, b) is [var at] && a.Length - at <= 6 && a.Contains("==", StringComparison.Ordinal);

    private static List<int> Zip(string a, string b) => [.. Enumerable.Range(0, a.Length).Where(i => a[i] != b[i])];
}
