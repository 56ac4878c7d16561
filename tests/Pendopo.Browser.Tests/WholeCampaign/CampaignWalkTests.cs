using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Pendopo.Browser.Tests.Harness;
using Pendopo.Inbox;
using Pendopo.Insights.Dashboard;
using Pendopo.Platform.People;
using Pendopo.Platform.Ui;
using Pendopo.Publishing;
using Pendopo.Publishing.Campaigns;
using Pendopo.Publishing.Guests;
using Pendopo.Publishing.Infographics;
using Pendopo.Publishing.Kinds;
using Pendopo.Publishing.Pool;
using Pendopo.Safety.Consents;
using static Microsoft.Playwright.Assertions;

namespace Pendopo.Browser.Tests.WholeCampaign;

/// <summary>A whole campaign, from its objective to what was learned, as an officer, a reviewer, a guest and the district take it in their
/// browsers: once in Indonesian on phones without scripts, once in English at the desk with the keys alone.</summary>
public sealed class CampaignWalkTests(CampaignHouse world) : IClassFixture<CampaignHouse>
{
    private const string Question = "Apakah gratis untuk semua umur?", Answer = "Ya, gratis untuk semua warga.", Village = "Dusun Ngemplak";

    [Theory]
    [InlineData("id", Walker.Phone, false, false)]
    [InlineData("en", 1280, true, true)]
    public async Task A_campaign_goes_from_its_objective_to_what_was_learned(string language, int width, bool scripts, bool keys)
    {
        try
        {
            await WalkAsync(new(language, width, scripts, keys), new(language));
        }
        catch (Exception stumble)
        {
            throw new InvalidOperationException($"{stumble.Message}{Environment.NewLine}The program logged:{Environment.NewLine}{string.Join(Environment.NewLine, world.House.Problems.Distinct())}", stumble);
        }
    }

    private async Task WalkAsync(Way way, WalkWords words)
    {
        await using var officer = await Walker.ArriveAsync(world.House, way, "officer");
        await using var reviewer = await Walker.ArriveAsync(world.House, way, "reviewer");
        await using var district = await Walker.ArriveAsync(world.House, way, "district-officer");
        await using var guest = await Walker.ArriveAsync(world.House, way, null);
        var campaign = await PlanAsync(officer, words);
        await ShareAsync(district, campaign);
        var (post, version) = await DrawAsync(officer, words);
        await officer.HandInAsync(post, words.Campaign);
        await officer.HandInAsync(version, words.Campaign);
        await CheckAsync(officer, reviewer, post, words);
        await reviewer.ApproveAsync(words.TitleEnglish);
        await WriteLocalAsync(officer, words);
        await reviewer.ApproveAsync(words.Local);
        var link = await InviteAsync(officer, campaign, post, words);
        await SpeakAsync(guest, link, words);
        await TakeQuoteAsync(officer, campaign, words);
        var note = await PublishAsync(officer, post, version, words);
        await TakeKitAsync(guest, link, words);
        await world.Sari.ReplyAsync(note, $"{Question} {words.Mark}");
        await AnswerAsync(officer, words);
        await TakeOverAsync(district, words);
        await LearnAsync(officer, campaign, words);
        (await world.Sari.ReceivedAsync("Create", contains: $"{Answer} {words.Mark}")).ShouldHaveSingleItem();
        foreach (var walker in new[] { officer, reviewer, district, guest })
            walker.HadNoTrouble();
    }

    /// <summary>The objective, and the campaign under it with its brief and plan: returns the campaign's address.</summary>
    private static async Task<string> PlanAsync(Walker officer, WalkWords words)
    {
        await officer.OpenAsync("/desk/campaigns");
        await officer.FollowAsync(officer.Say<CampaignText>("AddObjective"));
        await officer.FillAsync("Form.Title", words.Objective);
        await officer.FillAsync("Form.Target", "40");
        await officer.PressAsync(officer.Say<CampaignText>("Save"));
        await officer.IsToldAsync(officer.Say<CampaignText>("Done_objective"));
        await officer.FollowAsync(officer.Say<CampaignText>("AddCampaign"));
        await officer.FillAsync("Form.Name", words.Campaign);
        await officer.ChooseAsync("Form.Objective", words.Objective);
        await officer.FillAsync("Form.Brief", words.Brief);
        await officer.FillAsync("Form.PlanNotice", "1");
        await officer.FillAsync("Form.PlanInfographic", "2");
        await officer.PressAsync(officer.Say<CampaignText>("Save"));
        await officer.IsToldAsync(officer.Say<CampaignText>("Done_saved"));
        await officer.SeesAsync(words.Objective);
        return new Uri(officer.Page.Url).AbsolutePath;
    }

    private static async Task ShareAsync(Walker district, string campaign)
    {
        await district.OpenAsync(campaign);
        await district.PressAsync(district.Say<PoolText>("Share"));
        await district.SeesAsync(district.Say<PoolText>("IsShared"));
    }

    /// <summary>An infographic in both languages, and the post with its version that begin with it: returns their addresses.</summary>
    private static async Task<(string Post, string Version)> DrawAsync(Walker officer, WalkWords words)
    {
        await officer.OpenAsync("/desk/infographics");
        await officer.PickAsync("a[href$='template=points']");
        foreach (var (language, title, lines) in new[] { ("id", words.Title, "Minum obat setiap hari\nKurangi garam\nUkur tekanan darah"), ("en", words.TitleEnglish, "Take your medicine every day\nEat less salt\nMeasure your blood pressure") })
        {
            await officer.FillAsync($"Form.Title-{language}", title);
            await officer.FillAsync($"Form.Lines-{language}", lines);
            await officer.FillAsync($"Form.Source-{language}", "WHO, Hypertension");
        }
        await officer.PressAsync(officer.Say<InfographicText>("Save"));
        await officer.IsToldAsync(officer.Say<InfographicText>("Done_saved"));
        await Expect(officer.Page.Locator("figure.sheet img")).ToHaveCountAsync(2);
        await officer.PressAsync(officer.Say<InfographicText>("BeginPost"));
        await Expect(officer.Page.Locator("h1")).ToHaveTextAsync(words.Title);
        var version = await officer.Page.Locator("section[aria-labelledby=versions] .lines a").GetAttributeAsync("href");
        return (new Uri(officer.Page.Url).AbsolutePath, version!);
    }

    /// <summary>The reviewer asks for a change and approves what came of it.</summary>
    private static async Task CheckAsync(Walker officer, Walker reviewer, string post, WalkWords words)
    {
        await reviewer.OpenAsync("/desk");
        await reviewer.FollowAsync(words.Title);
        await reviewer.FillAsync("Form.Comment", words.Wish);
        await reviewer.PressAsync(reviewer.Say<PublishingText>("AskForChanges"));
        await reviewer.IsToldAsync(reviewer.Say<PublishingText>("Done_changes-asked"));
        await officer.OpenAsync(post);
        await officer.SeesAsync(words.Wish);
        await officer.FillAsync("Form.Summary", words.Summary);
        await officer.PressAsync(officer.Say<PublishingText>("SubmitForApproval"));
        await officer.IsToldAsync(officer.Say<PublishingText>("Done_submitted"));
        await reviewer.ApproveAsync(words.Title);
    }

    /// <summary>A post of which one word is each centre's own.</summary>
    private static async Task WriteLocalAsync(Walker officer, WalkWords words)
    {
        await officer.OpenAsync("/desk/posts/new");
        await officer.PressAsync(officer.Say<KindText>("BeginNotice"));
        await officer.FillAsync("Form.Title", words.Local);
        await officer.FillAsync("Form.Text", "Posbindu di {{dusun}} setiap Rabu pukul 08.00. Bawa kartu Anda.");
        await officer.PressAsync(officer.Say<PublishingText>("SaveDraft"));
        await officer.IsToldAsync(officer.Say<PublishingText>("Done_saved"));
        await officer.HandInAsync(new Uri(officer.Page.Url).AbsolutePath, words.Campaign);
    }

    private static async Task<string> InviteAsync(Walker officer, string campaign, string post, WalkWords words)
    {
        await officer.OpenAsync(campaign);
        await officer.FollowAsync(officer.Say<GuestText>("SeeGuests"));
        await officer.FillAsync("Form.Called", words.Guest);
        await officer.PressAsync(officer.Say<GuestText>("MakeLink"));
        await officer.IsToldAsync(officer.Say<GuestText>("Done_invited"));
        await officer.PickAsync($"input[name='Form.Posts'][value='{post.Split('/')[^1]}']");
        await officer.PressAsync(officer.Say<GuestText>("KeepShared"));
        await officer.IsToldAsync(officer.Say<GuestText>("Done_shared"));
        return new Uri((await officer.Page.Locator("dd.address").First.InnerTextAsync()).Trim()).AbsolutePath;
    }

    /// <summary>The guest sees the campaign and nothing else, says who they are, comments, and gives a quote under a consent of their own.</summary>
    private static async Task SpeakAsync(Walker guest, string link, WalkWords words)
    {
        await guest.OpenAsync("/desk/campaigns");
        guest.Page.Url.ShouldContain("/sign-in");
        await guest.OpenAsync(link);
        await Expect(guest.Page.Locator("h1")).ToHaveTextAsync(words.Campaign);
        await Expect(guest.Page.GetByText(words.Local)).ToHaveCountAsync(0);
        await guest.FillAsync("Form.Name", words.Guest);
        await guest.FillAsync("Form.Email", "tamu@rumahsakit.example");
        await guest.PressAsync(guest.Say<GuestText>("GoOn"));
        await guest.IsToldAsync(guest.Say<GuestText>("Done_named"));
        await guest.FollowAsync(words.Title);
        await guest.FillAsync("Form.Text", words.Comment);
        await guest.PressAsync(guest.Say<GuestText>("SendComment"));
        await guest.IsToldAsync(guest.Say<GuestText>("Done_commented"));
        await guest.FillAsync("Form.Text", words.Quote);
        await guest.PressAsync(guest.Say<GuestText>("SendQuote"));
        await guest.PickAsync("input[name^='Form.Answer'][value=yes]");
        await guest.FillAsync("Form.Pin", "260814");
        await guest.PressAsync(guest.Say<ConsentText>("SendAnswer"));
        await guest.IsToldAsync(guest.Say<ConsentText>("Done_answered"));
    }

    private static async Task TakeQuoteAsync(Walker officer, string campaign, WalkWords words)
    {
        await officer.OpenAsync(campaign + "/guests");
        await officer.SeesAsync(words.Comment);
        await officer.PressAsync(officer.Say<GuestText>("UseQuote"));
        await Expect(officer.Page.Locator("[name='Form.Text']").First).ToHaveValueAsync(new Regex(Regex.Escape(words.Quote)));
    }

    /// <summary>Both languages go out; the site shows them as one post, and Sari receives the picture. Returns the note's id.</summary>
    private async Task<string> PublishAsync(Walker officer, string post, string version, WalkWords words)
    {
        foreach (var path in new[] { version, post })
        {
            await officer.OpenAsync(path);
            await officer.PressAsync(officer.Say<PublishingText>("SendNow"));
            await officer.IsToldAsync(officer.Say<PublishingText>("Done_sending"));
        }
        foreach (var network in new[] { "site", "fediverse" })
        {
            var line = officer.Page.Locator("section[aria-labelledby=publications] li").Filter(new() { HasText = officer.Say<PublishingText>("Network_" + network) });
            await officer.Page.ShowsAsync(line.Locator(".chip").GetByText(officer.Say<UiText>("StateSent"), new() { Exact = true }));
        }
        var note = (await world.Sari.ReceivedAsync("Create", contains: words.Title)).ShouldHaveSingleItem().Activity.GetProperty("object");
        note.GetProperty("attachment").ToString().ShouldContain(words.Title);
        var page = await officer.Page.Locator("section[aria-labelledby=publications] a[href*='/posts/']").First.GetAttributeAsync("href");
        await using var reader = await Visitor.ArriveAsync(world.House);
        (await reader.OpenAsync(page!)).ShouldBe(200);
        await Expect(reader.Page.Locator("h1")).ToHaveTextAsync(words.Title);
        await reader.Page.Locator(".version-switch a[hreflang=en]").ClickAsync();
        await Expect(reader.Page.Locator("h1")).ToHaveTextAsync(words.TitleEnglish);
        reader.Faults.ShouldBeEmpty();
        return note.GetProperty("id").GetString()!;
    }

    /// <summary>The guest takes texts and a link of their own, and the link leads to the post.</summary>
    private static async Task TakeKitAsync(Walker guest, string link, WalkWords words)
    {
        await guest.OpenAsync(link);
        await guest.FollowAsync(words.Title);
        await guest.PressAsync(guest.Say<GuestText>("MakeKit"));
        await guest.IsToldAsync(guest.Say<GuestText>("Done_kit"));
        await guest.PickAsync("section[aria-labelledby=kit] a.address");
        await Expect(guest.Page.Locator("h1")).ToHaveTextAsync(words.Title);
        guest.Page.Url.ShouldContain("/posts/");
    }

    private static async Task AnswerAsync(Walker officer, WalkWords words)
    {
        await officer.OpenAsync("/desk/inbox");
        await officer.Page.ShowsAsync(officer.Page.Locator(".conversations a").Filter(new() { HasText = words.Mark }));
        await officer.PickAsync($".conversations a:has-text('{words.Mark}')");
        await officer.FillAsync("Form.Text", $"{Answer} {words.Mark}");
        await officer.PressAsync(officer.Say<InboxText>("SendAnswer"));
        await officer.SeesAsync(officer.Say<InboxText>("AnswerLeaves"));
    }

    /// <summary>The district takes the campaign over for another centre and says what is local there.</summary>
    private static async Task TakeOverAsync(Walker district, WalkWords words)
    {
        await district.OpenAsync("/me/centre");
        await district.PickAsync("input[value=kenanga]");
        await district.PressAsync(district.Say<PeopleText>("Choose"));
        await district.Page.WaitForURLAsync(url => !url.Contains("/me/centre", StringComparison.Ordinal));
        await district.OpenAsync("/desk/pool");
        await district.PressAsync(district.Say<PoolText>("TakeOver"), $".card:has-text('{words.Campaign}')");
        await district.FillAsync("Form.Local0", Village);
        await district.PressAsync(district.Say<PoolText>("FillIn"));
        await district.IsToldAsync(district.Say<CampaignText>("Done_saved"));
        await district.FollowAsync(words.Local);
        await Expect(district.Page.Locator("[name='Form.Text']").First).ToHaveValueAsync(new Regex(Village));
    }

    /// <summary>What was learned closes the campaign, and the dashboard shows the chain from the objective to the post.</summary>
    private static async Task LearnAsync(Walker officer, string campaign, WalkWords words)
    {
        await officer.OpenAsync(campaign);
        await officer.FillAsync("Form.Learned", words.Learned);
        await officer.PressAsync(officer.Say<CampaignText>("KeepLearned"));
        await officer.IsToldAsync(officer.Say<CampaignText>("Done_reviewed"));
        await officer.OpenAsync("/desk/figures");
        await officer.SeesAsync(words.Objective);
        await officer.PickAsync($"summary:has-text('{words.Campaign}')");
        await officer.FollowAsync(words.Title);
        await Expect(officer.Page.Locator("h1")).ToHaveTextAsync(words.Title);
        await Expect(officer.Page.Locator("#figures")).ToBeVisibleAsync();
    }
}
