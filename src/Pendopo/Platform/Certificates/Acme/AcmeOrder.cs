using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Pendopo.Platform.Certificates.Acme;

/// <summary>Who the authority should know us as: a known customer's name and key are needed by some authorities only.</summary>
internal sealed record AcmeCustomer(string? Contact, string? KnownAs, string? Secret);

/// <summary>A certificate as it came: the chain, leaf first, and its key, both as PEM.</summary>
internal sealed record IssuedCertificate(string Chain, string Key);

/// <summary>Gets a certificate: account, order, proof for each name, request, chain (RFC 8555 section 7).</summary>
/// <param name="show">Puts an answer where the authority will look for it: token, text.</param>
internal sealed class AcmeOrder(AcmeLine line, TimeProvider time, Func<string, string, CancellationToken, Task> show)
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(2), Longest = TimeSpan.FromMinutes(3);

    /// <summary>Makes the account, or finds the one of this key; the line speaks for it from then on.</summary>
    public async Task MakeAccount(AcmeCustomer customer, CancellationToken cancel)
    {
        var url = await line.Address("newAccount", cancel);
        var wish = new JsonObject { ["termsOfServiceAgreed"] = true };
        if (customer.Contact is { Length: > 0 } contact)
            wish["contact"] = new JsonArray("mailto:" + contact);
        if (customer is { KnownAs.Length: > 0, Secret.Length: > 0 })
            wish["externalAccountBinding"] = Jws.Bind(line.Key, url, customer.KnownAs, Base64Url.DecodeFromChars(customer.Secret.TrimEnd('=').Replace('+', '-').Replace('/', '_')));
        line.AccountUrl = null;
        line.AccountUrl = (await line.Post(url, wish, cancel)).Location ?? throw new AcmeException(AcmeTrouble.AuthorityAway, "no account address");
    }

    /// <summary>Orders a certificate for all the names together.</summary>
    public async Task<IssuedCertificate> Get(IReadOnlyList<string> names, CancellationToken cancel)
    {
        var identifiers = new JsonArray([.. names.Select(name => new JsonObject { ["type"] = "dns", ["value"] = name })]);
        var order = await line.Post(await line.Address("newOrder", cancel), new JsonObject { ["identifiers"] = identifiers }, cancel);
        var address = order.Location ?? throw new AcmeException(AcmeTrouble.AuthorityAway, "no order address");
        foreach (var proof in order.Json.GetProperty("authorizations").EnumerateArray())
            await Prove(proof.GetString()!, cancel);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await line.Post(order.Json.GetProperty("finalize").GetString()!, new JsonObject { ["csr"] = Base64Url.EncodeToString(Request(names, key)) }, cancel);
        var done = await Until(address, "valid", cancel);
        var chain = await line.Post(done.GetProperty("certificate").GetString()!, null, cancel);
        return new(chain.Text, key.ExportPkcs8PrivateKeyPem());
    }

    /// <summary>Shows that the name leads here: a text under a name that the authority chose (RFC 8555 section 8.3).</summary>
    private async Task Prove(string address, CancellationToken cancel)
    {
        var proof = (await line.Post(address, null, cancel)).Json;
        if (proof.GetProperty("status").GetString() == "valid")
            return;
        var challenge = proof.GetProperty("challenges").EnumerateArray().FirstOrDefault(one => one.GetProperty("type").GetString() == "http-01");
        if (challenge.ValueKind != JsonValueKind.Object)
            throw new AcmeException(AcmeTrouble.NameRefused, "no http-01");
        var token = challenge.GetProperty("token").GetString()!;
        await show(token, $"{token}.{Jws.Thumbprint(line.Key)}", cancel);
        await line.Post(challenge.GetProperty("url").GetString()!, new JsonObject(), cancel);
        await Until(address, "valid", cancel);
    }

    private async Task<JsonElement> Until(string address, string state, CancellationToken cancel)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            var answer = await line.Post(address, null, cancel);
            var now = answer.Json.GetProperty("status").GetString();
            if (now == state)
                return answer.Json;
            if (now is "invalid" or "deactivated" or "expired" or "revoked")
                throw Why(answer.Json);
            if (time.GetElapsedTime(started) > Longest)
                throw new AcmeException(AcmeTrouble.AuthorityAway, $"still {now}");
            await Task.Delay(answer.After is { } after && after < Longest ? after : Pace, time, cancel);
        }
    }

    private static AcmeException Why(JsonElement refused)
    {
        if (refused.TryGetProperty("error", out var error))
            return AcmeException.Of(error);
        return refused.TryGetProperty("challenges", out var challenges) && challenges.EnumerateArray().FirstOrDefault(one => one.TryGetProperty("error", out _)) is { ValueKind: JsonValueKind.Object } failed
            ? AcmeException.Of(failed.GetProperty("error")) : new(AcmeTrouble.Refused, refused.GetProperty("status").GetString()!);
    }

    private static byte[] Request(IReadOnlyList<string> names, ECDsa key)
    {
        var request = new CertificateRequest($"CN={names[0]}", key, HashAlgorithmName.SHA256);
        // CN holds at most 64 signs (RFC 5280, ub-common-name); the names that count stand beside it.
        if (names[0].Length > 64)
            request = new CertificateRequest(new X500DistinguishedName(""), key, HashAlgorithmName.SHA256);
        var alternative = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
            alternative.AddDnsName(name);
        request.CertificateExtensions.Add(alternative.Build());
        return request.CreateSigningRequest();
    }
}
