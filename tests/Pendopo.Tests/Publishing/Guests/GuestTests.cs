using System.Net;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Backups.Erasures;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Campaigns;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Guests;
using Pendopo.Publishing.Posts;
using Pendopo.Publishing.Publications;
using Pendopo.Publishing.Reviews;
using Pendopo.Safety.Consents;
using Pendopo.Safety.Contracts;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Publishing.Guests;

public abstract class GuestTests(TestApp app) : PublishingTests(app)
{
    private static readonly Dictionary<string, string> Me = new() { ["Form.Name"] = "dr. Ratna Dewi", ["Form.Email"] = "ratna@rs.example" };

    [Fact]
    public async Task A_guest_reads_one_campaign_says_who_they_are_comments_and_is_answered()
    {
        var (campaign, post) = await Campaign();
        var page = await Invite(campaign, "dr. Ratna");
        using var guest = App.Anonymous();
        var html = await guest.GetStringAsync(page);
        html.ShouldContain("Posyandu Maret");
        html.ShouldContain("Sebut hari dan tempat.");
        html.ShouldContain($"{page}/posts/{post.Id}");
        new HtmlParser().ParseDocument(html).QuerySelector("textarea").ShouldBeNull();
        (await guest.Send(html, "who", new() { ["Form.Name"] = "", ["Form.Email"] = "no" }, page)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await guest.Send(html, "who", Me, page)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var about = $"{page}/posts/{post.Id}";
        (await guest.Send(await guest.GetStringAsync(about), "say", new() { ["Form.Text"] = "Tambahkan jam <b>buka</b>.", ["Form.Act"] = "comment" }, about)).Headers.Location!.ToString().ShouldEndWith("done=commented");
        using var officer = await App.Client("officer");
        var desk = $"/desk/campaigns/{campaign.Id}/guests";
        var seen = await officer.GetStringAsync(desk);
        seen.ShouldContain("Tambahkan jam &lt;b&gt;buka&lt;/b&gt;.");
        seen.ShouldContain("ratna@rs.example");
        var card = await Only(campaign);
        (await officer.Send(seen, $"answer-{card.Id}", new() { [$"Form.Text-{card.Id}"] = "Terima kasih, sudah ditambahkan." }, desk)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await guest.GetStringAsync(page)).ShouldContain("Terima kasih, sudah ditambahkan.");
        await using var scope = await App.ScopeOf("administrator");
        (await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<AuditEntry>().Where(entry => entry.Subject == $"guest:{card.Id}").Select(entry => entry.Act).ToListAsync())
            .ShouldBe(["guest.invited", "guest.introduced", "guest.commented", "guest.answered"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_quote_goes_into_a_post_only_under_its_consent_with_its_label_and_leaves_when_it_is_withdrawn()
    {
        var (campaign, _) = await Campaign();
        var page = await Invite(campaign, "Radio Suara", GuestKind.Partner, DisclosureLabel.Partnership);
        using var guest = App.Anonymous();
        await guest.Send(await guest.GetStringAsync(page), "who", Me, page);
        var asked = await guest.Send(await guest.GetStringAsync(page), "say", new() { ["Form.Text"] = "Datanglah ke posyandu.", ["Form.Act"] = "quote" }, page);
        var consent = new Uri(asked.Headers.Location!.ToString()).AbsolutePath;
        consent.ShouldStartWith("/@melati/consent/");
        var word = await Stage.As("officer", scope => scope.GetRequiredService<PendopoDb>().Set<GuestWord>().AsNoTracking().SingleAsync());
        (await Stage.As("officer", scope => scope.GetRequiredService<TakeQuote>().Run(word.Id, default))).Problems[0].Code.ShouldBe("NoConsentYet");
        await using (var scope = await App.Scope())
        {
            // As it stood before quotes were registered: the step of the upgrade finds it, and a second time nothing.
            var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
            var uses = db.Set<ConsentUse>().AcrossCentres().Where(use => use.Kind == "guest-quote");
            (await uses.ExecuteDeleteAsync()).ShouldBe(1);
            (await db.Database.ExecuteSqlRawAsync(QuoteUsesSchema.Register)).ShouldBe(1);
            (await db.Database.ExecuteSqlRawAsync(QuoteUsesSchema.Register)).ShouldBe(0);
            var use = await uses.AsNoTracking().SingleAsync();
            (use.Item, use.ConsentId, use.CentreId, use.Since).ShouldBe((word.Id.Value, word.ConsentId!.Value, word.CentreId, word.SaidAt));
        }
        await Agree(guest, consent);
        var post = (await Stage.As("officer", scope => scope.GetRequiredService<TakeQuote>().Run(word.Id, default))).Value;
        (post.Text, post.Words.Details.Partner).ShouldBe(("> Datanglah ke posyandu.\n>\n> — dr. Ratna Dewi", "Radio Suara"));
        post.Words.Details.Labels.ShouldBe([DisclosureLabel.Partnership]);
        await Stage.Edit(post.Id, words => words with { Title = "Kata mereka", Details = words.Details with { Labels = [] } });
        (await Stage.As("officer", scope => scope.GetRequiredService<SubmitPost>().Run(post.Id, "", default))).Problems[0].Code.ShouldBe("LabelMissing");
        await Stage.Edit(post.Id, words => words with { Details = words.Details with { Labels = [DisclosureLabel.Partnership] } });
        await Stage.Submit(post.Id);
        await Stage.Approve(post.Id);
        await Stage.Schedule(post.Id, null, ScriptedNetwork.Name);
        await App.RunJobs();
        var slug = (await Stage.Post(post.Id)).Slug;
        using var reader = App.Anonymous();
        (await reader.GetStringAsync($"/@melati/posts/{slug}")).ShouldContain("Kerja sama dengan Radio Suara");
        var mine = await guest.GetStringAsync(consent);
        var withdraw = new HtmlParser().ParseDocument(mine).QuerySelectorAll("input[name=_handler]").Select(field => field.GetAttribute("value")!).Single(name => name.StartsWith("withdraw-", StringComparison.Ordinal));
        (await guest.Send(mine, withdraw, [], consent)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await reader.GetAsync($"/@melati/posts/{slug}")).StatusCode.ShouldBe(HttpStatusCode.Gone);
    }

    [Fact]
    public async Task A_share_kit_has_a_text_that_fits_each_network_with_the_label_and_a_link_whose_clicks_the_campaign_shows()
    {
        var (campaign, post) = await Campaign();
        var page = await Invite(campaign, "Bu Lurah", GuestKind.Influencer, DisclosureLabel.Sponsored);
        using var guest = App.Anonymous();
        await guest.Send(await guest.GetStringAsync(page), "who", Me, page);
        var about = $"{page}/posts/{post.Id}";
        (await guest.GetStringAsync(about)).ShouldNotContain("/s/", Case.Sensitive, "not out yet");
        (await Stage.As("officer", scope => scope.GetRequiredService<ShareKits>().Make(page.Split('/')[^1], post.Id, default))).Problems[0].Code.ShouldBe("NotOutYet");
        await Stage.Schedule(post.Id, null);
        await App.RunJobs();
        (await guest.Send(await guest.GetStringAsync(about), "kit", [], about)).Headers.Location!.ToString().ShouldEndWith("done=kit");
        var kit = new HtmlParser().ParseDocument(await guest.GetStringAsync(about));
        var link = kit.QuerySelector("a.address")!.GetAttribute("href")!;
        var texts = kit.QuerySelectorAll("pre.preview").Select(text => text.TextContent).ToList();
        texts.Count.ShouldBe(7);
        texts.ShouldAllBe(text => text.StartsWith("Disponsori: Puskesmas Melati", StringComparison.Ordinal) && text.EndsWith(link, StringComparison.Ordinal));
        texts.Min(text => text.Length).ShouldBeLessThanOrEqualTo(280);
        using var reader = App.Anonymous();
        reader.DefaultRequestHeaders.UserAgent.ParseAdd("Mozilla/5.0 (Android)");
        foreach (var _ in Enumerable.Range(0, 3))
            (await reader.GetAsync(new Uri(link).AbsolutePath)).Headers.Location!.ToString().ShouldEndWith($"/@melati/posts/{(await Stage.Post(post.Id)).Slug}");
        (await Stage.As("officer", scope => scope.GetRequiredService<GuestDesk>().All(campaign.Id, default)))[0].Clicks.ShouldBe(3);
        using var officer = await App.Client("officer");
        (await officer.GetStringAsync($"/desk/campaigns/{campaign.Id}")).ShouldContain("dibuka 3 kali");
    }

    [Fact]
    public async Task A_link_that_is_past_closed_or_of_another_centre_opens_nothing()
    {
        var (campaign, post) = await Campaign();
        var page = await Invite(campaign, "dr. Ratna");
        using var guest = App.Anonymous();
        (await guest.GetAsync(page.Replace("@melati", "@kenanga", StringComparison.Ordinal))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var line = await Only(campaign);
        (await Stage.As("clinician", scope => scope.GetRequiredService<InviteGuest>().Revoke(line.Id, default))).Problems[0].Code.ShouldBe("MayNotInvite");
        await using (var kenanga = await App.ScopeOf("officer@kenanga", "kenanga"))
            (await kenanga.ServiceProvider.GetRequiredService<InviteGuest>().Revoke(line.Id, default)).IsNotFound.ShouldBeTrue();
        App.Clock.Advance(TimeSpan.FromDays(80));
        foreach (var path in new[] { page, $"{page}/posts/{post.Id}" })
            (await guest.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await Stage.As("officer", scope => scope.GetRequiredService<InviteGuest>().Extend(line.Id, new(2026, 12, 1), default))).Problems.ShouldBeEmpty();
        (await guest.GetAsync(page)).StatusCode.ShouldBe(HttpStatusCode.OK);
        await Stage.As("officer", scope => scope.GetRequiredService<InviteGuest>().Revoke(line.Id, default));
        foreach (var path in new[] { page, $"{page}/posts/{post.Id}" })
            (await guest.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task What_is_not_shared_held_by_the_guard_or_moved_away_stays_unseen()
    {
        var (campaign, post) = await Campaign();
        var other = await Stage.Draft(PublishingStage.Words("Draf rahasia"));
        await Stage.As("officer", scope => scope.GetRequiredService<JoinCampaign>().Run(other.Id, campaign.Id, default));
        var page = await Invite(campaign, "dr. Ratna");
        using var guest = App.Anonymous();
        (await guest.GetStringAsync(page)).ShouldNotContain("Draf rahasia");
        (await guest.GetAsync($"{page}/posts/{other.Id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await Stage.Edit(post.Id, words => words with { Text = "Ibu Siti, NIK 3301020304050607, sudah sembuh." });
        (await guest.GetStringAsync(page)).ShouldNotContain(post.Title);
        (await guest.GetAsync($"{page}/posts/{post.Id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await Stage.Edit(post.Id, words => words with { Text = "Semua sehat." });
        (await guest.GetAsync($"{page}/posts/{post.Id}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await Stage.As("officer", scope => scope.GetRequiredService<JoinCampaign>().Run(post.Id, null, default));
        (await guest.GetAsync($"{page}/posts/{post.Id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_guest_who_opened_their_link_gets_nothing_from_any_route_that_is_not_open()
    {
        var (campaign, _) = await Campaign();
        var page = await Invite(campaign, "dr. Ratna");
        var secret = page.Split('/')[^1];
        using var guest = App.Anonymous();
        await guest.Send(await guest.GetStringAsync(page), "who", Me, page);
        var shut = App.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(route => route.Metadata.GetMetadata<StaticAssetDescriptor>() is null && route.Metadata.GetMetadata<IAllowAnonymous>() is null && (route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]).Contains("GET"))
            .Select(route => "/" + route.RoutePattern.RawText!.TrimStart('/')).Where(pattern => !pattern.Contains("{**", StringComparison.Ordinal)).Distinct().ToList();
        shut.Count.ShouldBeGreaterThan(100);
        foreach (var pattern in shut)
        {
            // Every hole is filled with what a guest knows: the number of their campaign, else their secret.
            var path = string.Join('/', pattern.Split('/').Select(part => !part.Contains('{', StringComparison.Ordinal) ? part : part.Contains("guid", StringComparison.Ordinal) || part.Contains("id}", StringComparison.Ordinal) ? campaign.Id.ToString() : part is "{At}" or "{at}" ? "@melati" : part.Contains("int", StringComparison.Ordinal) ? "1" : secret));
            var answer = await guest.GetAsync(path);
            var refused = (int)answer.StatusCode is 401 or 403 or 404 or 405 || answer.Headers.Location?.ToString().Contains("/sign-in", StringComparison.Ordinal) == true;
            refused.ShouldBeTrue($"{pattern} as {path}: {(int)answer.StatusCode} {answer.Headers.Location}");
        }
    }

    [Fact]
    public async Task A_guest_who_is_erased_leaves_no_name_no_words_and_no_way_in()
    {
        var (campaign, _) = await Campaign();
        var page = await Invite(campaign, "dr. Ratna");
        using var guest = App.Anonymous();
        await guest.Send(await guest.GetStringAsync(page), "who", Me, page);
        await guest.Send(await guest.GetStringAsync(page), "say", new() { ["Form.Text"] = "Halo.", ["Form.Act"] = "comment" }, page);
        await using (var scope = await App.ScopeOf("administrator"))
        {
            var erasure = scope.ServiceProvider.GetServices<IOutsiderErasure>().OfType<GuestErasure>().Single();
            var found = (await erasure.Known("ratna@rs.example", default)).ShouldHaveSingleItem();
            await erasure.Erase(found, default);
            await scope.ServiceProvider.GetRequiredService<PendopoDb>().SaveChangesAsync();
        }
        var line = await Only(campaign);
        (line.Name, line.Email, line.Called, line.SecretSealed).ShouldBe(("", "", "", ""));
        (await guest.GetAsync(page)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await Stage.As("officer", scope => scope.GetRequiredService<PendopoDb>().Set<GuestWord>().AsNoTracking().SingleAsync())).Text.ShouldBe("");
        using var officer = await App.Client("officer");
        (await officer.GetAsync($"/desk/campaigns/{campaign.Id}/guests")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private static async Task Agree(HttpClient guest, string consent)
    {
        var html = await guest.GetStringAsync(consent);
        var form = new HtmlParser().ParseDocument(html);
        var typed = new List<KeyValuePair<string, string>> { new("Form.Pin", "135790") };
        foreach (var field in form.QuerySelectorAll("form input[type=hidden]").DistinctBy(field => field.GetAttribute("name")))
            typed.Add(new(field.GetAttribute("name")!, field.GetAttribute("value") ?? ""));
        foreach (var choice in form.QuerySelectorAll("form input[type=checkbox][name^='Form.Channels']"))
            typed.Add(new(choice.GetAttribute("name")!, choice.GetAttribute("value")!));
        foreach (var group in form.QuerySelectorAll("form input[type=radio]").GroupBy(field => field.GetAttribute("name")!))
            typed.Add(new(group.Key, group.Select(field => field.GetAttribute("value")!).FirstOrDefault(value => value is "yes") ?? group.First().GetAttribute("value")!));
        foreach (var field in form.QuerySelectorAll("form select[name^='Form.Naming']"))
            typed.Add(new(field.GetAttribute("name")!, "FullName"));
        (await guest.PostAsync(consent, new FormUrlEncodedContent(typed))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    private async Task<(Campaign Campaign, Post Post)> Campaign()
    {
        var campaign = (await Stage.As("officer", scope => scope.GetRequiredService<KeepCampaign>().Run(new(null, new("Posyandu Maret", null, "Untuk ibu balita.\n\nSebut hari dan tempat.", new(2026, 3, 1), new(2026, 3, 31), new Dictionary<PostKind, int> { [PostKind.Tip] = 2 }), null), default))).Value;
        var post = await Stage.Approved();
        await Stage.As("officer", scope => scope.GetRequiredService<JoinCampaign>().Run(post.Id, campaign.Id, default));
        (await Stage.As("officer", scope => scope.GetRequiredService<SharePosts>().Run(campaign.Id, [post.Id], default))).Problems.ShouldBeEmpty();
        return (campaign, post);
    }

    private async Task<string> Invite(Campaign campaign, string called, GuestKind kind = GuestKind.Expert, DisclosureLabel? label = null)
    {
        using var officer = await App.Client("officer");
        var page = $"/desk/campaigns/{campaign.Id}/guests";
        (await officer.Send(await officer.GetStringAsync(page), "invite", new() { ["Form.Called"] = called, ["Form.Kind"] = kind.ToString(), ["Form.Discloses"] = label?.ToString() ?? "", ["Form.Until"] = "2026-04-30" }, page)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        return new Uri((await Stage.As("officer", scope => scope.GetRequiredService<GuestDesk>().All(campaign.Id, default))).Single(line => line.Guest.Called == called).Address!).AbsolutePath;
    }

    private Task<Guest> Only(Campaign campaign) =>
        Stage.As("officer", scope => scope.GetRequiredService<PendopoDb>().Set<Guest>().AsNoTracking().SingleAsync(guest => guest.CampaignId == campaign.Id));
}

[Collection("publishing on sqlite")]
public sealed class GuestsOnSqlite(SqliteApp app) : GuestTests(app);

[Collection("publishing on postgres")]
public sealed class GuestsOnPostgres(PostgresApp app) : GuestTests(app);
