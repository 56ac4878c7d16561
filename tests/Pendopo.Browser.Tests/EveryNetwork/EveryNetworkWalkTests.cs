using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Pendopo.Browser.Tests.Harness;
using Pendopo.Browser.Tests.WholeCampaign;
using Pendopo.Channels;
using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;
using Pendopo.Channels.WhatsApp;
using Pendopo.Inbox;
using Pendopo.Insights;
using Pendopo.Insights.Measures;
using Pendopo.Platform.Data;
using Pendopo.Platform.Ui;
using Pendopo.Publishing;
using Pendopo.Publishing.Calendar;
using Pendopo.Publishing.Kinds;
using Pendopo.Tests.StandIns.Wire;
using static Microsoft.Playwright.Assertions;

namespace Pendopo.Browser.Tests.EveryNetwork;

/// <summary>
/// One post with words of its own for eight networks: connected, previewed, approved by somebody else, sent, mended where it failed, heard, answered, measured and taken
/// back. What each preview showed is what came there, character for character. Once in Indonesian on a phone without scripts, once in English at the desk.
/// </summary>
public sealed class EveryNetworkWalkTests : IAsyncLifetime
{
    // A machine that does much else at once is slow, not wrong.
    private const int MostLooks = 120;

    private const string Title = "Imunisasi setiap Selasa dan Kamis", Refusal = "Content violates the professional community policies";

    // Each with what its network would change if it were not handed over with care.
    private static readonly IReadOnlyDictionary<string, string> Own = new Dictionary<string, string>
    {
        ["facebook"] = "Imunisasi Selasa & Kamis, 08.00–11.00.\n\nBawa buku KIA, \"kartu BPJS\" dan <b>sandal</b> ;-)\n---\nTanya di bawah ini. Bidan Ayu menjawab.",
        ["instagram"] = "Imunisasi Selasa & Kamis 💉\n.\n#imunisasi #puskesmas\n---\nJadwal lengkap ada di situs kami.",
        ["whatsapp"] = "Imunisasi Selasa pagi.\nBawa buku KIA & kartu.",
        ["telegram"] = "Jadwal <b>imunisasi</b> & posyandu: *Selasa* _dan_ Kamis [08.00](11.00)",
        ["mastodon"] = "Imunisasi: Selasa, Kamis. #imunisasi \\o/\n---\nBawa buku KIA 👶🏽",
        ["x"] = "Imunisasi Selasa & Kamis <08.00>\n---\nBawa buku KIA 👨‍👩‍👧",
        ["linkedin"] = "Imunisasi (tanpa biaya) untuk *semua* anak: {Selasa} [Kamis] | #imunisasi ~ 2 < 3 \\ 5\n---\nSiapa bertanya di sini dijawab.",
        ["threads"] = "Imunisasi Selasa & Kamis.\n\nTanya saja di bawah 🙂",
    };

    private Networks networks = null!;
    private LiveHouse house = null!;
    private HttpClient program = null!;

    public async Task InitializeAsync()
    {
        networks = await Networks.OpenAsync();
        house = await LiveHouse.StartAsync(Database.Sqlite, networks.Settings);
        program = new() { BaseAddress = new(house.Address) };
    }

    public async Task DisposeAsync()
    {
        program.Dispose();
        await house.DisposeAsync();
        await networks.DisposeAsync();
    }

    [Theory]
    [InlineData("id", Walker.Phone, false)]
    [InlineData("en", 1280, true)]
    public async Task A_post_stands_on_eight_networks_as_its_previews_said_and_is_heard_answered_measured_and_taken_back(string language, int width, bool scripts)
    {
        try
        {
            await WalkAsync(new(language, width, scripts, Keys: false));
        }
        catch (Exception stumble)
        {
            throw new InvalidOperationException($"{stumble.Message}{Environment.NewLine}The program logged:{Environment.NewLine}{string.Join(Environment.NewLine, house.Problems.Distinct())}", stumble);
        }
    }

    private async Task WalkAsync(Way way)
    {
        await using var officer = await Walker.ArriveAsync(house, way, "officer");
        await using var reviewer = await Walker.ArriveAsync(house, way, "reviewer");
        await officer.ConnectAllAsync(networks, program);
        await officer.TryAndUndoAsync("telegram", "@melati_sehat");
        var channels = await ChannelsAsync();
        var post = await ComposeAsync(officer, channels);
        networks.LinkedIn.Misbehave("POST posts", WireFault.Refused);
        var previews = await ApproveAsync(reviewer, post, channels);
        await MendAsync(officer, post);
        await ArrivesAsync(officer, post, previews);
        var asked = await AskAsync(channels);
        var conversations = await AnswerAsync(officer, asked);
        await HideAsync(officer, conversations["facebook"], asked["facebook"]);
        await MeasureAsync(officer, post, way.Scripts);
        await RecallAsync(officer, post, previews);
        officer.HadNoTrouble(networks.Doors);
        reviewer.HadNoTrouble();
    }

    private async Task<IReadOnlyDictionary<string, Channel>> ChannelsAsync()
    {
        await using var scope = await house.ScopeOfAsync("melati");
        var all = await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Channel>().Where(row => row.State == ChannelState.Connected).ToListAsync();
        return all.Where(row => Own.ContainsKey(row.Network)).ToDictionary(row => row.Network);
    }

    /// <summary>Written once, with a picture, and with words of its own for each network: returns the post's address.</summary>
    private static async Task<string> ComposeAsync(Walker officer, IReadOnlyDictionary<string, Channel> channels)
    {
        channels.Keys.ShouldBe(Own.Keys, ignoreOrder: true);
        await officer.OpenAsync("/desk/posts/new");
        await officer.PressAsync(officer.Say<KindText>("BeginTip"));
        await officer.FillAsync("Form.Title", Title);
        await officer.FillAsync("Form.Summary", "Pukul 08.00 sampai 11.00 di puskesmas.");
        await officer.FillAsync("Form.Text", "Bawa **buku KIA**. Datang lebih pagi agar tidak antre lama.");
        await officer.PressAsync(officer.Say<PublishingText>("SaveDraft"));
        await officer.IsToldAsync(officer.Say<PublishingText>("Done_saved"));
        var post = new Uri(officer.Page.Url).AbsolutePath;
        await AddPictureAsync(officer);
        foreach (var (network, words) in Own)
        {
            await officer.OpenAsync(post);
            var form = $"Form.OwnText-{channels[network].Id}";
            for (var closed = officer.Page.Locator($"details:has([name='{form}']):not([open]) > summary"); await closed.CountAsync() > 0;)
                await closed.First.ClickAsync();
            await officer.FillAsync(form, words);
            await officer.PressAsync(officer.Say<PublishingText>("KeepOwnText"), $"form:has([name='{form}'])");
            await officer.IsToldAsync(officer.Say<PublishingText>("Done_own-text"));
        }
        await officer.PressAsync(officer.Say<PublishingText>("SendWhenApproved"));
        await officer.IsToldAsync(officer.Say<PublishingText>("Done_scheduled"));
        await officer.PressAsync(officer.Say<PublishingText>("SubmitForApproval"));
        await officer.IsToldAsync(officer.Say<PublishingText>("Done_submitted"));
        return post;
    }

    private static async Task AddPictureAsync(Walker officer)
    {
        await officer.PickAsync("details:has([name='Form.Picture']) > summary");
        await officer.Page.Locator("input[type=file][name='Form.Picture']").SetInputFilesAsync(new FilePayload { Name = "imunisasi.png", MimeType = "image/png", Buffer = Walk.PostSteps.Picture });
        await officer.FillAsync("Form.PictureAlt", "Bidan Ayu menimbang seorang anak");
        await officer.PickAsync("[name='Form.Shows'][value='Nobody']");
        await officer.PressAsync(officer.Say<PublishingText>("AddPicture"));
        await officer.IsToldAsync(officer.Say<PublishingText>("Done_picture"));
    }

    /// <summary>Somebody else reads the previews and approves: returns what each showed, part by part.</summary>
    private static async Task<Dictionary<string, IReadOnlyList<string>>> ApproveAsync(Walker reviewer, string post, IReadOnlyDictionary<string, Channel> channels)
    {
        await reviewer.OpenAsync(post);
        var previews = new Dictionary<string, IReadOnlyList<string>>();
        foreach (var (network, channel) in channels)
        {
            var named = $"{reviewer.Say<PublishingText>("Network_" + network)} ({channel.Handle})";
            var card = reviewer.Page.Locator("section[aria-labelledby=previews] details.card").Filter(new() { Has = reviewer.Page.Locator("summary b").GetByText(named, new() { Exact = true }) });
            previews[network] = await card.Locator("pre.preview").AllTextContentsAsync();
        }
        await reviewer.ApproveAsync(Title);
        return previews;
    }

    /// <summary>What LinkedIn refused stands on the calendar with its reason, and goes out after one press.</summary>
    private async Task MendAsync(Walker officer, string post)
    {
        await officer.OpenAsync(post);
        await officer.Page.ShowsAsync(Line(officer, "linkedin").Locator(".chip").GetByText(officer.Say<UiText>("StateFailed"), new() { Exact = true }));
        await officer.OpenAsync("/desk/calendar");
        await officer.SeesAsync(officer.Say<CalendarText>("NeedYou", 1));
        await officer.SeesAsync(officer.Say<PublishingText>("Trouble_Refused", Refusal));
        networks.Received("linkedin").ShouldBeEmpty();
        await officer.PressAsync(officer.Say<CalendarText>("RetryNamed", $"{officer.Say<PublishingText>("Network_linkedin")} (Puskesmas Melati)", Title));
        await Expect(officer.Page.GetByText(Refusal)).ToHaveCountAsync(0);
    }

    private async Task ArrivesAsync(Walker officer, string post, Dictionary<string, IReadOnlyList<string>> previews)
    {
        await officer.OpenAsync(post);
        foreach (var network in Own.Keys)
            await officer.Page.ShowsAsync(Line(officer, network).Locator(".chip").GetByText(officer.Say<UiText>("StateSent"), new() { Exact = true }));
        // A message of WhatsApp leaves by a job of its own.
        await officer.OpenAsync("/desk/whatsapp/sendings");
        await officer.Page.ShowsAsync(officer.Page.Locator(".chip").GetByText(officer.Say<WhatsAppText>("Broadcast_Done"), new() { Exact = true }).Nth(1));
        foreach (var network in Own.Keys)
            networks.Received(network).ShouldBe(previews[network], network);
    }

    /// <summary>Somebody asks on every network: returns what each knows the question by.</summary>
    private async Task<Dictionary<string, string>> AskAsync(IReadOnlyDictionary<string, Channel> channels)
    {
        var asked = new Dictionary<string, string>();
        foreach (var network in Own.Keys)
            asked[network] = await networks.AskAsync(network, program, $"/hooks/whatsapp/{channels["whatsapp"].Id}");
        return asked;
    }

    /// <summary>Each question is answered from the inbox: returns where its conversation stands.</summary>
    private async Task<Dictionary<string, string>> AnswerAsync(Walker officer, Dictionary<string, string> asked)
    {
        var conversations = new Dictionary<string, string>();
        await HearAsync();
        foreach (var network in Own.Keys)
        {
            conversations[network] = await FindAsync(officer, network);
            await officer.FillAsync("Form.Text", Said(network));
            await officer.PressAsync(officer.Say<InboxText>("SendAnswer"));
            await officer.SeesAsync(officer.Say<InboxText>("AnswerLeaves"));
        }
        foreach (var network in Own.Keys)
        {
            await officer.OpenAsync(conversations[network]);
            await officer.Page.ShowsAsync(officer.Page.Locator(".message-answer").Filter(new() { HasText = Said(network) }).GetByText(officer.Say<InboxText>("StateSent"), new() { Exact = true }));
            // Outside opening hours the house has answered, too.
            networks.Answers(network, asked[network]).Where(words => words.Contains(Said(network), StringComparison.Ordinal)).ShouldHaveSingleItem(network);
        }
        return conversations;
    }

    private static string Said(string network) => $"Sampai pukul 11.00, juga untuk {network}.";

    private async Task<string> FindAsync(Walker officer, string network)
    {
        var asked = officer.Page.Locator(".conversations a").Filter(new() { HasText = Networks.Question(network) });
        await officer.OpenAsync("/desk/inbox");
        for (var look = 0; look < MostLooks && await asked.CountAsync() == 0; look++)
        {
            await HearAsync();
            await officer.OpenAsync("/desk/inbox");
        }
        await asked.First.ClickAsync();
        await Expect(officer.Page.Locator(".message-heard").First).ToContainTextAsync(Networks.Question(network));
        return new Uri(officer.Page.Url).AbsolutePath;
    }

    /// <summary>Asks those that are asked, as on the day they were connected: some are asked every quarter of an hour, and nobody waits for that here.</summary>
    private async Task HearAsync()
    {
        await using (var scope = await house.ScopeOfAsync("melati"))
            await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Channel>().Where(row => row.Network != "telegram").ExecuteUpdateAsync(set => set.SetProperty(row => row.Cursor, (string?)null));
        await house.HurryAsync(new HearAll());
    }

    /// <summary>A comment is hidden on its network, and the inbox says by whom.</summary>
    private async Task HideAsync(Walker officer, string conversation, string comment)
    {
        await officer.OpenAsync(conversation);
        await officer.PickAsync(".message-heard details.more summary");
        await officer.PressAsync(officer.Say<InboxText>("ActHide"));
        networks.Meta.Page.Talk.Comments[comment].Hidden.ShouldBeTrue();
    }

    /// <summary>What each network tells, and no zero where one tells nothing.</summary>
    private async Task MeasureAsync(Walker officer, string post, bool scripts)
    {
        var read = networks.WhatsApp.Accepted.First(message => message.Type == "template");
        networks.WhatsApp.Delivers(read.Id);
        networks.WhatsApp.Reads(read.Id);
        var channels = await ChannelsAsync();
        await networks.WhatsApp.Webhooks.Deliver(program, $"/hooks/whatsapp/{channels["whatsapp"].Id}");
        await house.HurryAsync(new MeasureAll());
        await officer.OpenAsync(post);
        foreach (var (network, views) in new[] { ("facebook", "120"), ("instagram", "130"), ("x", "310"), ("linkedin", "210"), ("threads", "210") })
            await officer.Page.ShowsAsync(Views(officer, network).Filter(new() { HasTextRegex = new($"^\\s*{views}\\s*$") }));
        await Expect(Views(officer, "telegram")).ToHaveTextAsync(officer.Say<InsightsText>("Unknown"));
        if (scripts)
            (await Axe.LookAsync(officer.Page)).ShouldBeEmpty();
    }

    /// <summary>Gone where the network lets a program do it; else the steps for a person stand there.</summary>
    private async Task RecallAsync(Walker officer, string post, Dictionary<string, IReadOnlyList<string>> previews)
    {
        await officer.OpenAsync(post);
        await officer.PickAsync($"summary:has-text('{officer.Say<PublishingText>("RecallPost")}')");
        await officer.FillAsync("Form.Reason", "Jadwalnya berubah.");
        await officer.PressAsync(officer.Say<PublishingText>("RecallPost"));
        await officer.IsToldAsync(officer.Say<PublishingText>("Done_recalled"));
        foreach (var network in Own.Keys)
        {
            var stays = network is "instagram" or "whatsapp";
            await officer.Page.ShowsAsync(network switch
            {
                "instagram" => Line(officer, network).Locator("ol li"),
                "whatsapp" => Line(officer, network).GetByText(officer.Say<WhatsAppText>("CannotTakeBack", 1)),
                _ => Line(officer, network).Locator(".chip").GetByText(officer.Say<UiText>("StateRecalled"), new() { Exact = true }),
            });
            networks.Received(network).Contains(previews[network][0]).ShouldBe(stays, network);
        }
    }

    private static ILocator Line(Walker reader, string network) =>
        reader.Page.Locator("section[aria-labelledby=publications] li").Filter(new() { Has = reader.Page.Locator("b", new() { HasTextRegex = new($"^{reader.Say<PublishingText>("Network_" + network)} \\(") }) });

    private static ILocator Views(Walker reader, string network) =>
        reader.Page.Locator("#figures tbody tr").Filter(new() { Has = reader.Page.Locator("th", new() { HasTextRegex = new($"^\\s*{reader.Say<InsightsText>("network" + network)} ") }) })
            .Locator($"td[data-label='{reader.Say<InsightsText>("Views")}']");
}
