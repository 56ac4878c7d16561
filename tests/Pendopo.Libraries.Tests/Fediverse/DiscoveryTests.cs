using System.Text;
using System.Xml.Linq;
using FsCheck;
using FsCheck.Fluent;
using Pendopo.Fediverse.Discovery;

namespace Pendopo.Libraries.Tests.Fediverse;

public sealed class DiscoveryTests
{
    private static readonly HashSet<string> Hosts = ["pendopo.example"];

    [Theory]
    [InlineData("klinik@pendopo.example", "klinik", "pendopo.example")]
    [InlineData("@klinik@Pendopo.Example", "klinik", "pendopo.example")]
    [InlineData("acct:Klinik@pendopo.example:8443", "Klinik", "pendopo.example:8443")]
    public void A_handle_is_read(string text, string user, string host) => Handle.TryParse(text).ShouldBe(new Handle(user, host));

    [Theory]
    [InlineData("klinik")]
    [InlineData("@pendopo.example")]
    [InlineData("a@b@c")]
    [InlineData("a b@pendopo.example")]
    [InlineData("a@pendopo.example/x")]
    [InlineData("a@pendopo.example?x")]
    [InlineData("a@")]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("<script>@pendopo.example")]
    public void What_is_no_handle_is_refused(string? text) => Handle.TryParse(text).ShouldBeNull();

    [Fact]
    public void WebFinger_is_written_and_read_back()
    {
        var handle = new Handle("klinik", "pendopo.example");
        var json = WebFinger.Write(handle, Peer.Clinic, "https://pendopo.example/@klinik", "https://pendopo.example/authorize_interaction?uri={uri}").ToJsonString();
        WebFinger.Read(Encoding.UTF8.GetBytes(json)).ShouldBe(new WebFingerAnswer(handle, Peer.Clinic));
        WebFinger.Address(handle).ShouldBe("https://pendopo.example/.well-known/webfinger?resource=acct%3Aklinik%40pendopo.example");
    }

    [Fact]
    public void An_answer_confirms_only_the_actor_it_names()
    {
        var asked = new Handle("bob", "peer.example");
        WebFinger.Confirms(new(new("Bob", "peer.example"), Peer.Bob), asked, Peer.Bob).ShouldBe(WebFingerVerdict.Confirmed);
        WebFinger.Confirms(new(asked, Peer.Bob + "/"), asked, Peer.Bob).ShouldBe(WebFingerVerdict.Refuse);
        WebFinger.Confirms(new(new("bob", "short.example"), Peer.Bob), asked, Peer.Bob).ShouldBe(WebFingerVerdict.AskSubject);
    }

    [Fact]
    public void A_question_for_others_is_not_ours()
    {
        WebFinger.Question("acct:klinik@pendopo.example", Hosts).Handle!.User.ShouldBe("klinik");
        WebFinger.Question("https://pendopo.example/users/klinik", Hosts).Address.ShouldBe("https://pendopo.example/users/klinik");
        WebFinger.Question("acct:bob@peer.example", Hosts).ShouldBe(new WebFingerQuestion(null, null, false));
        WebFinger.Question("https://peer.example/users/bob", Hosts).ShouldBe(new WebFingerQuestion(null, null, false));
        WebFinger.Question(null, Hosts).IsMalformed.ShouldBeTrue();
        WebFinger.Question("klinik", Hosts).IsMalformed.ShouldBeTrue();
    }

    [Fact]
    public void Host_meta_points_to_webfinger()
    {
        var link = XDocument.Parse(HostMeta.Write("https://pendopo.example")).Root!.Elements().Single();
        link.Attribute("template")!.Value.ShouldBe("https://pendopo.example/.well-known/webfinger?resource={uri}");
    }

    [Fact]
    public void NodeInfo_names_an_upstream_that_clients_know()
    {
        var info = new NodeInfo { Software = "pendopo", Version = "0.1.0", Name = "Puskesmas Melati", Users = 3, ActiveMonth = 2, ActiveHalfYear = 3, LocalPosts = 9 };
        foreach (var schema in new[] { "2.0", "2.1" })
        {
            var json = info.Write(schema);
            ((string?)json["metadata"]!["upstream"]!["name"]).ShouldBe("mastodon");
            ((string?)json["version"]).ShouldBe(schema);
            NodeInfo.Read(Encoding.UTF8.GetBytes(json.ToJsonString())).ShouldBe(info);
        }

        NodeInfo.AddressIn(Encoding.UTF8.GetBytes(NodeInfo.Index("https://pendopo.example").ToJsonString()), "https://pendopo.example/.well-known/nodeinfo")
            .ShouldBe("https://pendopo.example/nodeinfo/2.1");
    }

    [Fact]
    public void No_bytes_make_a_discovery_reader_throw() =>
        Prop.ForAll(Gen.Elements("{", "}", "\"links\":", "[", "]", "\"rel\":\"self\"", ",", "\"\\ud800\"", "1", "null", "\"subject\":\"acct:a@b.example\"", ":").ListOf().Select(string.Concat).ToArbitrary(), text =>
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            _ = (WebFinger.Read(bytes), NodeInfo.Read(bytes), NodeInfo.AddressIn(bytes, "https://a.example/"), Handle.TryParse(text));
            return true;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
}
