using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Inbox.Conversations;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Inbox;

/// <summary>What open inbox pages hear, and what the same pages say without any script.</summary>
public abstract class InboxLiveTests(TestApp app) : AppTests(app)
{
    [Fact]
    public async Task An_open_inbox_hears_of_a_message_of_a_colleague_who_writes_and_of_their_answer()
    {
        var world = await InboxWorld.Open(App);
        using var reviewer = await App.Client("reviewer");
        using var stream = await OpenStream.At(reviewer, "/desk/inbox/live");
        await world.Hear(world.Reply("m1", "Jam buka?"));
        (await stream.Next()).ShouldBe("message");
        var conversation = (await world.Conversations()).Single();
        await world.Do(services => services.GetRequiredService<Triage>().KeepDraft(conversation.Id, "Buka pu", default));
        (await stream.Next()).ShouldBe("typing");
        await world.Answer(conversation, "Buka pukul 08.00.");
        (await stream.Next()).ShouldBe("message");
    }

    [Fact]
    public async Task Without_scripts_a_colleague_sees_who_is_replying_and_the_writer_takes_the_answer_back()
    {
        var world = await InboxWorld.Open(App);
        await world.Hear(world.Reply("m1", "Jam buka?"));
        var page = $"/desk/inbox/{(await world.Conversations()).Single().Id}";
        using var officer = await App.Client("officer");
        using var reviewer = await App.Client("reviewer");
        var kept = await Form(officer, page, "/draft", ("Form.Text", "Buka pukul"));
        kept.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await reviewer.GetStringAsync(page)).ShouldContain("Mas Dimas sedang menulis jawaban");
        (await officer.Submit(page, "answer", ("Form.Text", "Buka pukul 08.00."))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        App.Clock.Advance(TimeSpan.FromSeconds(4));
        (await officer.GetStringAsync(page)).ShouldContain("data-undo=\"6\"");
        (await officer.Submit(page, "form.undo")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        App.Clock.Advance(TimeSpan.FromMinutes(1));
        await App.RunJobs();
        world.Network.Replies.ShouldBeEmpty();
        (await officer.Page(page)).QuerySelector("textarea[name='Form.Text']")!.TextContent.ShouldContain("Buka pukul 08.00.");
    }

    [Fact]
    public async Task Without_scripts_an_undo_that_comes_too_late_says_so()
    {
        var world = await InboxWorld.Open(App);
        await world.Hear(world.Reply("m1", "Jam buka?"));
        var page = $"/desk/inbox/{(await world.Conversations()).Single().Id}";
        using var officer = await App.Client("officer");
        await officer.Submit(page, "answer", ("Form.Text", "Buka pukul 08.00."));
        var open = await officer.Page(page);
        App.Clock.Advance(TimeSpan.FromSeconds(11));
        var form = open.QuerySelector("form.undo")!;
        var fields = form.QuerySelectorAll("input").Select(input => KeyValuePair.Create(input.GetAttribute("name")!, input.GetAttribute("value") ?? ""));
        var late = await officer.PostAsync(form.GetAttribute("action"), new FormUrlEncodedContent(fields));
        late.Headers.Location!.ToString().ShouldEndWith("trouble=TooLateToTakeBack");
    }

    // What a button with an address of its own sends: the fields of the form it stands in.
    private static async Task<HttpResponseMessage> Form(HttpClient browser, string page, string ending, (string Name, string Value) field)
    {
        var found = (await browser.Page(page)).QuerySelector($"button[formaction$='{ending}']")!;
        var token = found.Closest("form")!.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        return await browser.PostAsync(found.GetAttribute("formaction"), new FormUrlEncodedContent([new(field.Name, field.Value), new("__RequestVerificationToken", token)]));
    }
}

[Collection("rooms on sqlite")]
public sealed class InboxLiveOnSqlite(SqliteApp app) : InboxLiveTests(app);

[Collection("rooms on postgres")]
public sealed class InboxLiveOnPostgres(PostgresApp app) : InboxLiveTests(app);
