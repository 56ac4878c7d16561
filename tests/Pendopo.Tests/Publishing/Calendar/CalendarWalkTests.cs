using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;
using Pendopo.Publishing.Calendar;
using Pendopo.Publishing.Contracts;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Publishing.Calendar;

public abstract class CalendarWalkTests(TestApp app) : PublishingTests(app)
{
    // Eight in the morning at Melati (WIB) on a Thursday.
    private static readonly DateTime Thursday = new(2026, 3, 5, 8, 0, 0);

    private const string List = "/desk/calendar?show=list&on=2026-03-01";

    [Fact]
    public async Task An_officer_moves_a_post_by_a_week_from_the_menu_and_takes_it_back()
    {
        var post = await Planned();
        using var officer = await App.Client("officer");
        var moved = await Press(officer, await officer.GetStringAsync(List), form => Of(form, post) && form.QuerySelector("button")!.TextContent.Contains("eminggu", StringComparison.Ordinal));
        moved.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await Due(post)).ShouldBe(Thursday.AddDays(7));
        var page = await officer.GetStringAsync(moved.Headers.Location!.ToString());
        var undone = await Press(officer, page, form => form.HasAttribute("data-undo"));
        undone.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await Due(post)).ShouldBe(Thursday);
        (await Stage.Publication(post.Id, ScriptedNetwork.Name)).State.ShouldBe(PublicationState.Scheduled);
        (await officer.GetStringAsync($"/desk/posts/{post.Id}")).ShouldContain("12 Ma");
    }

    [Fact]
    public async Task Moving_by_date_keeps_a_waiting_text_waiting_and_moves_all_channels_of_the_minute()
    {
        var post = await Stage.Submitted();
        await Stage.Schedule(post.Id, Thursday, ScriptedNetwork.Name, "feeds");
        using var officer = await App.Client("officer");
        var page = await MovePage(officer, post);
        var answer = await officer.Send(await officer.GetStringAsync(page), "move", new() { ["Form.Date"] = "2026-03-20", ["Form.Time"] = "09.15" }, page);
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        foreach (var network in new[] { ScriptedNetwork.Name, "feeds", "site" })
        {
            var publication = await Stage.Publication(post.Id, network);
            (publication.State, publication.DueAt).ShouldBe((PublicationState.WaitingForApproval, new DateTimeOffset(2026, 3, 20, 9, 15, 0, TimeSpan.FromHours(7))));
        }
    }

    [Fact]
    public async Task A_move_into_the_past_is_refused_in_words_and_nothing_moves()
    {
        var post = await Planned();
        using var officer = await App.Client("officer");
        var page = await MovePage(officer, post);
        var answer = await officer.Send(await officer.GetStringAsync(page), "move", new() { ["Form.Date"] = "2020-03-20", ["Form.Time"] = "09:15" }, page);
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("2020-03-20");
        (await Due(post)).ShouldBe(Thursday);
    }

    [Fact]
    public async Task What_was_moved_meanwhile_is_not_moved_again()
    {
        var post = await Planned();
        using var officer = await App.Client("officer");
        var seen = await officer.GetStringAsync(List);
        await Stage.Schedule(post.Id, Thursday.AddHours(3), ScriptedNetwork.Name);
        var late = await Press(officer, seen, form => Of(form, post));
        late.Headers.Location!.ToString().ShouldContain("refused=NothingToMove");
        (await Due(post)).ShouldBe(Thursday.AddHours(3));
        (await officer.GetStringAsync(late.Headers.Location!.ToString())).ShouldContain("notice-danger");
    }

    [Fact]
    public async Task A_reader_without_the_right_sees_the_calendar_and_moves_nothing()
    {
        await Planned();
        using var clinician = await App.Client("clinician");
        var html = await clinician.GetStringAsync(List);
        html.ShouldContain(PublishingStage.Words().Title);
        html.ShouldNotContain("/desk/calendar/moves");
        html.ShouldNotContain("/desk/calendar/move/");
    }

    [Fact]
    public async Task Filters_show_only_what_was_asked_for_and_say_so()
    {
        var post = await Planned();
        using var officer = await App.Client("officer");
        (await officer.GetStringAsync(List + "&states=planned")).ShouldContain($"/desk/posts/{post.Id}");
        (await officer.GetStringAsync(List + "&states=trouble")).ShouldNotContain($"/desk/posts/{post.Id}");
        (await officer.GetStringAsync($"{List}&person={post.AuthorId}")).ShouldContain($"/desk/posts/{post.Id}");
        (await officer.GetStringAsync($"{List}&person={Guid.CreateVersion7()}")).ShouldNotContain($"/desk/posts/{post.Id}");
        (await officer.GetStringAsync($"{List}&channel={Guid.CreateVersion7()}")).ShouldNotContain($"/desk/posts/{post.Id}");
    }

    [Fact]
    public async Task Two_posts_within_the_hour_and_a_post_on_a_day_of_mourning_are_told()
    {
        var first = await Planned();
        var second = await Stage.Approved(PublishingStage.Words("Cuci tangan"));
        await Stage.Schedule(second.Id, Thursday.AddMinutes(30), ScriptedNetwork.Name);
        (await Stage.As("officer", async scope => await scope.GetRequiredService<KeepHealthDay>().Run(
            new(null, new(HealthDayKind.Mourning, "2026-03-05", "Berkabung untuk Melati", "Mourning for Melati", ""), true, null), default))).Ok.ShouldBeTrue();
        using var officer = await App.Client("officer");
        var notices = new HtmlParser().ParseDocument(await officer.GetStringAsync("/desk/calendar?on=2026-03-05")).QuerySelectorAll(".notice-waiting").Select(notice => notice.InnerHtml).ToList();
        notices.Count.ShouldBe(2);
        notices[0].ShouldContain($"/desk/posts/{first.Id}");
        notices[0].ShouldContain($"/desk/posts/{second.Id}");
        notices[1].ShouldContain("Melati");
    }

    [Fact]
    public async Task A_day_of_the_list_is_hidden_and_comes_back_as_it_was()
    {
        using var officer = await App.Client("officer");
        const string Page = "/desk/calendar/days/tb", Month = "/desk/calendar?on=2026-03-01";
        (await officer.GetStringAsync(Month)).ShouldContain(HealthDays.List["tb"].NameId);
        var hide = new Dictionary<string, string> { ["Form.NameId"] = "Hari TBC", ["Form.NameEn"] = "TB Day", ["Form.Rule"] = "03-24", ["Form.Kind"] = "Observance", ["Form.Source"] = "WHO", ["Form.Act"] = "save" };
        (await officer.Send(await officer.GetStringAsync(Page), "day", hide, Page)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await officer.GetStringAsync(Month)).ShouldNotContain("Hari TBC");
        (await officer.Send(await officer.GetStringAsync(Page), "day", new(hide) { ["Form.Act"] = "forget" }, Page)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await officer.GetStringAsync(Month)).ShouldContain(HealthDays.List["tb"].NameId);
    }

    [Fact]
    public async Task Posts_that_join_a_queue_take_its_free_hours_one_after_another()
    {
        using var officer = await App.Client("officer");
        const string Page = "/desk/calendar/queues/new";
        var html = await officer.GetStringAsync(Page);
        var channel = new HtmlParser().ParseDocument(html).QuerySelectorAll("input[name='Form.Channels']")
            .Single(box => box.ParentElement!.TextContent.Contains(ScriptedNetwork.Name, StringComparison.OrdinalIgnoreCase)).GetAttribute("value")!;
        var typed = new Dictionary<string, string> { ["Form.Name"] = "Tips pagi", ["Form.Hours"] = "Senin 07.30\nKamis 07.30", ["Form.Channels"] = channel, ["Form.Act"] = "save" };
        (await officer.Send(html, "queue", new(typed) { ["Form.Hours"] = "Kapan saja" }, Page)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await officer.Send(html, "queue", typed, Page)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var hours = new List<DateTimeOffset>();
        for (var i = 0; i < 3; i++)
        {
            var post = await Stage.Approved(PublishingStage.Words($"Tips {i}"));
            var desk = $"/desk/posts/{post.Id}";
            (await officer.Send(await officer.GetStringAsync(desk), "schedule", new() { ["Form.Act"] = "queue", ["Form.Queue"] = await Queue(officer, desk) }, desk)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
            hours.Add((await Stage.Publication(post.Id, ScriptedNetwork.Name)).DueAt!.Value);
        }
        hours.ShouldBe(hours.Order());
        hours.Distinct().Count().ShouldBe(3);
        hours.ShouldAllBe(at => at.ToOffset(TimeSpan.FromHours(7)).TimeOfDay == new TimeSpan(7, 30, 0) && (at.ToOffset(TimeSpan.FromHours(7)).DayOfWeek == DayOfWeek.Monday || at.ToOffset(TimeSpan.FromHours(7)).DayOfWeek == DayOfWeek.Thursday));
    }

    [Fact]
    public async Task The_feed_shows_titles_to_its_holder_and_ends_with_the_right_to_see()
    {
        await Planned();
        var path = await Stage.As("officer", scope => scope.GetRequiredService<CalendarFeeds>().Make(default));
        using var anybody = App.Anonymous();
        var text = await anybody.GetStringAsync(path);
        text.ShouldContain("SUMMARY:" + PublishingStage.Words().Title);
        text.ShouldContain("DTSTART:20260305T010000Z");
        var renewed = await Stage.As("officer", scope => scope.GetRequiredService<CalendarFeeds>().Make(default));
        (await anybody.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await anybody.GetAsync(renewed)).StatusCode.ShouldBe(HttpStatusCode.OK);
        await using (var scope = await App.Scope())
        {
            var officer = await App.PersonOf("officer");
            await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Account>().Where(account => account.PersonId == officer.Id).ExecuteUpdateAsync(set => set.SetProperty(account => account.DisabledAt, App.Clock.GetUtcNow()));
        }
        (await anybody.GetAsync(renewed)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_title_that_names_a_patient_stays_out_of_the_feed()
    {
        var post = await Stage.Approved(PublishingStage.Words("NIK 3275014509870002 sudah vaksin"));
        await Stage.Schedule(post.Id, Thursday, ScriptedNetwork.Name);
        var path = await Stage.As("officer", scope => scope.GetRequiredService<CalendarFeeds>().Make(default));
        using var anybody = App.Anonymous();
        var text = await anybody.GetStringAsync(path);
        text.ShouldNotContain("3275014509870002");
        text.ShouldContain("DTSTART:20260305T010000Z");
    }

    [Fact]
    public async Task Another_centre_neither_sees_nor_moves_what_stands_here()
    {
        var post = await Planned();
        var moved = await Stage.As("officer@kenanga", async scope => await scope.GetRequiredService<MovePost>().Run(new(post.Id, (await Stage.Publication(post.Id, "site")).DueAt!.Value, Thursday.AddDays(1)), default));
        moved.Ok.ShouldBeFalse();
        (await Due(post)).ShouldBe(Thursday);
    }

    private async Task<Post> Planned()
    {
        var post = await Stage.Approved();
        await Stage.Schedule(post.Id, Thursday, ScriptedNetwork.Name);
        return post;
    }

    private async Task<DateTime> Due(Post post) => (await Stage.Publication(post.Id, ScriptedNetwork.Name)).DueAt!.Value.ToOffset(TimeSpan.FromHours(7)).DateTime;

    private static bool Of(IElement form, Post post) => form.QuerySelector("input[name=Post]")?.GetAttribute("value") == post.Id.ToString() && form.QuerySelector("button") is not null;

    private static async Task<string> MovePage(HttpClient officer, Post post) =>
        new HtmlParser().ParseDocument(await officer.GetStringAsync(List)).QuerySelector($"a[href^='/desk/calendar/move/{post.Id}/']")!.GetAttribute("href")!;

    private static async Task<string> Queue(HttpClient officer, string desk) =>
        new HtmlParser().ParseDocument(await officer.GetStringAsync(desk)).QuerySelector("select[name='Form.Queue'] option")!.GetAttribute("value")!;

    private static Task<HttpResponseMessage> Press(HttpClient browser, string html, Func<IElement, bool> which)
    {
        var form = new HtmlParser().ParseDocument(html).QuerySelectorAll("form[method=post]").First(which);
        var fields = form.QuerySelectorAll("input[type=hidden]").ToDictionary(field => field.GetAttribute("name")!, field => field.GetAttribute("value") ?? "");
        return browser.PostAsync(form.GetAttribute("action"), new FormUrlEncodedContent(fields));
    }
}

[Collection("publishing on sqlite")]
public sealed class CalendarWalkOnSqlite(SqliteApp app) : CalendarWalkTests(app);

[Collection("publishing on postgres")]
public sealed class CalendarWalkOnPostgres(PostgresApp app) : CalendarWalkTests(app);
