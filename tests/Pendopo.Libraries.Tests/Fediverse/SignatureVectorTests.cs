using System.Text;
using System.Text.Json;
using Pendopo.Fediverse.Signatures;

namespace Pendopo.Libraries.Tests.Fediverse;

/// <summary>
/// Requests signed by Fedify 2.3.6 with a throw-away key and checked again with Node's own crypto; made for this project, CC0.
/// </summary>
public sealed class SignatureVectorTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 15, 8, 30, 0, TimeSpan.Zero);

    private static readonly JsonElement Vectors = JsonElement.Parse(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Fediverse", "signature-vectors.json")));

    public static TheoryData<string, SignatureScheme, string> Cases => new()
    {
        { "draft-cavage-http-signatures-12", SignatureScheme.Cavage, "signingString" },
        { "rfc9421", SignatureScheme.MessageSignatures, "signatureBase" },
    };

    [Theory, MemberData(nameof(Cases))]
    public void What_Fedify_signs_is_read_and_verified(string spec, SignatureScheme scheme, string text)
    {
        var one = Vectors.GetProperty("cases").EnumerateArray().Single(c => c.GetProperty("spec").GetString() == spec);
        var reading = InboundSignature.Read(Request(one), Now);
        reading.Refusal.ShouldBeNull();
        reading.Signature!.Scheme.ShouldBe(scheme);
        reading.Signature.KeyId.ShouldBe(Vectors.GetProperty("keyId").GetString());
        reading.Signature.SignedAt.ShouldBe(Now);
        reading.Signature.SignedText.ShouldBe(one.GetProperty(text).GetString());
        using var key = PublicKey.TryRead(Vectors.GetProperty("publicKeyPem").GetString());
        reading.Signature.IsBy(key!).ShouldBeTrue();
        using var other = SigningKey.Generate("https://peer.example/k");
        using var otherPublic = PublicKey.TryRead(other.PublicKeyPem);
        reading.Signature.IsBy(otherPublic!).ShouldBeFalse();
    }

    [Theory, MemberData(nameof(Cases))]
    public void Each_changed_header_breaks_it(string spec, SignatureScheme scheme, string text)
    {
        var one = Vectors.GetProperty("cases").EnumerateArray().Single(c => c.GetProperty("spec").GetString() == spec);
        one.GetProperty(text).GetString().ShouldNotBeNull();
        using var key = PublicKey.TryRead(Vectors.GetProperty("publicKeyPem").GetString());
        var request = Request(one);
        foreach (var header in request.Headers.Where(h => scheme == SignatureScheme.Cavage || h.Key != "content-type"))
        {
            var changed = SignatureTests.With(request, header.Key, Change(header.Value));
            (InboundSignature.Read(changed, Now).Signature?.IsBy(key!) ?? false).ShouldBeFalse(header.Key);
        }
    }

    private static string Change(string value) => value.Replace("a", "e", StringComparison.Ordinal).Replace("5", "4", StringComparison.Ordinal);

    private static RequestDescription Request(JsonElement one) => new(
        one.GetProperty("method").GetString()!, one.GetProperty("url").GetString()!,
        [.. one.GetProperty("headers").EnumerateObject().Select(h => KeyValuePair.Create(h.Name, h.Value.GetString()!))],
        Encoding.UTF8.GetBytes(Vectors.GetProperty("body").GetString()!));
}
