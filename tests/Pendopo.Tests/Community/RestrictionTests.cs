using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Community;
using Pendopo.Community.Members;
using Pendopo.Community.News;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;
using Pendopo.Safety.Contracts;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Community;

/// <summary>A member who asked that nothing of theirs be used, until that ends.</summary>
[Collection("rooms on sqlite")]
public sealed class RestrictionTests(SqliteApp app) : AppTests(app)
{
    [Fact]
    public async Task What_a_restricted_member_said_stays_and_is_seen_by_them_alone_and_nobody_finds_writes_to_or_tells_them()
    {
        using var visitor = App.Anonymous();
        using var sari = await App.Client("member");
        using var joko = await App.Client("caregiver");
        using var yanti = await App.Client("kader");
        var handle = await HandleOf("Bu Sari");
        await sari.PostAsJsonAsync($"/api/v1/square/messages/{await HandleOf("Pak Joko")}", new { text = "Pak Joko, apa kabar ibunya?" });
        (await joko.GetStringAsync("/square/messages")).ShouldContain("apa kabar ibunya");
        (await Restrict(on: true)).ShouldBeGreaterThan(3);
        (await Restrict(on: true)).ShouldBe(0, "what is stopped already is passed over");
        (await visitor.GetStringAsync("/square")).ShouldNotContain("susah sarapan");
        (await joko.GetStringAsync("/square")).ShouldNotContain("susah sarapan");
        (await sari.GetStringAsync("/square")).ShouldContain("susah sarapan");
        (await joko.GetStringAsync("/square/messages")).ShouldNotContain("apa kabar ibunya");
        (await joko.GetAsync($"/square/people/{handle}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await (await sari.PostAsJsonAsync("/api/v1/square/posts", new { text = "Halo", seenBy = "Members" })).Content.ReadAsStringAsync()).ShouldContain("IsRestricted");
        await yanti.PostAsJsonAsync("/api/v1/square/posts", new { text = "Terima kasih @Bu Sari", seenBy = "Members" });
        await using (var scope = await App.Scope())
            (await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<NewsItem>().AcrossCentres().AnyAsync(row => row.Kind == NewsKind.Named)).ShouldBeFalse();
        await Restrict(on: false);
        (await visitor.GetStringAsync("/square")).ShouldContain("susah sarapan");
        (await joko.GetStringAsync("/square/messages")).ShouldContain("apa kabar ibunya");
        (await joko.GetAsync($"/square/people/{handle}")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private async Task<int> Restrict(bool on)
    {
        await using var scope = await App.ScopeOf("head");
        var (services, person) = (scope.ServiceProvider, (await App.PersonOf("member")).Id);
        var db = services.GetRequiredService<PendopoDb>();
        var email = await db.Set<Account>().Where(row => row.PersonId == person).Select(row => row.Email!).SingleAsync();
        var changed = await services.GetServices<IRestriction>().OfType<SquareRecords>().Single().Restrict(RecordSubject.Of(email), on, default);
        await db.SaveChangesAsync();
        return changed;
    }

    private async Task<string> HandleOf(string name)
    {
        await using var scope = await App.Scope();
        return await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Face>().AcrossCentres().Where(face => face.Name == name).Select(face => face.Handle).SingleAsync();
    }
}
