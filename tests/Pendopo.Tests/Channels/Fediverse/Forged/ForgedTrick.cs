using System.Text.Json.Nodes;
using Pendopo.Fediverse.Signatures;

namespace Pendopo.Tests.Channels.Fediverse.Forged;

/// <summary>A way to make a forged activity look like its victim's.</summary>
/// <param name="Class">The class of attack, or an advisory in which it was met.</param>
/// <param name="Words">The attack in a sentence.</param>
/// <param name="Answer">The status that refuses it.</param>
internal sealed record ForgedTrick(string Name, string Class, string Words, int Answer, Func<Forgery, RequestDescription> Make)
{
    public static IReadOnlyList<ForgedTrick> All { get; } = [.. ByKey, .. ByDocument, .. ByHeader];

    /// <summary>Somebody else's key, or one that only claims to be the victim's.</summary>
    private static ForgedTrick[] ByKey =>
    [
        new("unsigned", "no proof", "The activity comes without any signature.", 401, forgery => forgery.Bare(forgery.Activity)),
        new("stranger", "CVE-2025-54888", "A stranger signs with a good key of their own and writes the victim as the actor.", 401, forgery => forgery.Sign(forgery.Activity, forgery.Eve.Key)),
        new("neighbour", "exact owner", "Somebody with an account on the victim's own server signs for the victim.", 401, forgery => forgery.Sign(forgery.Activity, forgery.Mallory.Key)),
        new("claimed key", "CVE-2026-28432", "A key on another server says that the victim owns it.", 401, forgery => forgery.Sign(forgery.Activity, forgery.KeyAt(forgery.Eve.Id + "/key", forgery.Victim.Id))),
        new("uploaded key", "two-way claim", "A key that somebody put on the victim's server says that the victim owns it; the victim's own document does not list it.", 401, forgery => forgery.Sign(forgery.Activity, forgery.KeyAt(forgery.VictimOrigin + "/media/" + forgery.Number, forgery.Victim.Id))),
        new("borrowed document", "CVE-2024-23832", "Another server shows the victim's document with the forger's key in it.", 401, forgery => forgery.Sign(forgery.Activity, forgery.BorrowedDocument())),
        new("uploaded picture", "CVE-2024-25623", "A file that was uploaded as a picture to the victim's server reads as the victim's document.", 401, forgery => forgery.Sign(forgery.Activity, forgery.UploadedActor("image/png"))),
        new("plain json", "GHSA-jhrq-qvrm-qr36", "The same as plain JSON.", 401, forgery => forgery.Sign(forgery.Activity, forgery.UploadedActor("application/json"))),
        new("open redirect", "id is not the final address", "A redirect on the victim's server leads to a document of the forger's that bears the victim's id.", 401, forgery => forgery.Sign(forgery.Activity, forgery.OpenRedirect())),
        new("endless redirect", "CVE-2026-34148", "The key's address redirects from one address to the next without end.", 401, forgery => forgery.Sign(forgery.Activity, forgery.EndlessRedirect())),
        new("old key", "key rotation", "The key that the victim took out of use signs once more.", 401, forgery => forgery.Sign(forgery.Activity, forgery.OldKey)),
    ];

    /// <summary>A document that reads in two ways.</summary>
    private static ForgedTrick[] ByDocument =>
    [
        new("two actors", "duplicate actor", "The actor is a list: the forger first, the victim second.", 400, forgery => forgery.Sign(forgery.Activity.With("actor", new JsonArray(forgery.Eve.Id, forgery.Victim.Id)), forgery.Eve.Key)),
        new("two names", "duplicate property", "The property actor stands there twice, once for the signature and once for the reader.", 400, forgery => forgery.Sign(forgery.TwiceNamed(), forgery.Eve.Key)),
        new("embedded actor", "trusted embedding", "The actor is an object that was sent along, with the victim's id and the forger's key.", 401, forgery => forgery.Sign(forgery.Activity.With("actor", forgery.EmbeddedActor()), forgery.Eve.Key)),
        new("foreign id", "cross-origin id", "The forger acts as themself, under an activity id on the victim's server.", 401, forgery => forgery.Sign(forgery.Activity.With("actor", forgery.Eve.Id), forgery.Eve.Key)),
        new("linked-data signature", "CVE-2022-24307", "A relay signs the request and the document carries a linked-data signature in the victim's name.", 401, forgery => forgery.Sign(forgery.Activity.With("signature", forgery.LinkedData()), forgery.Eve.Key)),
        new("integrity proof", "FEP-8b32", "The document carries an integrity proof in the victim's name.", 401, forgery => forgery.Sign(forgery.Activity.With("proof", forgery.LinkedData()), forgery.Eve.Key)),
        new("graph", "CVE-2026-46349", "The activity stands in @graph, under one of the forger's own.", 400, forgery => forgery.Sign(forgery.Own().With("@graph", new JsonArray(forgery.Activity)), forgery.Eve.Key)),
        new("included", "GHSA-53m7", "The activity stands in @included.", 400, forgery => forgery.Sign(forgery.Own().With("@included", forgery.Activity), forgery.Eve.Key)),
        new("reverse", "GHSA-chgx", "The activity hangs on the object by @reverse.", 400, forgery => forgery.Sign(forgery.Own().With("summary", new JsonObject { ["@reverse"] = forgery.Activity }), forgery.Eve.Key)),
        new("renamed", "CVE-2026-42462", "The context gives the actor another name; what stands under it is the victim.", 400, forgery => forgery.Sign(forgery.Renamed(), forgery.Eve.Key)),
        new("user name in the address", "userinfo", "The actor's address begins with the victim's host as a user name.", 400, forgery => forgery.Sign(forgery.Activity.With("actor", forgery.Victim.Id.Replace("http://", "http://127.0.0.1@", StringComparison.Ordinal)), forgery.Eve.Key)),
        new("other spelling", "CVE-2023-42451", "The actor is the victim's id in another spelling, signed by a neighbour.", 401, forgery => forgery.Sign(forgery.Activity.With("actor", forgery.Victim.Id.Replace("http://", "HTTP://", StringComparison.Ordinal)), forgery.Mallory.Key)),
        new("fragment", "exact owner", "The actor is the victim's id with a fragment.", 401, forgery => forgery.Sign(forgery.Activity.With("actor", forgery.Victim.Id + "#main-key"), forgery.Mallory.Key)),
        new("other type", "content type", "The request says that it is plain JSON.", 415, forgery => forgery.Typed("application/json")),
        new("no profile", "content type", "The request says that it is linked data without the ActivityStreams profile.", 415, forgery => forgery.Typed("application/ld+json")),
    ];

    /// <summary>A request of the victim's that was caught and changed. The victim's true key made its signature.</summary>
    private static ForgedTrick[] ByHeader =>
    [
        new("other body", "wrong digest", "The body of a caught request is exchanged.", 401, forgery => forgery.Caught() with { Body = forgery.Bytes }),
        new("new digest", "digest not signed", "The body is exchanged and its digest made anew.", 401, forgery => ForgedHeaders.Set(forgery.Caught() with { Body = forgery.Bytes }, "Digest", ForgedHeaders.DigestOf(forgery.Bytes))),
        new("no digest", "missing digest", "The digest is taken out of a caught request.", 401, forgery => ForgedHeaders.Set(forgery.Caught() with { Body = forgery.Bytes }, "Digest", null)),
        new("uncovered digest", "digest not covered", "The victim's signature over host and date alone is put before a body of the forger's.", 401, forgery => forgery.Covering("(request-target) host date")),
        new("uncovered target", "target not covered", "The victim's signature does not say what was asked.", 401, forgery => forgery.Covering("host date digest")),
        new("weak digest", "digest algorithm", "The digest is of a kind that proves nothing.", 401, forgery => ForgedHeaders.Set(forgery.Caught() with { Body = forgery.Bytes }, "Digest", ForgedHeaders.WeakOf(forgery.Bytes))),
        new("two digests", "duplicate digest", "Two digests, the caught one and the forger's.", 400, forgery => ForgedHeaders.Set(forgery.Caught() with { Body = forgery.Bytes }, "Digest", forgery.Caught().Header("Digest") + "," + ForgedHeaders.DigestOf(forgery.Bytes))),
        new("two key ids", "duplicate Signature parameter", "The header names two keys: the forger's to verify with, the victim's to believe.", 400, forgery => ForgedHeaders.Change(forgery.Sign(forgery.Activity, forgery.Eve.Key), "Signature", text => text + $",keyId=\"{forgery.Victim.Key.KeyId}\"")),
        new("two signatures", "duplicate Signature header", "Two Signature headers stand in one request.", 400, forgery => ForgedHeaders.Add(forgery.Sign(forgery.Activity, forgery.Eve.Key), "Signature", forgery.Caught().Header("Signature")!)),
        new("two labels", "duplicate Signature-Input", "Two labelled message signatures, one good and one in the victim's name.", 400, forgery => forgery.TwoLabels()),
        new("mixed schemes", "algorithm confusion", "A message signature's input names the victim's key, its signature is the forger's in the older scheme.", 400, forgery => ForgedHeaders.Add(forgery.Sign(forgery.Activity, forgery.Eve.Key), "Signature-Input", $"sig1=(\"@method\" \"@target-uri\");created={forgery.Scene.Now.ToUnixTimeSeconds()};keyid=\"{forgery.Victim.Key.KeyId}\"")),
        new("symmetric", "algorithm swap", "The victim's public key serves as the secret of an HMAC.", 401, forgery => forgery.Symmetric()),
        new("no algorithm", "algorithm none", "The algorithm is none, the signature anything.", 401, forgery => ForgedHeaders.Change(ForgedHeaders.Change(forgery.Sign(forgery.Activity, forgery.Victim.Key), "Signature", text => text.Replace("rsa-sha256", "none", StringComparison.Ordinal)), "Signature", ForgedHeaders.EmptyOut)),
        new("cut", "truncated signature", "Half of the signature is gone.", 401, forgery => ForgedHeaders.Cut(forgery.Sign(forgery.Activity, forgery.Victim.Key))),
        new("old", "clock skew", "A request of two hours ago is sent again.", 401, forgery => forgery.SignAt(TimeSpan.FromHours(-2))),
        new("from the future", "clock skew", "A request is signed two hours ahead, to live longer.", 401, forgery => forgery.SignAt(TimeSpan.FromHours(2))),
        new("other inbox", "replay", "A request to another inbox is sent to this one.", 401, forgery => forgery.Sign(forgery.Activity, forgery.Victim.Key, target: "http://localhost:5080/ap/users/kenanga/inbox")),
        new("other host", "replay", "A request to another server is sent to this one.", 401, forgery => forgery.OtherHost(forwarded: false)),
        new("forwarded host", "forged proxy header", "The same, with a header that says a proxy took it for the other server.", 401, forgery => forgery.OtherHost(forwarded: true)),
        new("read as write", "replay", "The signature of a read is put before a write.", 401, forgery => forgery.ReadAsWrite()),
        new("own name", "our own actor", "The forger writes the centre itself as the actor.", 202, forgery => forgery.Sign(forgery.Activity.With("actor", FediverseTests.Melati), forgery.Eve.Key)),
    ];
}
