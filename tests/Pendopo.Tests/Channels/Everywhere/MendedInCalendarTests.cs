using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Channels.Contracts;
using Pendopo.Channels.Telegram;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Outbound;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Posts;
using Pendopo.Tests.Channels.Telegram;
using Pendopo.Tests.Harness;
using Pendopo.Tests.Publishing;

namespace Pendopo.Tests.Channels.Everywhere;

/// <summary>What goes wrong on a network stands in the calendar with its reason and the button that mends it, and is gone from there once it is mended.</summary>
[Collection("channels on sqlite")]
public sealed class MendedInCalendarTests(SqliteApp app) : AppTests(app)
{
    private const string Fresh = "123456789:BBHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw2";
    private TelegramStandIn telegram = null!;
    private PublishingStage stage = null!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        App.Replace = services => services.AddSingleton(new OutboundOptions { AllowedPrivate = ["127.0.0.0/8", "::1/128"] });
        (telegram, stage) = (await TelegramStandIn.StartAsync(), new(App));
        await Connect(TelegramStandIn.Token);
    }

    public override async Task DisposeAsync()
    {
        await telegram.DisposeAsync();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task A_revoked_token_holds_the_posts_is_told_at_once_and_after_connecting_again_they_go_out()
    {
        telegram.TokenNow = Fresh;
        var (first, second) = (await Planned("Jadwal posyandu"), await Planned("Jadwal imunisasi"));
        await After(0);

        using var officer = await App.Client("officer");
        // The first met the token's end; the second was held without a call. Nothing is lost, and no minute passes before it is told.
        foreach (var post in new[] { first, second })
        {
            var publication = await stage.Publication(post.Id, TelegramConnector.NetworkName);
            (publication.State, publication.TroubleCode, publication.NeedsPerson).ShouldBe((PublicationState.Failed, "Reconnect", true));
            var told = await Told(officer, post);
            told.TextContent.ShouldContain("BotFather");
            told.QuerySelector("a[href='/desk/channels']").ShouldNotBeNull("the way to connect again");
            told.QuerySelector("form").ShouldBeNull("there is no use in trying again yet");
        }
        (await officer.GetStringAsync("/desk/channels")).ShouldContain("Perlu dihubungkan lagi");
        (await officer.GetStringAsync("/desk")).ShouldContain($"/desk/posts/{first.Id}");
        telegram.Messages.ShouldBeEmpty();

        await Connect(Fresh);
        foreach (var post in new[] { first, second })
            (await Press(officer, await Told(officer, post))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        await After(0, 1);

        foreach (var post in new[] { first, second })
        {
            (await stage.Publication(post.Id, TelegramConnector.NetworkName)).State.ShouldBe(PublicationState.Sent);
            telegram.Messages.Values.Count(message => message.ToJsonString().Contains(post.Title, StringComparison.Ordinal)).ShouldBe(1);
        }
        (await Lines(officer)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_nobody_knows_is_never_sent_again_by_itself_and_the_calendar_leads_to_the_person_who_decides(bool arrived)
    {
        if (arrived)
            telegram.BreakAnswerOfNext("sendMessage");
        else
            telegram.BreakNext("sendMessage");
        var post = await Planned("Kabar cuci tangan");
        // The questions after 1, 5 and 20 minutes, and the time when a fourth would come.
        await After(0, 1, 5, 20, 30);

        using var officer = await App.Client("officer");
        (await stage.Publication(post.Id, TelegramConnector.NetworkName)).State.ShouldBe(PublicationState.Unknown);
        telegram.Messages.Count.ShouldBe(arrived ? 1 : 0, "nothing is sent again without a person");
        var told = await Told(officer, post);
        var page = told.QuerySelector($"a[href='/desk/posts/{post.Id}#publications']").ShouldNotBeNull("where a person says what is there").GetAttribute("href")!.Split('#')[0];
        var html = await officer.GetStringAsync(page);
        var form = new HtmlParser().ParseDocument(html).QuerySelectorAll("form").Single(one => one.QuerySelector("button[value='ItWentOut']") is not null).QuerySelector("input[name=_handler]")!.GetAttribute("value")!;
        using var decided = await officer.Send(html, form, new() { ["Form.Act"] = arrived ? "ItWentOut" : "SendAgain", ["Form.Url"] = arrived ? "https://t.me/melati_sehat/1" : "" }, page);
        decided.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        await After(0, 1);

        (await stage.Publication(post.Id, TelegramConnector.NetworkName)).State.ShouldBe(PublicationState.Sent);
        telegram.Messages.Count.ShouldBe(1);
        (await Lines(officer)).ShouldBeEmpty();
    }

    private async Task<Post> Planned(string title)
    {
        var post = await stage.Approved(PublishingStage.Words(title));
        await stage.Schedule(post.Id, null, TelegramConnector.NetworkName);
        return post;
    }

    /// <summary>Lets the program work now, and each time after so many minutes more.</summary>
    private async Task After(params int[] minutes)
    {
        foreach (var pause in minutes)
        {
            App.Clock.Advance(TimeSpan.FromMinutes(pause) + TimeSpan.FromSeconds(1));
            await App.Tick();
            await App.RunJobs();
        }
    }

    private Task<bool> Connect(string token) => stage.As("officer", async scope =>
    {
        (await scope.GetRequiredService<ConnectTelegram>().Run(scope.GetRequiredService<Here>().Centre, new(token, "melati_sehat", telegram.Url), default)).Problems.ShouldBeEmpty();
        return true;
    });

    /// <summary>What the calendar says of the things that wait for a person.</summary>
    private static async Task<List<IElement>> Lines(HttpClient officer) =>
        [.. new HtmlParser().ParseDocument(await officer.GetStringAsync("/desk/calendar?show=list")).QuerySelectorAll(".notice-waiting ul.lines > li")];

    private static async Task<IElement> Told(HttpClient officer, Post post) =>
        (await Lines(officer)).Where(line => line.QuerySelector($"a[href='/desk/posts/{post.Id}']") is not null).ShouldHaveSingleItem();

    private static async Task<HttpResponseMessage> Press(HttpClient officer, IElement told)
    {
        var form = told.QuerySelector("form").ShouldNotBeNull("the button that tries again");
        return await officer.Send(await officer.GetStringAsync("/desk/calendar?show=list"), form.QuerySelector("input[name=_handler]")!.GetAttribute("value")!, [], "/desk/calendar?show=list");
    }
}
