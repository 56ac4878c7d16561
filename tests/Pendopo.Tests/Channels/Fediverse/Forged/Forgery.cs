using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Pendopo.Fediverse.Signatures;
using Pendopo.Fediverse.Vocabulary;

namespace Pendopo.Tests.Channels.Fediverse.Forged;

/// <summary>One attempt: a kind of activity, its victim, and the forger with what they may use. Every attempt has a server and a number of its own.</summary>
internal sealed class Forgery(ForgedWeb web, ForgedScene scene, ForgedKind kind, int number)
{
    private const string Inbox = "http://localhost:5080/inbox";

    public ForgedScene Scene => scene;

    public int Number => number;

    public FakePerson Victim { get; } = kind.Victim(scene);

    public string VictimOrigin { get; } = new Uri(scene.Rina.Id).GetLeftPart(UriPartial.Authority);

    public FakePerson Eve { get; } = web.Person(web.Server(number), "eve", Forger.Value);

    /// <summary>Somebody on the victim's own server.</summary>
    public FakePerson Mallory { get; } = web.Person(new Uri(scene.Rina.Id).GetLeftPart(UriPartial.Authority), $"mallory{number}", Forger.Value);

    public required SigningKey OldKey { get; init; }

    public JsonObject Activity => kind.Of(scene);

    public byte[] Bytes => ActivityWriter.Bytes(Activity);

    /// <summary>Something of Eve's own that a forged activity may be hidden in.</summary>
    public JsonObject Own() => Eve.Activity("Like", scene.Second);

    public RequestDescription Bare(JsonNode activity, string type = ActivityDocument.MediaType, string target = Inbox) =>
        new("POST", target, [new("Content-Type", type), new("Host", new Uri(target).Authority)], ActivityWriter.Bytes(activity));

    public RequestDescription Sign(JsonNode activity, SigningKey key, string target = Inbox) => Sign(Bare(activity, target: target), key, scene.Now);

    public RequestDescription Sign(byte[] body, SigningKey key) => Sign(Bare(Own()) with { Body = body }, key, scene.Now);

    public RequestDescription SignAt(TimeSpan when) => Sign(Bare(Activity), Victim.Key, scene.Now + when);

    public RequestDescription Typed(string type) => Sign(Bare(Activity, type), Victim.Key, scene.Now);

    /// <summary>A request that the victim really made: to like a post.</summary>
    public RequestDescription Caught() => Sign(Victim.Activity("Like", scene.First), Victim.Key);

    public SigningKey KeyAt(string address, string owner)
    {
        var key = Made(address);
        web.Pages[address] = () => ForgedWeb.Document(new JsonObject { ["@context"] = ActivityDocument.Context, ["id"] = address, ["owner"] = owner, ["publicKeyPem"] = key.PublicKeyPem });
        return key;
    }

    public SigningKey BorrowedDocument() => Page(Eve.Id, key => ForgedWeb.Document(DocumentWith(key)));

    public SigningKey UploadedActor(string type) => Page($"{VictimOrigin}/media/{number}", key => ForgedWeb.Document(DocumentWith(key), type));

    public SigningKey OpenRedirect()
    {
        var key = Made($"{VictimOrigin}/out/{number}#main-key");
        web.Pages[$"{VictimOrigin}/out/{number}"] = () => Microsoft.AspNetCore.Http.Results.Redirect(Eve.Id + "/copy");
        web.Pages[Eve.Id + "/copy"] = () => ForgedWeb.Document(DocumentWith(key));
        return key;
    }

    public SigningKey EndlessRedirect()
    {
        var key = Made(Eve.Id + "/r0");
        for (var step = 0; step < 30; step++)
        {
            var next = $"{Eve.Id}/r{step + 1}";
            web.Pages[$"{Eve.Id}/r{step}"] = () => Microsoft.AspNetCore.Http.Results.Redirect(next);
        }
        return key;
    }

    public byte[] TwiceNamed()
    {
        var text = Activity.With("actor", Eve.Id).ToJsonString();
        return Encoding.UTF8.GetBytes(text[..^1] + $",\"actor\":\"{Victim.Id}\"}}");
    }

    public JsonObject EmbeddedActor() => DocumentWith(Eve.Key);

    public JsonObject LinkedData() => new()
    {
        ["type"] = "RsaSignature2017", ["creator"] = Victim.Key.KeyId, ["verificationMethod"] = Victim.Key.KeyId, ["created"] = scene.Now.ToString("o", System.Globalization.CultureInfo.InvariantCulture),
        ["signatureValue"] = Convert.ToBase64String(new byte[256]), ["proofValue"] = "z" + new string('1', 80),
    };

    public JsonObject Renamed()
    {
        var activity = Activity;
        activity.Remove("actor");
        return activity.With("@context", new JsonArray(ActivityDocument.Context, new JsonObject { ["who"] = "as:actor" })).With("who", Victim.Id);
    }

    /// <summary>The forger's body under a signature of the victim's that covers only this much.</summary>
    public RequestDescription Covering(string covered)
    {
        var request = Sign(Bare(Activity), Victim.Key, scene.Now);
        var lines = covered.Split(' ').Select(name => name + ": " + (name == "(request-target)" ? "post /inbox" : request.Header(name)));
        var signature = Convert.ToBase64String(RawSignature(string.Join('\n', lines)));
        return ForgedHeaders.Set(request, "Signature", $"keyId=\"{Victim.Key.KeyId}\",algorithm=\"rsa-sha256\",headers=\"{covered}\",signature=\"{signature}\"");
    }

    public RequestDescription TwoLabels()
    {
        var request = RequestSigner.Sign(Bare(Activity), SignatureScheme.MessageSignatures, Eve.Key, scene.Now).Aggregate(Bare(Activity), (so, header) => ForgedHeaders.Set(so, header.Key, header.Value));
        var input = request.Header("Signature-Input")!;
        var other = input.Replace("sig1=", "sig2=", StringComparison.Ordinal).Replace(Eve.Key.KeyId, Victim.Key.KeyId, StringComparison.Ordinal);
        return ForgedHeaders.Set(ForgedHeaders.Set(request, "Signature-Input", input + ", " + other), "Signature", request.Header("Signature") + ", " + request.Header("Signature")!.Replace("sig1=", "sig2=", StringComparison.Ordinal));
    }

    public RequestDescription Symmetric()
    {
        var request = Sign(Activity, Victim.Key);
        var text = $"(request-target): post /inbox\nhost: localhost:5080\ndate: {request.Header("Date")}\ndigest: {request.Header("Digest")}\ncontent-type: {ActivityDocument.MediaType}";
        var mac = HMACSHA256.HashData(Encoding.UTF8.GetBytes(Victim.Key.PublicKeyPem), Encoding.UTF8.GetBytes(text));
        return ForgedHeaders.Change(request, "Signature", header => ForgedHeaders.WithSignature(header, Convert.ToBase64String(mac)).Replace("rsa-sha256", "hmac-sha256", StringComparison.Ordinal));
    }

    public RequestDescription OtherHost(bool forwarded)
    {
        var request = ForgedHeaders.Set(Sign(Bare(Activity, target: "http://other.example/inbox"), Victim.Key, scene.Now), "Host", "localhost:5080");
        return forwarded ? ForgedHeaders.Add(ForgedHeaders.Add(request, "X-Forwarded-Host", "other.example"), "Forwarded", "host=other.example") : request;
    }

    public RequestDescription ReadAsWrite()
    {
        var read = new RequestDescription("GET", Inbox, [new("Host", "localhost:5080")], default);
        return RequestSigner.Sign(read, SignatureScheme.Cavage, Victim.Key, scene.Now).Aggregate(Bare(Activity), (so, header) => ForgedHeaders.Set(so, header.Key, header.Value));
    }

    private byte[] RawSignature(string text)
    {
        using var rsa = RSA.Create();
        rsa.ImportFromPem(Victim.Key.ExportPrivateKeyPem());
        return rsa.SignData(Encoding.UTF8.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    private static RequestDescription Sign(RequestDescription request, SigningKey key, DateTimeOffset at) =>
        RequestSigner.Sign(request, SignatureScheme.Cavage, key, at).Aggregate(request, (so, header) => ForgedHeaders.Set(so, header.Key, header.Value));

    private SigningKey Page(string address, Func<SigningKey, Microsoft.AspNetCore.Http.IResult> page)
    {
        var key = Made(address + "#main-key");
        web.Pages[address] = () => page(key);
        return key;
    }

    // The victim's own document, but for the key.
    private JsonObject DocumentWith(SigningKey key) => Victim.Document().With("publicKey", new JsonObject { ["id"] = key.KeyId, ["owner"] = Victim.Id, ["publicKeyPem"] = key.PublicKeyPem });

    private static SigningKey Made(string keyId) => SigningKey.FromPem(keyId, Forger.Value);

    // One pair of keys serves all forgers.
    private static readonly Lazy<string> Forger = new(() =>
    {
        using var key = PeerKeys.Next("");
        return key.ExportPrivateKeyPem();
    });
}
