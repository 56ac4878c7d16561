using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Community.Licences;
using Pendopo.Community.Members;
using Pendopo.Community.Messages;
using Pendopo.Community.News;
using Pendopo.Community.Reports;
using Pendopo.Community.Worries;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;
using Pendopo.Safety.Contracts;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Community;

/// <summary>What members write to each other: by consent, between two, and ended by either.</summary>
public abstract class MessageTests(TestApp app) : AppTests(app)
{
    [Fact]
    public async Task One_asks_once_and_who_is_asked_decides()
    {
        using var joko = await App.Client("caregiver");
        using var sari = await App.Client("member");
        var (to, from) = (await HandleOf("Bu Sari"), await HandleOf("Pak Joko"));
        (await (await joko.Submit($"/square/messages/{to}", "write", ("Form.Text", new string('a', 501)))).Content.ReadAsStringAsync()).ShouldContain("paling banyak 500");
        (await joko.Submit($"/square/messages/{to}", "write", ("Form.Text", "Bolehkah saya bertanya tentang resepnya?"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await Write(joko, to, "Halo? Apakah terbaca?")).ShouldBe("WaitsForThem");
        (await joko.GetStringAsync("/square/messages")).ShouldContain("Menunggu");
        (await sari.GetStringAsync("/square/news")).ShouldContain("Pak Joko ingin berkirim pesan dengan Anda");
        var list = await sari.Page("/square/messages");
        list.QuerySelector("section[aria-labelledby=asked]")!.TextContent.ShouldContain("Bolehkah saya bertanya");
        list.QuerySelector("section[aria-labelledby=talks]")!.TextContent.ShouldNotContain("Pak Joko", Case.Sensitive, "a request stands apart");
        list.Body!.TextContent.ShouldContain("tidak dienkripsi ujung ke ujung");
        (await sari.GetFromJsonAsync<JsonElement>($"/api/v1/square/messages/{from}")).GetProperty("standing").GetString().ShouldBe("Asked");
        await sari.Submit($"/square/messages/{from}", "answer", ("Agrees", "false"));
        (await sari.GetStringAsync("/square/messages")).ShouldNotContain("Bolehkah");
        (await sari.GetStringAsync("/square/news")).ShouldNotContain("Pak Joko ingin");
        (await joko.GetFromJsonAsync<JsonElement>($"/api/v1/square/messages/{to}")).GetProperty("standing").GetString().ShouldBe("Waits", "who asked reads the same as before");
        (await Write(joko, to, "Masih di sana?")).ShouldBe("WaitsForThem");
        (await sari.GetStringAsync($"/square/messages/{from}")).ShouldContain("Tanyakan dahulu");
        (await Write(sari, from, "Maaf baru sempat, silakan.")).ShouldBeNull("writing oneself is consent");
        var key = Guid.CreateVersion7();
        foreach (var _ in new[] { 1, 2 })
            (await joko.PostAsJsonAsync($"/api/v1/square/messages/{to}", new { text = "Terima kasih, Bu.", key })).StatusCode.ShouldBe(HttpStatusCode.Created);
        (await Texts(sari, from)).ShouldBe(["Bolehkah saya bertanya tentang resepnya?", "Maaf baru sempat, silakan.", "Terima kasih, Bu."], "a form that comes twice is said once");
        (await sari.GetStringAsync("/square/news")).ShouldContain("Pak Joko mengirim pesan kepada Anda");
        await sari.DeleteAsync($"/api/v1/square/messages/{from}");
        ((await Texts(sari, from)).Count, (await Texts(joko, to)).Count).ShouldBe((0, 3), "taken out of one's own sight alone");
        await joko.DeleteAsync($"/api/v1/square/messages/{to}");
        (await Count<SquareMessage>()).ShouldBe(0, "what neither sees any more is erased");
    }

    [Fact]
    public async Task Two_who_ask_each_other_at_once_have_one_correspondence()
    {
        using var joko = await App.Client("caregiver");
        using var sari = await App.Client("member");
        var (to, from) = (await HandleOf("Bu Sari"), await HandleOf("Pak Joko"));
        (await Task.WhenAll(Write(joko, to, "Halo Bu Sari"), Write(sari, from, "Halo Pak Joko"))).ShouldAllBe(refused => refused == null);
        (await Count<Correspondence>()).ShouldBe(1);
        (await Texts(sari, from)).ShouldBe(["Halo Bu Sari", "Halo Pak Joko"], ignoreOrder: true);
        (await Texts(sari, from)).ShouldBe(await Texts(joko, to));
    }

    [Fact]
    public async Task Who_takes_a_first_message_back_asks_again_and_is_told_nothing_by_it()
    {
        using var joko = await App.Client("caregiver");
        using var sari = await App.Client("member");
        var (to, from) = (await HandleOf("Bu Sari"), await HandleOf("Pak Joko"));
        await Write(joko, to, "Halo Bu Sri");
        await TakeBack(joko, to);
        (await joko.Page($"/square/messages/{to}")).QuerySelector("textarea").ShouldNotBeNull();
        (await Write(joko, to, "Halo Bu Sari")).ShouldBeNull();
        (await Write(joko, to, "Bu?")).ShouldBe("WaitsForThem");
        (await Texts(sari, from)).ShouldBe(["Halo Bu Sari"]);
        await sari.Submit($"/square/messages/{from}", "answer", ("Agrees", "false"));
        await TakeBack(joko, to);
        (await Write(joko, to, "Tolong dibaca, Bu.")).ShouldBeNull("as if nothing had been answered");
        (await joko.GetFromJsonAsync<JsonElement>($"/api/v1/square/messages/{to}")).GetProperty("standing").GetString().ShouldBe("Waits");
        (await Texts(sari, from)).ShouldBeEmpty();
        (await sari.GetStringAsync("/square/news")).ShouldNotContain("Pak Joko ingin");
        (await Count<Correspondence>()).ShouldBe(1);
    }

    [Fact]
    public async Task Nobody_reaches_a_name_of_a_group_a_professional_a_child_or_who_does_not_wish_it()
    {
        using var joko = await App.Client("caregiver");
        (await Write(joko, await HandleOf("Langit Sore"), "Siapa Anda sebenarnya?")).ShouldBe("OtherName");
        (await joko.GetStringAsync($"/square/messages/{await HandleOf("Langit Sore")}")).ShouldContain("akan menunjukkan siapa orangnya");
        (await joko.GetStringAsync($"/square/people/{await HandleOf("Langit Sore")}")).ShouldNotContain("/square/messages/");
        await Badge("Ners Komang");
        var nurse = await HandleOf("Ners Komang");
        (await Write(joko, nurse, "Suster, kaki saya bengkak.")).ShouldBe("AskNurse");
        (await joko.Page($"/square/people/{nurse}")).QuerySelectorAll("main a").Select(link => link.TextContent).ShouldContain("Tanya perawat");
        using var komang = await App.Client("clinician");
        (await Write(komang, await HandleOf("Pak Joko"), "Bagaimana kakinya?")).ShouldBe("ProfessionalsWriteNone");
        using var sari = await App.Client("member");
        (await sari.PutAsJsonAsync("/api/v1/square/messages", new { mayAsk = false })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await Write(joko, await HandleOf("Bu Sari"), "Halo")).ShouldBe("TakesNone");
        await using (var scope = await App.Scope())
            await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Member>().AcrossCentres().Where(row => row.PersonId == App.PersonOf("kader").Result.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.Guardian, "Pak Darto"));
        (await Write(joko, await HandleOf("Bu Yanti"), "Halo")).ShouldBe("TakesNone", "that somebody is under the age is not told");
        (await Shape(joko, "Bu Yanti")).ShouldBe(await Shape(joko, "Bu Sari"), "nor shown");
        using var yanti = await App.Client("kader");
        (await Write(yanti, await HandleOf("Pak Joko"), "Halo")).ShouldBe("YoungWriteNone");
        (await Count<SquareMessage>()).ShouldBe(0);
    }

    [Fact]
    public async Task A_block_ends_it_for_both_and_who_is_blocked_learns_nothing()
    {
        using var joko = await App.Client("caregiver");
        using var sari = await App.Client("member");
        var (to, from) = (await HandleOf("Bu Sari"), await HandleOf("Pak Joko"));
        await Write(joko, to, "Boleh bertanya?");
        await Write(sari, from, "Boleh.");
        var before = (await joko.Page($"/square/people/{to}")).QuerySelector("main")!.TextContent;
        await sari.Submit($"/square/messages/{from}", "end", ("Act", "block"));
        (await Write(joko, to, "Kenapa diam?")).ShouldBeNull();
        (await Texts(joko, to)).ShouldBe(["Boleh bertanya?", "Boleh.", "Kenapa diam?"]);
        (await joko.GetFromJsonAsync<JsonElement>($"/api/v1/square/messages/{to}")).GetProperty("standing").GetString().ShouldBe("Open");
        (await joko.Page($"/square/people/{to}")).QuerySelector("main")!.TextContent.ShouldBe(before, "nothing of it is seen");
        (await sari.GetAsync($"/square/messages/{from}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await sari.PostAsJsonAsync($"/api/v1/square/messages/{from}", new { text = "Halo" })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        foreach (var page in new[] { "/square/messages", "/square/news", "/api/v1/square/messages" })
            (await sari.GetStringAsync(page)).ShouldNotContain("Joko");
        await sari.DeleteAsync($"/api/v1/square/people/{from}/silence");
        (await Texts(sari, from)).ShouldBe(["Boleh bertanya?", "Boleh."], "what was written meanwhile never comes");
    }

    [Fact]
    public async Task A_reported_message_is_read_by_who_answers_for_safety_alone()
    {
        using var joko = await App.Client("caregiver");
        using var sari = await App.Client("member");
        var (to, from) = (await HandleOf("Bu Sari"), await HandleOf("Pak Joko"));
        await Write(joko, to, "Kirim foto KTP Ibu, nanti saya beri hadiah.");
        var id = (await sari.GetFromJsonAsync<JsonElement>($"/api/v1/square/messages/{from}")).GetProperty("messages")[0].GetProperty("id").GetGuid();
        using var yanti = await App.Client("kader");
        (await yanti.GetAsync($"/square/messages/{from}/{id}/report")).StatusCode.ShouldBe(HttpStatusCode.NotFound, "only who sees it reports it");
        (await joko.PostAsJsonAsync($"/api/v1/square/messages/{to}/{id}/reports", new { reason = "Selling" })).StatusCode.ShouldBe(HttpStatusCode.NotFound, "nor who wrote it");
        (await (await sari.Submit($"/square/messages/{from}/{id}/report", "report", ("Form.Reason", "Privacy"))).Content.ReadAsStringAsync()).ShouldContain("laporan sudah diterima");
        await Write(sari, from, "Tidak, Pak. Jangan begitu.");
        var report = await Report();
        using var sekar = await App.Client("moderator");
        (await sekar.GetAsync($"/desk/square/reports/{report}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        foreach (var page in new[] { "/desk/square/reports", "/api/v1/square/reports", "/desk" })
            (await sekar.GetStringAsync(page)).ShouldNotContain("foto KTP");
        (await sekar.Page("/desk/square/reports")).QuerySelectorAll("nav .count").Select(count => count.TextContent.Trim()).ShouldNotContain("1");
        (await sekar.PutAsJsonAsync($"/api/v1/square/reports/{report}/decision", new { decision = "Fine", statement = "Biasa." })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await Opened(report)).ShouldBe(0);
        using var ratna = await App.Client("safety-lead");
        (await ratna.GetStringAsync("/api/v1/square/reports")).ShouldContain("foto KTP");
        (await Opened(report)).ShouldBe(1, "whoever reads it is written down, by whichever way");
        var shown = await ratna.GetStringAsync($"/desk/square/reports/{report}");
        shown.ShouldContain("foto KTP");
        shown.ShouldNotContain("Jangan begitu", Case.Sensitive, "of what the two wrote only what is reported");
        using var second = await App.Client("administrator");
        foreach (var decider in new[] { ratna, second })
            (await decider.PutAsJsonAsync($"/api/v1/square/reports/{report}/decision", new { decision = "Suspend", statement = "Meminta data pribadi dengan imbalan." })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await Texts(sari, from)).ShouldBe(["Tidak, Pak. Jangan begitu."]);
        (await joko.GetStringAsync($"/square/messages/{to}")).ShouldContain("Hanya Anda yang melihat");
        (await Write(joko, to, "Maaf.")).ShouldBe("IsSuspended");
        (await joko.GetStringAsync("/square/decisions")).ShouldContain("Meminta data pribadi");
        (await sari.GetStringAsync("/square/kept-safe")).ShouldContain("Bulan ini 0 hal dilaporkan dan 0 diputuskan.");
    }

    [Fact]
    public async Task Heavy_words_show_the_ways_to_help_to_their_writer_and_reach_nobody_else()
    {
        using var joko = await App.Client("caregiver");
        using var sari = await App.Client("member");
        var (to, from) = (await HandleOf("Bu Sari"), await HandleOf("Pak Joko"));
        await Write(joko, to, "Halo Bu, boleh cerita?");
        (await joko.GetStringAsync($"/square/messages/{to}")).ShouldNotContain("SEJIWA");
        await Write(sari, from, "Boleh, Pak.");
        await Write(joko, to, "Saya sudah tidak ingin hidup lagi.");
        (await joko.GetStringAsync($"/square/messages/{to}")).ShouldContain("SEJIWA");
        (await sari.GetStringAsync($"/square/messages/{from}")).ShouldNotContain("SEJIWA");
        (await Count<Worry>()).ShouldBe(0, "nobody at the centre is told");
        App.Clock.Advance(TimeSpan.FromDays(2));
        (await joko.GetStringAsync($"/square/messages/{to}")).ShouldNotContain("SEJIWA");
    }

    [Fact]
    public async Task Who_is_new_asks_few_and_who_leaves_takes_all_of_it_along()
    {
        using var rini = App.Anonymous();
        await rini.Submit("/square/join", "join", ("Form.Name", "Bu Rini"), ("Form.Contact", "rini@warga.example"), ("Form.Secret", "407193"), ("Form.Grown", "true"));
        (await Write(rini, await HandleOf("Bu Sari"), "Halo Bu Sari, ini Rini.")).ShouldBeNull();
        (await Write(rini, await HandleOf("Pak Joko"), "Halo Pak Joko, ini Rini.")).ShouldBeNull();
        (await Write(rini, await HandleOf("Bu Yanti"), "Halo Bu Yanti, ini Rini.")).ShouldBe("FirstDay");
        using var sari = await App.Client("member");
        await Write(sari, await HandleOf("Bu Rini"), "Selamat datang, Bu.");
        await rini.PutAsJsonAsync("/api/v1/square/messages", new { mayAsk = false });
        await using (var scope = await App.ScopeOf("member"))
        {
            var archive = await scope.ServiceProvider.GetServices<IPersonalRecords>().OfType<Pendopo.Community.SquareRecords>().Single().Of(new("", "rini@warga.example", ""), default);
            var told = string.Join(' ', archive.SelectMany(record => record.Fields).Select(field => field.Value));
            told.ShouldContain("Halo Pak Joko, ini Rini.");
            told.ShouldNotContain("Selamat datang, Bu.");
            archive.SelectMany(record => record.Fields).Single(field => field.Key == MessageText.Say("MayAsk")).Value.ShouldBe(NewsText.Say("No"));
        }
        App.Clock.Advance(TimeSpan.FromDays(2));
        (await Write(rini, await HandleOf("Bu Yanti"), "Halo Bu Yanti, ini Rini.")).ShouldBeNull();
        await rini.Submit("/square/me", "leave", ("Leave.Sure", "true"));
        (await Count<SquareMessage>(), await Count<Correspondence>()).ShouldBe((0, 0));
        (await sari.GetStringAsync("/square/messages")).ShouldNotContain("Rini");
    }

    // Null when it was written, else why not.
    private static async Task<string?> Write(HttpClient browser, string handle, string text)
    {
        using var answer = await browser.PostAsJsonAsync($"/api/v1/square/messages/{handle}", new { text });
        return answer.StatusCode == HttpStatusCode.Created ? null : (await answer.Content.ReadAsStringAsync()) is var body && body.Contains("\"code\"", StringComparison.Ordinal) ? JsonDocument.Parse(body).RootElement.GetProperty("code").GetString() : $"{answer.StatusCode}";
    }

    private static async Task<IReadOnlyList<string>> Texts(HttpClient browser, string handle) =>
        [.. (await browser.GetFromJsonAsync<JsonElement>($"/api/v1/square/messages/{handle}")).GetProperty("messages").EnumerateArray().Select(message => message.GetProperty("text").GetString()!)];

    private static async Task TakeBack(HttpClient browser, string handle)
    {
        var id = (await browser.GetFromJsonAsync<JsonElement>($"/api/v1/square/messages/{handle}")).GetProperty("messages")[0].GetProperty("id").GetGuid();
        (await browser.DeleteAsync($"/api/v1/square/messages/{handle}/{id}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    // All that the page with somebody shows, but for their name.
    private async Task<string> Shape(HttpClient browser, string name)
    {
        var main = (await browser.Page($"/square/messages/{await HandleOf(name)}")).QuerySelector("main")!;
        return main.TextContent.Replace(name, "", StringComparison.Ordinal) + string.Join(' ', main.QuerySelectorAll("*").Select(element => element.LocalName));
    }

    private async Task<int> Opened(Guid report)
    {
        await using var scope = await App.ScopeOf("safety-lead");
        return await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<AuditEntry>().CountAsync(entry => entry.Act == "community.private-read" && entry.Subject == $"report:{report}");
    }

    private async Task Badge(string name)
    {
        await using var scope = await App.ScopeOf("head");
        var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
        var face = await db.Set<Face>().SingleAsync(found => found.Name == name && found.GroupId == null);
        var licence = Licence.Of(face, new(Profession.Nurse, LicenceKind.Practice, "SIPP 1", "Dinas Kesehatan", null), null, App.Clock.Now());
        licence.Check(face, forCentre: true, (await App.PersonOf("head")).Id, App.Clock.Now());
        db.Add(licence);
        await db.SaveChangesAsync();
    }

    private async Task<Guid> Report()
    {
        await using var scope = await App.Scope();
        return (await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Report>().AcrossCentres().SingleAsync()).Id.Value;
    }

    private async Task<string> HandleOf(string name)
    {
        await using var scope = await App.Scope();
        return (await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Face>().AcrossCentres().SingleAsync(face => face.Name == name)).Handle;
    }

    private async Task<int> Count<T>() where T : class, IBelongsToCentre
    {
        await using var scope = await App.Scope();
        return await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<T>().AcrossCentres().CountAsync();
    }
}

[Collection("rooms on sqlite")]
public sealed class MessagesOnSqlite(SqliteApp app) : MessageTests(app);

[Collection("rooms on postgres")]
public sealed class MessagesOnPostgres(PostgresApp app) : MessageTests(app);
