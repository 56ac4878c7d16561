using Microsoft.Playwright;
using Pendopo.Browser.Tests.WholeCampaign;
using Pendopo.Channels;
using Pendopo.Channels.Graph;
using Pendopo.Channels.LinkedIn;
using Pendopo.Channels.Mastodon;
using Pendopo.Channels.Telegram;
using Pendopo.Channels.Threads;
using Pendopo.Channels.WhatsApp;
using Pendopo.Channels.X;
using Pendopo.Tests.Channels.Telegram;
using Pendopo.Tests.StandIns.Mastodon;
using Pendopo.Tests.StandIns.WhatsApp;
using Pendopo.Tests.StandIns.X;
using static Microsoft.Playwright.Assertions;

namespace Pendopo.Browser.Tests.EveryNetwork;

/// <summary>How each network is connected: what is needed is read, a person is asked at the network's own page or a token is typed, what was allowed is seen.</summary>
internal static class ConnectSteps
{
    public static async Task ConnectAllAsync(this Walker officer, Networks networks, HttpClient program)
    {
        await officer.ConnectMetaAsync();
        await officer.ConnectXAsync();
        await officer.BeginAsync("linkedin", officer.Say<LinkedInText>("ConnectTitle"));
        await officer.GoAndComeBackAsync(officer.Say<LinkedInText>("GoToLinkedIn"), officer.Say<LinkedInText>("AllGranted"));
        await officer.PressAsync(officer.Say<LinkedInText>("ConnectPage"));
        await officer.WorksAsync("linkedin", "Puskesmas Melati");
        await officer.BeginAsync("threads", officer.Say<ThreadsText>("ConnectTitle"));
        await officer.GoAndComeBackAsync(officer.Say<ThreadsText>("GoToThreads"), officer.Say<ThreadsText>("AllTried"));
        await officer.PressAsync(officer.Say<ThreadsText>("Connect"));
        await officer.WorksAsync("threads", "@puskesmas.melati");
        await officer.ConnectMastodonAsync(networks);
        await officer.BeginAsync("telegram", officer.Say<TelegramText>("ConnectTitle"));
        await officer.FillAsync("Form.Token", TelegramStandIn.Token);
        await officer.FillAsync("Form.Chat", "@melati_sehat");
        await officer.FillAsync("Form.Server", networks.Telegram.Url);
        await officer.PressAsync(officer.Say<TelegramText>("Connect"));
        await officer.WorksAsync("telegram", "@melati_sehat");
        await officer.ConnectWhatsAppAsync(networks, program);
    }

    /// <summary>Looks whether an account still works, switches it off and on again.</summary>
    public static async Task TryAndUndoAsync(this Walker officer, string network, string handle)
    {
        await officer.OpenAsync("/desk/channels");
        var named = $"{officer.Say<ChannelsText>("network" + network)} {handle}";
        await officer.PressAsync(officer.Say<ChannelsText>("CheckNamed", named));
        await officer.WorksAsync(network, handle);
        await officer.PressAsync(officer.Say<ChannelsText>("SwitchOffNamed", named));
        await Expect(officer.Card(network, handle)).ToContainTextAsync(officer.Say<ChannelsText>("LightOff"));
        await officer.PressAsync(officer.Say<ChannelsText>("SwitchOnNamed", named));
        await officer.WorksAsync(network, handle);
    }

    private static async Task ConnectMetaAsync(this Walker officer)
    {
        await officer.BeginAsync("facebook", officer.Say<GraphText>("FacebookTitle"));
        await officer.SeesAsync(officer.Say<GraphText>("FacebookCost"));
        await officer.SeesAsync(officer.Say<GraphText>("FacebookUndo"));
        await officer.GoAndComeBackAsync(officer.Say<GraphText>("GoToMeta"), officer.Say<GraphText>("AllGranted"));
        await officer.PressAsync(officer.Say<GraphText>("ConnectPage"));
        await officer.WorksAsync("facebook", "Puskesmas Melati");
        await officer.WorksAsync("instagram", "puskesmas.melati");
    }

    /// <summary>Not without a word to what it costs.</summary>
    private static async Task ConnectXAsync(this Walker officer)
    {
        await officer.BeginAsync("x", officer.Say<XText>("ConnectTitle"));
        await officer.SeesAsync(officer.Say<XText>("CostTitle"));
        await officer.GoAndComeBackAsync(officer.Say<XText>("GoToX"), officer.Say<XText>("AllGranted", "@" + XStandIn.Username));
        await officer.PressAsync(officer.Say<XText>("ConnectAccount", "@" + XStandIn.Username));
        await Expect(officer.Page.Locator("#errors")).ToBeVisibleAsync();
        await officer.PickAsync("input[name='Form.Agree'][type=checkbox]");
        await officer.PressAsync(officer.Say<XText>("ConnectAccount", "@" + XStandIn.Username));
        await officer.WorksAsync("x", "@" + XStandIn.Username);
    }

    private static async Task ConnectMastodonAsync(this Walker officer, Networks networks)
    {
        await officer.BeginAsync("mastodon", officer.Say<MastodonText>("ConnectTitle"));
        await officer.FillAsync("Form.Server", networks.Mastodon.Url);
        await officer.PressAsync(officer.Say<MastodonText>("Continue"));
        await officer.SeesAsync(officer.Say<MastodonText>("AsksNot"));
        await officer.GoAndComeBackAsync(officer.Say<MastodonText>("GoToServer", new Uri(networks.Mastodon.Url).Host), officer.Say<MastodonText>("Tested", 500, 4));
        await officer.PressAsync(officer.Say<MastodonText>("ConnectAccount"));
        await officer.WorksAsync("mastodon", $"@{MastodonStandIn.Account}@");
    }

    /// <summary>The number, the address that Meta is told, words that Meta looks over, and somebody who agreed.</summary>
    private static async Task ConnectWhatsAppAsync(this Walker officer, Networks networks, HttpClient program)
    {
        await officer.BeginAsync("whatsapp", officer.Say<WhatsAppText>("ConnectTitle"));
        await officer.SeesAsync(officer.Say<WhatsAppText>("CostText"));
        await officer.FillAsync("Form.Business", WhatsAppStandIn.Business);
        await officer.FillAsync("Form.Phone", WhatsAppStandIn.Phone);
        await officer.FillAsync("Form.Token", WhatsAppStandIn.Token);
        await officer.FillAsync("Form.AppSecret", CloudStandIn.AppSecret);
        await officer.PickAsync("details.more summary");
        await officer.FillAsync("Form.Server", networks.WhatsApp.Url);
        await officer.PressAsync(officer.Say<WhatsAppText>("Connect"));
        await Expect(officer.Page.Locator("h1")).ToHaveTextAsync(officer.Say<WhatsAppText>("PageTitle"));
        var told = await officer.Page.Locator("p.address code").AllInnerTextsAsync();
        (await networks.WhatsApp.Webhooks.Verify(program, new Uri(told[0]).AbsolutePath, told[1])).ShouldBeTrue();
        await officer.PickAsync("details.more summary");
        await officer.FillAsync("Form.Name", "kabar");
        await officer.ChooseAsync("Form.Category", officer.Say<WhatsAppText>("Category_Marketing"));
        await officer.FillAsync("Form.Body", "Kabar Puskesmas Melati: {{1}} Selengkapnya: {{2}} Balas BERHENTI untuk berhenti.");
        await officer.PressAsync(officer.Say<WhatsAppText>("TemplateHandIn"));
        networks.WhatsApp.Decide("kabar", "APPROVED");
        (await networks.WhatsApp.Webhooks.Deliver(program, new Uri(told[0]).AbsolutePath)).ShouldAllBe(status => status == System.Net.HttpStatusCode.OK);
        await officer.Page.ReloadAsync();
        await Harness.Waiting.ShowsAsync(officer.Page, officer.Page.Locator(".chip").GetByText(officer.Say<WhatsAppText>("Template_Approved"), new() { Exact = true }));
        await officer.ChooseAsync("Form.Template", "kabar (id)");
        await officer.PressAsync(officer.Say<WhatsAppText>("Keep"));
        await officer.NoteAgreementAsync();
    }

    private static async Task NoteAgreementAsync(this Walker officer)
    {
        await officer.OpenAsync("/desk/whatsapp/agreements");
        await officer.ChooseAsync("Form.Channel", "WhatsApp +" + WhatsAppStandIn.DisplayNumber);
        await officer.FillAsync("Form.Phone", Networks.Siti);
        await officer.FillAsync("Form.Name", "Siti");
        await officer.PickAsync("input[name='Form.Agreed'][type=checkbox]");
        await officer.PressAsync(officer.Say<WhatsAppText>("AgreeKeep"));
        await officer.IsToldAsync(officer.Say<WhatsAppText>("AgreementKept"));
    }

    private static async Task BeginAsync(this Walker officer, string network, string title)
    {
        await officer.OpenAsync("/desk/channels");
        await officer.PickAsync($".doors a[href='/desk/channels/{network}']");
        await Expect(officer.Page.Locator("h1")).ToHaveTextAsync(title);
    }

    /// <summary>To the network's own page, which asks, and back with what was allowed.</summary>
    private static async Task GoAndComeBackAsync(this Walker officer, string door, string granted)
    {
        await officer.FollowAsync(door);
        await officer.SeesAsync(granted);
    }

    private static Task WorksAsync(this Walker officer, string network, string handle) =>
        Expect(officer.Card(network, handle)).ToContainTextAsync(officer.Say<ChannelsText>("LightWorks"));

    private static ILocator Card(this Walker officer, string network, string handle) =>
        officer.Page.GetByRole(AriaRole.Article, new() { Name = officer.Say<ChannelsText>("network" + network), Exact = true }).Filter(new() { HasText = handle });
}
