using System.Text;
using System.Text.Json.Nodes;
using AngleSharp.Html.Parser.Tokens;
using Pendopo.Fediverse.Delivery;
using Pendopo.Fediverse.Discovery;
using Pendopo.Fediverse.Html;
using Pendopo.Fediverse.Identity;
using Pendopo.Fediverse.Signatures;
using Pendopo.Fediverse.Vocabulary;

namespace Pendopo.Libraries.Tests.Fediverse;

/// <summary>Each hole that another server once had, as far as a pure function can hold it shut; the number is that of the public advisory.</summary>
public sealed class AdvisoryTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 15, 8, 30, 0, TimeSpan.Zero);

    [Fact]
    public void CVE_2022_24307_a_remapped_context_changes_nothing()
    {
        var plain = Peer.Activity("Follow", Peer.Clinic);
        var remapped = Peer.Activity("Follow", Peer.Clinic).Set("@context", new JsonArray(ActivityDocument.Context, new JsonObject { ["Like"] = "as:Follow", ["actor"] = "https://evil.example/x", ["who"] = "as:actor" })).Set("who", Peer.Eve);
        var (a, b) = (Peer.Read(plain), Peer.Read(remapped));
        (b.Kind, b.Actor, b.Object.Id).ShouldBe((a.Kind, a.Actor, a.Object.Id));
    }

    [Theory]
    [InlineData("<iframe src=\"https://player.example\" onload=\"alert(1)\"></iframe><script>alert(1)</script>")]
    [InlineData("<img src=x onerror=alert(1)>")]
    public void CVE_2023_36459_markup_of_a_preview_cannot_run(string oembed)
    {
        var clean = HtmlSanitizer.Clean(oembed, HtmlPolicy.Federated).Value;
        clean.ShouldNotContain("<iframe");
        clean.ShouldNotContain("onerror");
        clean.ShouldNotContain("alert");
    }

    [Fact]
    public void CVE_2023_36462_a_profile_field_shows_the_whole_link() =>
        HtmlSanitizer.Clean("<a href=\"https://evil.example/\"><span class=\"invisible\">https://evil.example/?</span>bank.example<span class=\"ellipsis\">x</span></a>", HtmlPolicy.ProfileField).Value
            .ShouldNotContain("class");

    [Theory]
    [InlineData("https://PEER.example/users/bob")]
    [InlineData("https://peer.example./users/bob")]
    [InlineData("https://ｐeer.example/users/bob")]
    public void CVE_2023_42451_spellings_of_a_domain_are_one_domain(string address) => WebAddress.DomainOf(address).ShouldBe("peer.example");

    [Fact]
    public void CVE_2023_42452_derived_text_is_cleaned_like_any_other() =>
        HtmlText.ToHtml("<img src=x onerror=alert(1)> javascript:alert(1)").Value.ShouldBe("<p>&lt;img src=x onerror=alert(1)&gt; javascript:alert(1)</p>");

    [Fact]
    public void CVE_2024_23832_a_document_from_another_host_is_not_the_account() =>
        FetchedDocument.Judge("https://evil.example/users/bob", ActivityDocument.MediaType, Peer.Open(Peer.Actor()), askedAgain: false).ShouldBe(FetchVerdict.Refuse);

    [Theory]
    [InlineData("image/png")]
    [InlineData("text/plain")]
    [InlineData("application/json")]
    [InlineData("application/ld+json")]
    public void CVE_2024_25623_an_uploaded_file_cannot_pose_as_an_actor(string type) =>
        FetchedDocument.Judge(Peer.Bob, type, Peer.Open(Peer.Actor()), askedAgain: false).ShouldBe(FetchVerdict.Refuse);

    [Fact]
    public void CVE_2024_37903_nobody_elses_activity_alters_a_post_or_widens_it()
    {
        ActivityTrust.Judge(Peer.Read(Peer.Activity("Update", Peer.Note(), "https://peer.example/users/mallory")), "https://peer.example/users/mallory").Trust.ShouldBe(Trust.Refuse);
        ActivityTrust.Judge(Peer.Read(Peer.Activity("Announce", Peer.Note(), Peer.Bob)), Peer.Bob).Trust.ShouldBe(Trust.Refetch);
        Audience.Widens(Visibility.Followers, Visibility.Public).ShouldBeTrue();
        Audience.Widens(Visibility.Public, Visibility.Direct).ShouldBeFalse();
    }

    [Fact]
    public void GHSA_jpxp_no_input_makes_a_reader_work_out_of_proportion()
    {
        Memory.Grows(5_000, 20_000, Read).ShouldBeLessThan(8);

        static void Read(int times)
        {
            var nasty = string.Concat(Enumerable.Repeat("@a@", times)) + new string('#', times) + string.Concat(Enumerable.Repeat("http://", times / 4));
            _ = (HtmlText.ToHtml(nasty), HtmlText.From(nasty), Handle.TryParse(nasty), WebAddress.IsWeb(nasty));
        }
    }

    [Fact]
    public void GHSA_gg8q_no_field_is_without_a_bound()
    {
        var large = new string('a', 900_000);
        var note = PostReader.Read(Peer.Open(Peer.Note().Set("content", large))).Value!;
        note.Content!.Length.ShouldBe(ActivityLimits.Content);
        var actor = Actor.Read(Peer.Open(Peer.Actor().Set("name", large))).Value!;
        actor.Name!.Length.ShouldBe(ActivityLimits.Name);
        Actor.Read(Peer.Open(Peer.Actor().Set("preferredUsername", large))).Value.ShouldBeNull();
        PostReader.Read(Peer.Open(Peer.Note("https://peer.example/" + large))).Value.ShouldBeNull();
        var many = PostReader.Read(Peer.Open(Peer.Note().Set("to", Repeat(5000)).Set("cc", Repeat(5000)))).Value!;
        many.To.Count.ShouldBe(ActivityLimits.Recipients);
        Actor.Read(Peer.Open(Peer.Actor().Set("alsoKnownAs", Repeat(5000)))).Value!.AlsoKnownAs.Count.ShouldBe(ActivityLimits.Aliases);
    }

    [Fact]
    public void CVE_2026_23962_a_poll_has_at_most_so_many_choices()
    {
        var options = new JsonArray([.. Enumerable.Range(0, 5000).Select(i => (JsonNode)new JsonObject { ["name"] = "o" + i })]);
        PostReader.Read(Peer.Open(Peer.Note().Set("type", "Question").Set("oneOf", options))).Value!.Poll!.Options.Count.ShouldBe(ActivityLimits.Options);
    }

    [Theory]
    [InlineData("@graph")]
    [InlineData("@included")]
    [InlineData("@reverse")]
    public void CVE_2026_46349_a_restructured_document_is_refused(string keyword)
    {
        Peer.Open(Peer.Activity("Create", Peer.Note()).Set(keyword, new JsonArray()).ToJsonString()).Refusal.ShouldBe(DocumentRefusal.Restructured);
        Peer.Open(Peer.Activity("Create", Peer.Note().Set("tag", new JsonArray(new JsonObject { [keyword] = 1 }))).ToJsonString()).Refusal.ShouldBe(DocumentRefusal.Restructured);
        Peer.Open(Peer.Activity("Create", Peer.Note()).Set("@context", new JsonArray(ActivityDocument.Context, new JsonObject { ["x"] = new JsonObject { [keyword] = "as:actor" } })).ToJsonString())
            .Refusal.ShouldBe(DocumentRefusal.Restructured);
    }

    [Fact]
    public void GHSA_qrgq_markup_that_breaks_the_parser_leaves_its_words()
    {
        static IEnumerable<HtmlToken> Break(string html) => throw new InvalidOperationException(html);
        HtmlSanitizer.Clean("<p onclick=x>kata & <script>1</script></p>", HtmlPolicy.Federated, Break).Value.ShouldBe("kata &amp; 1");
    }

    [Theory]
    [InlineData("https://a.example/x", "http://a.example/x")]
    [InlineData("https://a.example/x", "ftp://a.example/x")]
    [InlineData("https://a.example/x", "//a.example/x")]
    public void CVE_2025_23221_a_redirect_cannot_change_to_a_weaker_scheme(string from, string to)
    {
        FetchedDocument.MayRedirect(from, to).ShouldBeFalse();
        FetchedDocument.MaxRedirects.ShouldBe(3);
    }

    [Fact]
    public void CVE_2025_54888_the_owner_of_the_key_is_the_actor_before_anything_is_done() =>
        ActivityTrust.Judge(Peer.Read(Peer.Activity("Create", Peer.Note())), Peer.Eve).ShouldBe(new TrustJudgement(Trust.Refuse, "the signer is not the actor"));

    [Fact]
    public void CVE_2026_42462_a_linked_data_signature_is_nobodys_word()
    {
        var signed = Peer.Activity("Create", Peer.Note()).Set("signature", new JsonObject { ["type"] = "RsaSignature2017", ["creator"] = Peer.Bob + "#main-key", ["signatureValue"] = "x" });
        ActivityTrust.Judge(Peer.Read(signed), Peer.Eve).Trust.ShouldBe(Trust.Refuse);
    }

    [Theory]
    [InlineData("https://10.0.0.1/nodeinfo/2.1")]
    [InlineData("data:application/json,{}")]
    [InlineData("https://evil.example/nodeinfo/2.1")]
    public void CVE_2026_62857_nodeinfo_leads_nowhere_else(string href)
    {
        var index = "{\"links\":[{\"rel\":\"http://nodeinfo.diaspora.software/ns/schema/2.1\",\"href\":\"" + href + "\"}]}";
        NodeInfo.AddressIn(Encoding.UTF8.GetBytes(index), "https://peer.example/.well-known/nodeinfo").ShouldBeNull();
    }

    [Fact]
    public void CVE_2026_69132_the_record_of_a_host_is_forgotten()
    {
        var breaker = HostBreaker.Healthy.Failed(Now);
        breaker.IsForgotten(Now.AddDays(29)).ShouldBeFalse();
        breaker.IsForgotten(Now.AddDays(32)).ShouldBeTrue();
    }

    [Fact]
    public void CVE_2025_30741_only_the_followed_one_accepts()
    {
        var forged = Peer.Read(Peer.Activity("Accept", new JsonObject { ["type"] = "Follow", ["actor"] = Peer.Clinic, ["object"] = Peer.Eve }, Peer.Eve));
        ActivityTrust.Answers(forged, followed: Peer.Bob).ShouldBeFalse();
    }

    [Fact]
    public void CVE_2026_28432_a_signature_that_covers_too_little_is_none()
    {
        var request = SignatureTests.Signed(SignatureScheme.Cavage);
        var loose = SignatureTests.With(request, "Signature", "keyId=\"https://a.example/k\",algorithm=\"rsa-sha256\",headers=\"date\",signature=\"AAAA\"");
        InboundSignature.Read(loose, Now).Refusal.ShouldBe(SignatureRefusal.NotCovered);
    }

    [Fact]
    public void Iceshrimp_beta4_ids_and_pages_of_other_hosts_are_dropped()
    {
        PostReader.Read(Peer.Open(Peer.Note().Set("url", "https://evil.example/1"))).Value!.Url.ShouldBeNull();
        PostReader.Read(Peer.Open(Peer.Note("https://evil.example/notes/1"))).Value.ShouldBeNull();
        var deep = string.Concat(Enumerable.Repeat("<blockquote><b>", 50_000));
        HtmlSanitizer.Clean(deep, HtmlPolicy.Federated).Value.Length.ShouldBeLessThan(1000);
    }

    private static JsonArray Repeat(int count) => new([.. Enumerable.Range(0, count).Select(i => (JsonNode)$"https://peer.example/users/{i}")]);
}
