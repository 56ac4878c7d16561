using System.Text.Json.Nodes;
using Pendopo.Fediverse.Identity;
using Pendopo.Fediverse.Vocabulary;

namespace Pendopo.Libraries.Tests.Fediverse;

public sealed class IdentityTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 15, 8, 30, 0, TimeSpan.Zero);

    private static Trust Judge(JsonObject activity, string signer = Peer.Bob) => ActivityTrust.Judge(Peer.Read(activity), signer).Trust;

    [Theory]
    [InlineData("https://Peer.Example/a", "https://peer.example/b", true)]
    [InlineData("https://peer.example./a", "https://peer.example/b", true)]
    [InlineData("https://peer.example:443/a", "https://peer.example/b", true)]
    [InlineData("https://münchen.example/a", "https://xn--mnchen-3ya.example/b", true)]
    [InlineData("https://peer.example:8443/a", "https://peer.example/b", false)]
    [InlineData("https://a.peer.example/a", "https://peer.example/b", false)]
    [InlineData("https://peer.example.evil.example/a", "https://peer.example/b", false)]
    [InlineData("https://peer.example@evil.example/a", "https://peer.example/b", false)]
    [InlineData("https://evil.example\\@peer.example/a", "https://peer.example/b", false)]
    [InlineData("https://evil.example#@peer.example/a", "https://peer.example/b", false)]
    [InlineData("acct:bob@peer.example", "https://peer.example/b", false)]
    [InlineData("data:text/html,x", "data:text/html,x", false)]
    [InlineData(null, null, false)]
    public void Hosts_are_compared_in_one_form(string? a, string? b, bool same) => WebAddress.SameHost(a, b).ShouldBe(same);

    [Fact]
    public void A_block_of_a_domain_holds_below_it()
    {
        var blocked = new HashSet<string> { "evil.example" };
        WebAddress.IsWithin("evil.example", blocked).ShouldBeTrue();
        WebAddress.IsWithin("a.b.evil.example", blocked).ShouldBeTrue();
        WebAddress.IsWithin("notevil.example", blocked).ShouldBeFalse();
    }

    [Fact]
    public void The_signer_has_to_be_the_actor_to_the_letter()
    {
        Judge(Peer.Activity("Like", Peer.Clinic)).ShouldBe(Trust.Act);
        Judge(Peer.Activity("Like", Peer.Clinic), "https://peer.example/users/mallory").ShouldBe(Trust.Refuse);
        Judge(Peer.Activity("Like", Peer.Clinic), Peer.Bob + "/").ShouldBe(Trust.Refuse);
    }

    [Fact]
    public void The_id_of_an_activity_lies_on_the_host_of_its_actor() =>
        Judge(Peer.Activity("Like", Peer.Clinic).Set("id", "https://evil.example/1")).ShouldBe(Trust.Refuse);

    [Theory]
    [InlineData("Create")]
    [InlineData("Update")]
    public void A_post_is_made_and_changed_by_its_author_only(string type)
    {
        Judge(Peer.Activity(type, Peer.Note())).ShouldBe(Trust.Act);
        Judge(Peer.Activity(type, "https://peer.example/notes/1")).ShouldBe(Trust.Refetch);
        Judge(Peer.Activity(type, Peer.Note(author: "https://peer.example/users/mallory"))).ShouldBe(Trust.Refuse);
        Judge(Peer.Activity(type, Peer.Note("https://other.example/notes/1", Peer.Bob))).ShouldBe(Trust.Refuse);
        Judge(Peer.Activity(type, Peer.Note().Without("attributedTo"))).ShouldBe(Trust.Refuse);
        Judge(Peer.Activity(type, Peer.Note().Set("attributedTo", new JsonArray(Peer.Bob, Peer.Eve)))).ShouldBe(Trust.Refuse);
    }

    [Fact]
    public void A_profile_is_changed_by_its_own_actor_only()
    {
        Judge(Peer.Activity("Update", Peer.Actor())).ShouldBe(Trust.Act);
        Judge(Peer.Activity("Update", Peer.Actor("https://peer.example/users/mallory"))).ShouldBe(Trust.Refuse);
        Judge(Peer.Activity("Update", Peer.Actor(Peer.Eve))).ShouldBe(Trust.Refuse);
    }

    [Fact]
    public void Only_the_own_host_deletes()
    {
        Judge(Peer.Activity("Delete", "https://peer.example/notes/1")).ShouldBe(Trust.Act);
        Judge(Peer.Activity("Delete", new JsonObject { ["type"] = "Tombstone", ["id"] = "https://peer.example/notes/1" })).ShouldBe(Trust.Act);
        Judge(Peer.Activity("Delete", "https://other.example/notes/1")).ShouldBe(Trust.Refuse);
        Judge(Peer.Activity("Delete", Peer.Clinic)).ShouldBe(Trust.Refuse);
    }

    [Fact]
    public void Only_the_own_act_is_undone()
    {
        Judge(Peer.Activity("Undo", Peer.Activity("Like", Peer.Clinic))).ShouldBe(Trust.Act);
        Judge(Peer.Activity("Undo", "https://peer.example/likes/1")).ShouldBe(Trust.Act);
        Judge(Peer.Activity("Undo", Peer.Activity("Like", Peer.Clinic, "https://peer.example/users/mallory"))).ShouldBe(Trust.Refuse);
        Judge(Peer.Activity("Undo", "https://other.example/likes/1")).ShouldBe(Trust.Refuse);
    }

    [Fact]
    public void Only_the_one_who_is_followed_answers_a_follow()
    {
        var follow = new JsonObject { ["type"] = "Follow", ["id"] = Peer.Clinic + "/f/1", ["actor"] = Peer.Clinic, ["object"] = Peer.Bob };
        Judge(Peer.Activity("Accept", follow)).ShouldBe(Trust.Act);
        Judge(Peer.Activity("Accept", ((JsonObject)follow.DeepClone()).Set("object", "https://other.example/u"))).ShouldBe(Trust.Refuse);
        ActivityTrust.Answers(Peer.Read(Peer.Activity("Accept", follow.DeepClone())), Peer.Bob).ShouldBeTrue();
        ActivityTrust.Answers(Peer.Read(Peer.Activity("Accept", follow.DeepClone(), Peer.Eve)), Peer.Bob).ShouldBeFalse();
    }

    [Fact]
    public void A_share_is_believed_of_nobody_but_the_posts_own_host() => Judge(Peer.Activity("Announce", Peer.Note(author: Peer.Bob))).ShouldBe(Trust.Refetch);

    [Fact]
    public void A_move_is_believed_when_both_sides_say_so()
    {
        Judge(Peer.Activity("Move", Peer.Bob).Set("target", "https://new.example/bob")).ShouldBe(Trust.Act);
        Judge(Peer.Activity("Move", Peer.Eve).Set("target", "https://new.example/bob")).ShouldBe(Trust.Refuse);
        Judge(Peer.Activity("Move", Peer.Bob)).ShouldBe(Trust.Refuse);
        var target = Actor.Read(Peer.Open(Peer.Actor("https://new.example/users/bob").Set("alsoKnownAs", Peer.Bob))).Value!;
        ActivityTrust.ConfirmsMove(Peer.Bob, target).ShouldBeTrue();
        ActivityTrust.ConfirmsMove(Peer.Eve, target).ShouldBeFalse();
    }

    [Fact]
    public void A_key_speaks_for_the_actor_that_lists_it()
    {
        var bob = Actor.Read(Peer.Open(Peer.Actor())).Value!;
        KeyOwner.Find(bob, Peer.Bob + "#main-key").ShouldNotBeNull();
        KeyOwner.Find(bob, Peer.Bob + "#other").ShouldBeNull();
        var apart = Peer.Open(new JsonObject { ["@context"] = ActivityDocument.Context, ["id"] = Peer.Bob + "/main-key", ["owner"] = Peer.Bob, ["publicKeyPem"] = "PEM" });
        KeyOwner.NamedIn(apart, Peer.Bob + "/main-key").ShouldBe(Peer.Bob);
        KeyOwner.NamedIn(apart, Peer.Bob + "/other-key").ShouldBeNull();
        var stolen = Peer.Open(new JsonObject { ["@context"] = ActivityDocument.Context, ["id"] = "https://evil.example/key", ["owner"] = Peer.Bob, ["publicKeyPem"] = "PEM" });
        KeyOwner.NamedIn(stolen, "https://evil.example/key").ShouldBeNull();
        var stub = Peer.Open(Peer.Actor().Set("publicKey", new JsonObject { ["id"] = Peer.Bob + "/main-key", ["owner"] = Peer.Bob, ["publicKeyPem"] = "PEM" }));
        KeyOwner.NamedIn(stub, Peer.Bob + "/main-key").ShouldBe(Peer.Bob);
    }

    [Fact]
    public void A_fetched_document_answers_to_the_address_it_came_from()
    {
        var root = Peer.Open(Peer.Note());
        FetchVerdict Verdict(string final, string? type = "application/activity+json", bool again = false) => FetchedDocument.Judge(final, type, root, again);
        Verdict("https://peer.example/notes/1").ShouldBe(FetchVerdict.Take);
        Verdict("https://peer.example/@bob/1").ShouldBe(FetchVerdict.AskItsId);
        Verdict("https://peer.example/@bob/1", again: true).ShouldBe(FetchVerdict.Refuse);
        Verdict("https://evil.example/notes/1").ShouldBe(FetchVerdict.Refuse);
        Verdict("https://peer.example/notes/1", "image/png").ShouldBe(FetchVerdict.Refuse);
        Verdict("https://peer.example/notes/1", null).ShouldBe(FetchVerdict.Refuse);
    }

    [Theory]
    [InlineData("https://a.example/", "https://b.example/", true)]
    [InlineData("https://a.example/", "http://a.example/", false)]
    [InlineData("http://a.example/", "https://a.example/", true)]
    [InlineData("https://a.example/", "file:///etc/passwd", false)]
    [InlineData("https://a.example/", "data:text/html,x", false)]
    public void A_redirect_stays_on_the_web_and_on_https(string from, string to, bool may) => FetchedDocument.MayRedirect(from, to).ShouldBe(may);

    [Fact]
    public void Visibility_is_written_and_read_in_Mastodons_places()
    {
        const string followers = Peer.Bob + "/followers";
        foreach (var visibility in new[] { Visibility.Public, Visibility.Unlisted, Visibility.Followers, Visibility.Direct })
        {
            Audience.For(visibility, followers, [Peer.Clinic]).Read(followers, [Peer.Clinic]).ShouldBe(visibility);
        }

        new Audience([Peer.Clinic, Peer.Eve], []).Read(followers, [Peer.Clinic]).ShouldBe(Visibility.Limited);
        new Audience([followers], []).Read(followers: null, []).ShouldBe(Visibility.Limited);
        new Audience([Peer.Eve + "/followers"], []).Read(followers, []).ShouldBe(Visibility.Limited);
    }

    [Theory]
    [InlineData(Visibility.Public, false, false, false, false)]
    [InlineData(Visibility.Public, true, false, false, true)]
    [InlineData(Visibility.Unlisted, false, true, false, true)]
    [InlineData(Visibility.Public, false, false, true, true)]
    [InlineData(Visibility.Followers, false, true, false, false)]
    [InlineData(Visibility.Followers, true, false, false, true)]
    [InlineData(Visibility.Direct, true, true, false, false)]
    [InlineData(Visibility.Direct, false, false, true, true)]
    public void A_post_is_kept_only_when_it_concerns_somebody_here(Visibility visibility, bool followed, bool answers, bool addresses, bool kept) =>
        new PostRelation(visibility, followed, answers, addresses).IsKept.ShouldBe(kept);

    [Fact]
    public void An_update_counts_when_it_is_later_than_what_is_here()
    {
        Sequence.JudgeUpdate(true, Now, Now, Now.AddSeconds(1), Now).ShouldBe(EditVerdict.Edit);
        Sequence.JudgeUpdate(true, Now, Now, Now, Now).ShouldBe(EditVerdict.Ignore);
        Sequence.JudgeUpdate(true, Now, Now, Now.AddSeconds(-1), Now).ShouldBe(EditVerdict.Ignore);
        Sequence.JudgeUpdate(true, null, Now, null, Now).ShouldBe(EditVerdict.CountsOnly);
        Sequence.JudgeUpdate(false, null, Now.AddHours(-23), Now, Now).ShouldBe(EditVerdict.TakeAsNew);
        Sequence.JudgeUpdate(false, null, Now.AddHours(-25), Now, Now).ShouldBe(EditVerdict.Ignore);
        Sequence.JudgeUpdate(false, null, null, Now, Now).ShouldBe(EditVerdict.Ignore);
    }
}
