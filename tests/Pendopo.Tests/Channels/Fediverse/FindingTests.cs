using System.Net;
using Pendopo.Fediverse.Discovery;
using Pendopo.Fediverse.Vocabulary;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Channels.Fediverse;

/// <summary>An account is found by what a person types, and believed only when name and address confirm each other.</summary>
[Collection("channels on sqlite")]
public sealed class FindingTests(SqliteApp app) : FediverseTests(app)
{
    private const string Page = "/desk/fediverse/accounts";

    private async Task<(HttpStatusCode Status, string Said)> Find(string typed)
    {
        using var officer = await App.Client("officer");
        officer.DefaultRequestHeaders.Add("Accept-Language", "en");
        var answer = await officer.Submit(Page, "find", ("Form.Account", typed));
        var page = await answer.Document();
        return (answer.StatusCode, page.QuerySelector("#errors li")?.TextContent ?? page.QuerySelector("main article p")?.TextContent ?? "");
    }

    private async Task Found(string typed, string handle)
    {
        var (status, said) = await Find(typed);
        (status, said).ShouldBe((HttpStatusCode.OK, "@" + handle));
    }

    private async Task Refused(string typed, string said)
    {
        var answer = await Find(typed);
        answer.Status.ShouldBe(HttpStatusCode.UnprocessableEntity, answer.Said);
        answer.Said.ShouldStartWith(said);
    }

    private void Says(string resource, string subject, string actor) =>
        Peer.Documents[resource] = (WebFinger.MediaType, WebFinger.Write(Handle.TryParse(subject)!, actor, null, null).ToJsonString());

    [Fact]
    public async Task A_handle_and_the_address_of_a_page_lead_to_the_account()
    {
        var handle = Peer.HandleOf(Rina);
        await Found("@" + handle, handle);
        await Found($"  {handle} ", handle);
        await Found("acct:" + handle, handle);
        await Found(Rina.Id, handle);
        Peer.Documents["/@rina"] = (ActivityDocument.MediaType, Rina.Document().ToJsonString());
        await Found(Peer.Origin + "/@rina", handle);
    }

    [Theory]
    [InlineData("")]
    [InlineData("rina")]
    [InlineData("@rina@")]
    [InlineData("@a@b@c.example")]
    [InlineData("ftp://server.example/rina")]
    [InlineData("<script>@server.example")]
    public async Task What_is_no_account_is_refused_with_an_example(string typed)
    {
        await Refused(typed, "Enter an account such as @name@server.example");
        Peer.Fetches.ShouldBe(0);
    }

    [Fact]
    public async Task An_account_that_its_server_does_not_know_or_will_not_show_is_told_apart_from_a_silent_server()
    {
        var authority = new Uri(Peer.Origin).Authority;
        _ = Rina;
        await Refused("@nobody@" + authority, "The server does not know this account");
        Peer.FetchStatus = 503;
        await Refused("@rina@" + authority, "The server did not answer");
        Peer.FetchStatus = 200;
        Peer.Documents["/notes/1"] = (ActivityDocument.MediaType, Rina.Note("x", null, [Public], [], Now, Peer.Origin + "/notes/1").ToJsonString());
        await Refused(Peer.Origin + "/notes/1", "There is no account at this address");
    }

    [Fact]
    public async Task A_name_and_an_address_that_do_not_confirm_each_other_are_not_believed()
    {
        // The handle leads to Rina, whose own server says that the name belongs to somebody else.
        var eve = Peer.Person("eve");
        Says("/.well-known/webfinger", Peer.HandleOf(eve), eve.Id);
        await Refused(Rina.Id, "Name and address of this account do not confirm each other");
        Says("/.well-known/webfinger", Peer.HandleOf(eve), Rina.Id);
        // One more question to the subject is allowed; here it answers for another name again, in a circle.
        await using var other = await FakePeer.Start(App.Clock);
        Says("/.well-known/webfinger", $"rina@{new Uri(other.Origin).Authority}", Rina.Id);
        await Refused("@" + Peer.HandleOf(Rina), "Name and address of this account do not confirm each other");
    }

    [Fact]
    public async Task A_domain_that_speaks_for_another_server_is_asked_once_more_and_believed_when_it_names_itself()
    {
        await using var front = await FakePeer.Start(App.Clock);
        var canonical = $"rina@{new Uri(front.Origin).Authority}";
        front.Documents["/.well-known/webfinger"] = (WebFinger.MediaType, WebFinger.Write(Handle.TryParse(canonical)!, Rina.Id, null, null).ToJsonString());
        Says("/.well-known/webfinger", canonical, Rina.Id);
        await Found("@" + Peer.HandleOf(Rina), Peer.HandleOf(Rina));
    }

    [Fact]
    public async Task An_answer_of_another_hosts_actor_is_refused()
    {
        await using var evil = await FakePeer.Start(App.Clock);
        var forged = Rina.Document();
        evil.Documents["/users/rina"] = (ActivityDocument.MediaType, forged.ToJsonString());
        evil.Documents["/.well-known/webfinger"] = (WebFinger.MediaType, WebFinger.Write(Handle.TryParse($"rina@{new Uri(evil.Origin).Authority}")!, evil.Origin + "/users/rina", null, null).ToJsonString());
        await Refused($"@rina@{new Uri(evil.Origin).Authority}", "There is no account at this address");
    }

    [Fact]
    public async Task Own_blocked_moved_and_suspended_accounts_are_refused_in_words()
    {
        await Refused("@melati@localhost:5080", "This account lives in this installation");
        await Refused(Melati, "This account lives in this installation");
        Rina.MovedTo = "https://baru.example/users/rina";
        await Refused("@" + Peer.HandleOf(Rina), "This account has moved. Follow its new one: https://baru.example/users/rina");
        Rina.MovedTo = null;
        await Block("127.0.0.1", everywhere: false);
        var before = Peer.Fetches;
        await Refused("@" + Peer.HandleOf(Rina), "This server is blocked here");
        Peer.Fetches.ShouldBe(before);
    }

    [Theory]
    [InlineData("@rina@10.0.0.1", "There is no account at this address")]
    [InlineData("http://169.254.169.254/latest/meta-data", "There is no account at this address")]
    public async Task An_address_inside_is_never_dialled(string typed, string said) => await Refused(typed, said);

    [Fact]
    public async Task An_account_is_asked_once_and_not_while_the_channel_is_off()
    {
        using var officer = await App.Client("officer");
        officer.DefaultRequestHeaders.Add("Accept-Language", "en");
        async Task<string> Ask()
        {
            var found = await officer.Submit(Page, "find", ("Form.Account", "@" + Peer.HandleOf(Rina)));
            var html = await found.Content.ReadAsStringAsync();
            var asked = await officer.Send(html, "follow", [], Page);
            return asked.StatusCode == HttpStatusCode.Redirect ? "" : (await asked.Document()).QuerySelector("#errors li")!.TextContent;
        }

        var channel = (await officer.Page("/desk/channels")).QuerySelectorAll("form[action$='/state']").First(form => form.Closest("article")!.TextContent.Contains("Fediverse", StringComparison.Ordinal)).GetAttribute("action");
        await officer.Submit("/desk/channels", $"form[action='{channel}']", ("to", "off"));
        (await Ask()).ShouldStartWith("The fediverse channel of this centre is switched off");
        await officer.Submit("/desk/channels", $"form[action='{channel}']", ("to", "on"));
        (await Ask()).ShouldBe("");
        (await Ask()).ShouldStartWith("This account is followed already");
    }

    [Fact]
    public async Task An_unknown_choice_of_the_form_follows_nobody()
    {
        using var officer = await App.Client("officer");
        var found = await officer.Submit(Page, "find", ("Form.Account", "@" + Peer.HandleOf(Rina)));
        var answer = await officer.Send(await found.Content.ReadAsStringAsync(), "follow", new() { ["Choice.Actor"] = Guid.NewGuid().ToString() }, Page);
        ((int)answer.StatusCode).ShouldBeInRange(400, 404);
        await App.RunJobs();
        Peer.Inbox.ShouldBeEmpty();
    }
}
