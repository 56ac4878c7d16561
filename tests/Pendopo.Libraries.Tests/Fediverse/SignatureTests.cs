using System.Text;
using Pendopo.Fediverse.Signatures;

namespace Pendopo.Libraries.Tests.Fediverse;

public sealed class SignatureTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 15, 8, 30, 0, TimeSpan.Zero);
    private static readonly SigningKey Key = SigningKey.Generate("https://peer.example/users/bob#main-key");
    private static readonly PublicKey Public = PublicKey.TryRead(Key.PublicKeyPem)!;
    private const string Inbox = "https://pendopo.example/inbox";

    public static TheoryData<SignatureScheme> Schemes => [SignatureScheme.Cavage, SignatureScheme.MessageSignatures];

    internal static RequestDescription Signed(SignatureScheme scheme, string method = "POST", string target = Inbox, string body = "{}", DateTimeOffset? at = null, SigningKey? key = null)
    {
        var host = new Uri(target).Authority;
        var request = new RequestDescription(method, target, [new("Host", host), new("Content-Type", "application/activity+json")], Encoding.UTF8.GetBytes(body));
        return request with { Headers = [.. request.Headers, .. RequestSigner.Sign(request, scheme, key ?? Key, at ?? Now)] };
    }

    internal static RequestDescription With(RequestDescription request, string name, string? value) =>
        request with { Headers = [.. request.Headers.Where(h => !h.Key.Equals(name, StringComparison.OrdinalIgnoreCase)), .. value is null ? [] : new[] { KeyValuePair.Create(name, value) }] };

    private static SignatureRefusal? Refusal(RequestDescription request, DateTimeOffset? now = null) => InboundSignature.Read(request, now ?? Now).Refusal;

    private static bool Verifies(RequestDescription request, DateTimeOffset? now = null) => InboundSignature.Read(request, now ?? Now).Signature?.IsBy(Public) ?? false;

    [Theory, MemberData(nameof(Schemes))]
    public void What_we_sign_we_verify(SignatureScheme scheme)
    {
        Verifies(Signed(scheme)).ShouldBeTrue();
        Verifies(Signed(scheme, "GET", "https://pendopo.example/users/klinik?page=1", "")).ShouldBeTrue();
        Verifies(Signed(scheme, target: "http://localhost:8080/inbox")).ShouldBeTrue();
        InboundSignature.Read(Signed(scheme), Now).Signature!.KeyId.ShouldBe("https://peer.example/users/bob#main-key");
    }

    [Theory, MemberData(nameof(Schemes))]
    public void A_changed_body_is_refused(SignatureScheme scheme)
    {
        var request = Signed(scheme) with { Body = Encoding.UTF8.GetBytes("{ }") };
        Refusal(request).ShouldBe(SignatureRefusal.DigestMismatch);
    }

    [Theory, MemberData(nameof(Schemes))]
    public void A_digest_made_anew_for_a_changed_body_breaks_the_signature(SignatureScheme scheme)
    {
        var body = Encoding.UTF8.GetBytes("{ }");
        var request = With(With(Signed(scheme) with { Body = body }, "Digest", BodyDigest.Legacy(body)), "Content-Digest", BodyDigest.Modern(body));
        Refusal(request).ShouldBeNull();
        Verifies(request).ShouldBeFalse();
    }

    [Theory, MemberData(nameof(Schemes))]
    public void A_body_needs_a_digest(SignatureScheme scheme) =>
        Refusal(With(With(Signed(scheme), "Digest", null), "Content-Digest", null)).ShouldBe(SignatureRefusal.DigestMissing);

    [Theory, MemberData(nameof(Schemes))]
    public void Another_method_path_query_or_key_is_not_what_was_signed(SignatureScheme scheme)
    {
        Verifies(Signed(scheme) with { Method = "PUT" }).ShouldBeFalse();
        Verifies(Signed(scheme) with { TargetUri = "https://pendopo.example/users/a/inbox" }).ShouldBeFalse();
        Verifies(Signed(scheme) with { TargetUri = Inbox + "?a=1" }).ShouldBeFalse();
        using var other = SigningKey.Generate("https://peer.example/users/eve#main-key");
        Verifies(Signed(scheme, key: other)).ShouldBeFalse();
    }

    [Theory, MemberData(nameof(Schemes))]
    public void A_signature_for_another_host_is_refused(SignatureScheme scheme) =>
        Verifies(Signed(scheme, target: "https://other.example/inbox") with { TargetUri = Inbox }).ShouldBeFalse();

    [Theory, MemberData(nameof(Schemes))]
    public void A_signature_lives_five_minutes_and_an_hour_of_grace(SignatureScheme scheme)
    {
        var request = Signed(scheme);
        Refusal(request, Now.AddMinutes(65)).ShouldBeNull();
        Refusal(request, Now.AddMinutes(65).AddSeconds(1)).ShouldBe(SignatureRefusal.Expired);
        Refusal(request, Now.AddHours(-1)).ShouldBeNull();
        Refusal(request, Now.AddHours(-1).AddSeconds(-1)).ShouldBe(SignatureRefusal.FromTheFuture);
    }

    [Fact]
    public void A_request_without_signature_is_told_so() =>
        Refusal(new RequestDescription("POST", Inbox, [new("Host", "pendopo.example")], Array.Empty<byte>())).ShouldBe(SignatureRefusal.Missing);

    [Theory]
    [InlineData("(request-target) host date")]
    [InlineData("(request-target) host digest")]
    [InlineData("(request-target) date digest")]
    [InlineData("host date digest")]
    [InlineData("date")]
    public void Cavage_has_to_cover_target_host_instant_and_digest(string covered) =>
        Refusal(Cavage($"keyId=\"https://a.example/k\",algorithm=\"rsa-sha256\",headers=\"{covered}\",signature=\"AAAA\"")).ShouldBe(SignatureRefusal.NotCovered);

    [Theory]
    [InlineData("keyId=\"https://a.example/k\",headers=\"(request-target) host date digest\"")]
    [InlineData("signature=\"AAAA\",headers=\"(request-target) host date digest\"")]
    [InlineData("keyId=\"https://a.example/k\",keyId=\"https://b.example/k\",headers=\"(request-target) host date digest\",signature=\"AAAA\"")]
    [InlineData("keyId=\"https://a.example/k\",headers=\"(request-target) host date digest\",signature=\"AAAA\",signature=\"BBBB\"")]
    [InlineData("keyId=\"https://a.example/k\",headers=\"(request-target) host host date digest\",signature=\"AAAA\"")]
    [InlineData("keyId=\"https://a.example/k\",headers=\"(request-target) host date digest x-not-there\",signature=\"AAAA\"")]
    [InlineData("keyId=\"https://a.example/k\",algorithm=\"rsa-sha256\",created=1768465800,headers=\"(request-target) host (created) digest\",signature=\"AAAA\"")]
    [InlineData("keyId=\"https://a.example/k\",created=soon,headers=\"(request-target) host (created) digest\",signature=\"AAAA\"")]
    [InlineData("keyId=\"https://a.example/k\",headers=\"(request-target) host (created) digest\",signature=\"AAAA\"")]
    [InlineData("keyId=\"file:///etc/passwd\",headers=\"(request-target) host date digest\",signature=\"AAAA\"")]
    [InlineData("keyId=\"acct:a@b.example\",headers=\"(request-target) host date digest\",signature=\"AAAA\"")]
    [InlineData("keyId=\"https://a.example/k\",headers=\"(request-target) host date digest\",signature=\"!\"")]
    [InlineData("keyId=\"https://a.example/k\",headers=\"(request-target) host date digest\",signature=\"\"")]
    [InlineData("keyId=\"https://a.example/k")]
    [InlineData("=,")]
    [InlineData("")]
    public void Cavage_that_cannot_be_read_is_malformed(string header)
    {
        Refusal(Cavage(header)).ShouldBe(SignatureRefusal.Malformed);
        InboundSignature.Read(Cavage(header), Now).Status.ShouldBe(400);
    }

    [Theory]
    [InlineData("hmac-sha256")]
    [InlineData("rsa-sha1")]
    [InlineData("none")]
    [InlineData("")]
    public void Other_algorithms_are_refused(string algorithm) =>
        Refusal(Cavage($"keyId=\"https://a.example/k\",algorithm=\"{algorithm}\",headers=\"(request-target) host date digest\",signature=\"AAAA\"")).ShouldBe(SignatureRefusal.UnknownAlgorithm);

    [Fact]
    public void Two_signature_headers_are_malformed()
    {
        var request = Signed(SignatureScheme.Cavage);
        Refusal(request with { Headers = [.. request.Headers, request.Headers[^1]] }).ShouldBe(SignatureRefusal.Malformed);
    }

    [Fact]
    public void Two_dates_or_hosts_are_refused()
    {
        var request = Signed(SignatureScheme.Cavage);
        Refusal(request with { Headers = [.. request.Headers, new("Date", "Thu, 15 Jan 2026 08:30:00 GMT")] }).ShouldBe(SignatureRefusal.Malformed);
        Refusal(request with { Headers = [.. request.Headers, new("host", "pendopo.example")] }).ShouldBe(SignatureRefusal.WrongHost);
    }

    [Fact]
    public void A_query_left_out_of_the_target_is_taken_for_a_get_only()
    {
        var get = Signed(SignatureScheme.Cavage, "GET", "https://pendopo.example/outbox", "") with { TargetUri = "https://pendopo.example/outbox?page=true" };
        Verifies(get).ShouldBeTrue();
        Verifies(Signed(SignatureScheme.Cavage) with { TargetUri = Inbox + "?a=1" }).ShouldBeFalse();
    }

    [Fact]
    public void The_standard_port_may_be_written_or_not()
    {
        Verifies(With(Signed(SignatureScheme.MessageSignatures), "Host", "pendopo.example:443")).ShouldBeTrue();
        Verifies(Signed(SignatureScheme.Cavage) with { TargetUri = "https://pendopo.example:443/inbox" }).ShouldBeTrue();
        Refusal(Signed(SignatureScheme.Cavage) with { TargetUri = "https://pendopo.example:8443/inbox" }).ShouldBe(SignatureRefusal.WrongHost);
    }

    [Theory]
    [InlineData("SHA-256=x,SHA-256=y", SignatureRefusal.Malformed)]
    [InlineData("MD5=abc", SignatureRefusal.DigestMissing)]
    [InlineData("SHA-256=", SignatureRefusal.DigestMismatch)]
    [InlineData("SHA-256=AAAA", SignatureRefusal.DigestMismatch)]
    public void Only_one_right_sha256_counts_as_digest(string digest, SignatureRefusal expected) =>
        Refusal(With(Signed(SignatureScheme.Cavage), "Digest", digest)).ShouldBe(expected);

    [Fact]
    public void Another_digest_beside_the_right_one_is_passed_over()
    {
        var digest = "unixsum=30637, sha-256=" + BodyDigest.Legacy("{}"u8)[8..];
        Refusal(With(Signed(SignatureScheme.Cavage), "Digest", digest)).ShouldBeNull();
    }

    [Theory]
    [InlineData("(\"@method\" \"@target-uri\");created=1768465800;keyid=\"https://a.example/k\"", SignatureRefusal.NotCovered)]
    [InlineData("(\"@method\" \"content-digest\");created=1768465800;keyid=\"https://a.example/k\"", SignatureRefusal.NotCovered)]
    [InlineData("(\"@target-uri\" \"content-digest\");created=1768465800;keyid=\"https://a.example/k\"", SignatureRefusal.NotCovered)]
    [InlineData("(\"@method\" \"@target-uri\" \"content-digest\");keyid=\"https://a.example/k\"", SignatureRefusal.Malformed)]
    [InlineData("(\"@method\" \"@target-uri\" \"content-digest\");created=1768465800", SignatureRefusal.Malformed)]
    [InlineData("(\"@method\" \"@method\" \"@target-uri\" \"content-digest\");created=1768465800;keyid=\"https://a.example/k\"", SignatureRefusal.Malformed)]
    [InlineData("(\"@method\" \"@target-uri\" \"content-digest\" \"x-not-there\");created=1768465800;keyid=\"https://a.example/k\"", SignatureRefusal.Malformed)]
    [InlineData("(\"@method\" \"@target-uri\" \"content-digest\" \"@status\");created=1768465800;keyid=\"https://a.example/k\"", SignatureRefusal.Malformed)]
    [InlineData("(\"@method\" \"@target-uri\" \"content-digest\";req);created=1768465800;keyid=\"https://a.example/k\"", SignatureRefusal.Malformed)]
    [InlineData("(\"@method\" \"@target-uri\" \"content-digest\");created=1768465800;created=1;keyid=\"https://a.example/k\"", SignatureRefusal.Malformed)]
    [InlineData("(\"@method\" \"@target-uri\" \"content-digest\");created=99999999999999999;keyid=\"https://a.example/k\"", SignatureRefusal.Malformed)]
    [InlineData("(\"@method\" \"@target-uri\" \"content-digest\");created=-1;keyid=\"https://a.example/k\"", SignatureRefusal.Malformed)]
    [InlineData("(\"@method\" \"@target-uri\" \"content-digest\");created=1768465800;keyid=\"https://a.example/k\";alg=\"hmac-sha256\"", SignatureRefusal.UnknownAlgorithm)]
    [InlineData("(\"@method\" \"@target-uri\" \"content-digest\");created=1768465800;expires=1768465801;keyid=\"https://a.example/k\"", null)]
    [InlineData("(\"@method\"", SignatureRefusal.Malformed)]
    public void Message_signatures_are_read_strictly(string parameters, SignatureRefusal? expected) =>
        Refusal(With(With(Signed(SignatureScheme.MessageSignatures), "Signature-Input", "s=" + parameters), "Signature", "s=:AAAA:")).ShouldBe(expected);

    [Theory]
    [InlineData("sig2=:AAAA:")]
    [InlineData("sig1=:AAAA:, sig2=:BBBB:")]
    [InlineData("sig1=:AAAA:, sig1=:BBBB:")]
    [InlineData("sig1=\"AAAA\"")]
    [InlineData("sig1=::")]
    [InlineData("sig1")]
    public void The_one_message_signature_bears_the_name_of_its_input(string signature) =>
        Refusal(With(Signed(SignatureScheme.MessageSignatures), "Signature", signature)).ShouldBe(SignatureRefusal.Malformed);

    [Fact]
    public void An_end_beyond_twelve_hours_is_cut()
    {
        var input = $"s=(\"@method\" \"@target-uri\" \"content-digest\");created={Now.ToUnixTimeSeconds()};expires={Now.AddDays(9).ToUnixTimeSeconds()};keyid=\"https://a.example/k\"";
        var request = With(With(Signed(SignatureScheme.MessageSignatures), "Signature-Input", input), "Signature", "s=:AAAA:");
        Refusal(request, Now.AddHours(13)).ShouldBeNull();
        Refusal(request, Now.AddHours(13).AddSeconds(1)).ShouldBe(SignatureRefusal.Expired);
    }

    [Fact]
    public void Keys_that_are_small_private_or_no_keys_are_refused()
    {
        using var small = System.Security.Cryptography.RSA.Create(1024);
        PublicKey.TryRead(small.ExportSubjectPublicKeyInfoPem()).ShouldBeNull();
        PublicKey.TryRead(Key.ExportPrivateKeyPem()).ShouldBeNull();
        PublicKey.TryRead("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----").ShouldBeNull();
        PublicKey.TryRead("").ShouldBeNull();
        PublicKey.TryRead(null).ShouldBeNull();
        PublicKey.TryRead(new string('A', 10_000)).ShouldBeNull();
        using var elliptic = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256);
        PublicKey.TryRead(elliptic.ExportSubjectPublicKeyInfoPem()).ShouldBeNull();
    }

    [Fact]
    public void A_key_comes_back_from_its_own_text()
    {
        using var again = SigningKey.FromPem(Key.KeyId, Key.ExportPrivateKeyPem());
        again.PublicKeyPem.ShouldBe(Key.PublicKeyPem);
        Verifies(Signed(SignatureScheme.Cavage, key: again)).ShouldBeTrue();
    }

    private static RequestDescription Cavage(string header) => With(Signed(SignatureScheme.Cavage), "Signature", header);
}
