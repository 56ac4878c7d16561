using System.Security.Cryptography;
using System.Text;
using Pendopo.Fediverse.Signatures;

namespace Pendopo.Libraries.Tests.Fediverse;

/// <summary>Forged signatures of both schemes, over plain words and over emoji, whose bytes break where somebody reads and writes the body anew.
/// Each forgery is made by hand from the text that would be signed, so that everything but the one fault is right.</summary>
public sealed class SignatureForgeryTests
{
    private const string Inbox = "https://pendopo.example/inbox", Plain = "{\"type\":\"Like\",\"content\":\"halo\"}", Emoji = "{\"type\":\"Like\",\"content\":\"Terima kasih 🙏🏽 é\"}";

    private static readonly DateTimeOffset Now = new(2026, 1, 15, 8, 30, 0, TimeSpan.Zero);
    private static readonly SigningKey Key = SigningKey.Generate("https://peer.example/users/bob#main-key");
    private static readonly SigningKey Other = SigningKey.Generate("https://peer.example/users/bob#main-key");
    private static readonly PublicKey Public = PublicKey.TryRead(Key.PublicKeyPem)!;

    private sealed record Fault(string Name, Func<Draft, RequestDescription> Make);

    private static readonly Fault[] Faults =
    [
        new("another key", draft => draft.With(draft.Sign(Other))),
        new("nothing", draft => draft.With([])),
        new("one byte", draft => draft.With([0])),
        new("zeros", draft => draft.With(new byte[256])),
        new("a byte short", draft => draft.With(draft.Good[..^1])),
        new("half", draft => draft.With(draft.Good[..128])),
        new("a byte more", draft => draft.With([.. draft.Good, 0])),
        new("a zero before", draft => draft.With([0, .. draft.Good])),
        new("first bit", draft => draft.With(Flip(draft.Good, 0))),
        new("last bit", draft => draft.With(Flip(draft.Good, 255))),
        new("read backwards", draft => draft.With([.. draft.Good.Reverse()])),
        new("larger than the modulus", draft => draft.With([.. Enumerable.Repeat((byte)255, 256)])),
        new("SHA-1", draft => draft.With(draft.Rsa(rsa => rsa.SignData(draft.Text, HashAlgorithmName.SHA1, RSASignaturePadding.Pkcs1)))),
        new("SHA-512", draft => draft.With(draft.Rsa(rsa => rsa.SignData(draft.Text, HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1)))),
        new("PSS", draft => draft.With(draft.Rsa(rsa => rsa.SignData(draft.Text, HashAlgorithmName.SHA256, RSASignaturePadding.Pss)))),
        new("HMAC under the public key", draft => draft.With(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Key.PublicKeyPem), draft.Text))),
        new("the digest itself", draft => draft.With(SHA256.HashData(draft.Text))),
        new("an algorithm of another name", draft => draft.Named("rsa-sha512")),
        new("a body written anew", draft => draft.With(draft.Good) with { Body = Encoding.UTF8.GetBytes(draft.Body.Replace("é", "\\u00e9", StringComparison.Ordinal).Replace("🙏", "\\ud83d\\ude4f", StringComparison.Ordinal).Replace("halo", "hal\\u006f", StringComparison.Ordinal)) }),
        new("a mark of byte order before the body", draft => draft.With(draft.Good) with { Body = (byte[])[0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(draft.Body)] }),
    ];

    public static TheoryData<string, SignatureScheme, bool> All
    {
        get
        {
            var all = new TheoryData<string, SignatureScheme, bool>();
            foreach (var fault in Faults)
            {
                foreach (var scheme in Enum.GetValues<SignatureScheme>())
                {
                    all.Add(fault.Name, scheme, false);
                    all.Add(fault.Name, scheme, true);
                }
            }

            return all;
        }
    }

    [Fact]
    public void There_are_eighty() => All.Count.ShouldBe(80);

    [Theory, MemberData(nameof(All))]
    public void A_forged_signature_is_refused(string fault, SignatureScheme scheme, bool emoji)
    {
        var reading = InboundSignature.Read(Faults.Single(one => one.Name == fault).Make(new Draft(scheme, emoji ? Emoji : Plain)), Now);
        (reading.Signature?.IsBy(Public) ?? false).ShouldBeFalse();
        if (reading.Signature is null)
        {
            reading.Status.ShouldBeOneOf(400, 401);
        }
    }

    [Theory]
    [InlineData(SignatureScheme.Cavage, Plain)]
    [InlineData(SignatureScheme.Cavage, Emoji)]
    [InlineData(SignatureScheme.MessageSignatures, Plain)]
    [InlineData(SignatureScheme.MessageSignatures, Emoji)]
    public void What_is_forged_here_is_right_but_for_the_fault(SignatureScheme scheme, string body)
    {
        var draft = new Draft(scheme, body);
        InboundSignature.Read(draft.With(draft.Good), Now).Signature!.IsBy(Public).ShouldBeTrue();
    }

    [Fact]
    public void One_signature_has_one_fingerprint_however_its_header_is_spelled()
    {
        var draft = new Draft(SignatureScheme.Cavage, Plain);
        var request = draft.With(draft.Good);
        var parts = request.Header("Signature")!.Split(',').Reverse();
        var turned = SignatureTests.With(request, "Signature", string.Join(" , ", parts));
        InboundSignature.Read(turned, Now).Signature!.Fingerprint.ShouldBe(InboundSignature.Read(request, Now).Signature!.Fingerprint);
        var other = new Draft(SignatureScheme.Cavage, Emoji);
        InboundSignature.Read(other.With(other.Good), Now).Signature!.Fingerprint.ShouldNotBe(InboundSignature.Read(request, Now).Signature!.Fingerprint);
    }

    private static byte[] Flip(byte[] signature, int at)
    {
        var flipped = signature.ToArray();
        flipped[at] ^= 1;
        return flipped;
    }

    /// <summary>A request whose signature is still to be put in.</summary>
    private sealed class Draft
    {
        private readonly SignatureScheme scheme;
        private readonly RequestDescription signed;

        public Draft(SignatureScheme scheme, string body)
        {
            (this.scheme, Body) = (scheme, body);
            signed = SignatureTests.Signed(scheme, target: Inbox, body: body, at: Now, key: Key);
            var reading = InboundSignature.Read(signed, Now).Signature!;
            Text = Encoding.UTF8.GetBytes(reading.SignedText);
            Good = Key.Sign(Text);
        }

        public string Body { get; }

        public byte[] Text { get; }

        public byte[] Good { get; }

        public byte[] Sign(SigningKey key) => key.Sign(Text);

        public byte[] Rsa(Func<RSA, byte[]> sign)
        {
            using var rsa = RSA.Create();
            rsa.ImportFromPem(Key.ExportPrivateKeyPem());
            return sign(rsa);
        }

        public RequestDescription With(byte[] signature)
        {
            var text = Convert.ToBase64String(signature);
            if (scheme == SignatureScheme.MessageSignatures)
            {
                return SignatureTests.With(signed, "Signature", $"sig1=:{text}:");
            }

            var header = signed.Header("Signature")!;
            return SignatureTests.With(signed, "Signature", header[..(header.IndexOf("signature=\"", StringComparison.Ordinal) + 11)] + text + "\"");
        }

        public RequestDescription Named(string algorithm)
        {
            var header = scheme == SignatureScheme.Cavage ? "Signature" : "Signature-Input";
            return SignatureTests.With(signed, header, signed.Header(header)!.Replace(scheme == SignatureScheme.Cavage ? "rsa-sha256" : "rsa-v1_5-sha256", algorithm, StringComparison.Ordinal));
        }
    }
}
