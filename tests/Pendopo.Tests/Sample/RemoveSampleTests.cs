using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Inbox.Conversations;
using Pendopo.Platform;
using Pendopo.Platform.Access;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;
using Pendopo.Platform.People;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Search;
using Pendopo.Sample;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Sample;

public abstract class RemoveSampleTests(TestApp app) : AppTests(app)
{
    [Fact]
    public async Task The_sample_goes_whole_and_the_own_centre_stays_whole()
    {
        var (own, mine) = await OpenOwn();
        (await Remove(own, mine)).Problems.ShouldBeEmpty();
        await using var scope = await App.Scope();
        var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
        (await db.Set<Centre>().Select(centre => centre.Handle).ToListAsync()).ShouldBe(["anggrek"]);
        (await db.Set<Person>().Select(person => person.Name).ToListAsync()).ShouldBe(["Bu Lastri"]);
        (await db.Set<Area>().Select(area => area.Name).ToListAsync()).ShouldBe(["Provinsi Anggrek"]);
        foreach (var entity in db.Model.GetEntityTypes().Where(entity => entity.FindProperty("CentreId") is not null && entity.ClrType != typeof(AuditEntry) && entity.ClrType != typeof(Job)))
        {
            var command = $"SELECT COUNT(*) AS \"Value\" FROM {entity.GetTableName()} WHERE centre_id <> {{0}}";
            (await db.Database.SqlQueryRaw<int>(command, own.Id.Value).SingleAsync()).ShouldBe(0, entity.GetTableName());
        }
        (await db.Database.SqlQueryRaw<int>($"SELECT COUNT(*) AS \"Value\" FROM {PageIndex.Table}").SingleAsync()).ShouldBe(0);
        (await db.Set<Post>().AcrossCentres().Select(post => post.Title).ToListAsync()).ShouldBe(["Kiriman sendiri"]);
        using var visitor = App.Anonymous();
        (await visitor.GetAsync("/@melati")).StatusCode.ShouldBe(System.Net.HttpStatusCode.NotFound);
        (await visitor.GetAsync("/@anggrek")).StatusCode.ShouldBe(System.Net.HttpStatusCode.OK);
        (await Remove(own, mine)).IsNotFound.ShouldBeTrue();
    }

    [Fact]
    public async Task Nothing_goes_while_the_sample_is_all_there_is_or_for_one_of_its_people()
    {
        await using (var scope = await App.ScopeOf("administrator"))
            (await scope.ServiceProvider.GetRequiredService<RemoveSample>().Run(default)).Problems.Single().Code.ShouldBe("SampleIsAll");
        await OpenOwn();
        await using (var scope = await App.ScopeOf("head"))
            (await scope.ServiceProvider.GetRequiredService<RemoveSample>().Run(default)).IsNotFound.ShouldBeTrue();
        await using var after = await App.Scope();
        (await after.ServiceProvider.GetRequiredService<PendopoDb>().Set<Centre>().CountAsync()).ShouldBe(3);
    }

    [Fact]
    public async Task The_page_names_what_goes_before_it_asks()
    {
        await OpenOwn();
        await using var scope = await App.ScopeOf("administrator");
        var left = (await scope.ServiceProvider.GetRequiredService<SampleTraces>().Read(default)).ShouldNotBeNull();
        left.Centres.Select(centre => centre.Name).ShouldBe(["Puskesmas Melati", "Puskesmas Kenanga"]);
        left.Posts.ShouldBe(await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Post>().AcrossCentres().CountAsync() - 1);
        left.Conversations.ShouldBe(await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Conversation>().AcrossCentres().CountAsync());
        left.People.Select(person => person.Name).ShouldContain("Bu Sari");
        // The sample's administrator works for the whole installation, so they stay.
        left.People.Select(person => person.Name).ShouldNotContain("Rina Wulandari");
    }

    private async Task<(Centre Centre, Person Person)> OpenOwn()
    {
        await using var scope = await App.Scope();
        var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
        var area = Area.Of(AreaLevel.Province, "Provinsi Anggrek", "", null);
        var centre = Centre.Open("anggrek", "Puskesmas Anggrek", area.Id, "Asia/Jakarta", "id", App.Clock.Now());
        var person = Person.Named("Bu Lastri", "", App.Clock.Now());
        var role = await db.Set<Role>().FirstAsync(row => row.CentreId == null && row.Key == SampleRoles.Administrator);
        db.AddRange(area, centre, person, Membership.Everywhere(person.Id, role.Id, App.Clock.Now()));
        db.Add(Post.Begin(centre.Id, PostWords.Nothing("id") with { Title = "Kiriman sendiri" }, person.Id, App.Clock.Now()));
        await db.SaveChangesAsync();
        App.Services.GetRequiredService<CentreDirectory>().Forget();
        return (centre, person);
    }

    private async Task<Result<Done>> Remove(Centre centre, Person person)
    {
        // The installation's own administrator; the sample one lends no hand in a house of its own.
        await EndSampleAdministrator();
        await using var scope = App.Services.CreateAsyncScope();
        await scope.ServiceProvider.Enter(centre, person, default);
        return await scope.ServiceProvider.GetRequiredService<RemoveSample>().Run(default);
    }

    private async Task EndSampleAdministrator()
    {
        await using var scope = await App.Scope();
        var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
        var rina = await db.Set<Person>().FirstOrDefaultAsync(person => person.Name == "Rina Wulandari");
        if (rina is not null)
            await db.Set<Membership>().Where(row => row.PersonId == rina.Id && row.CentreId == null && row.AreaId == null).ExecuteDeleteAsync();
    }
}

[Collection("rooms on sqlite")]
public sealed class RemoveSampleOnSqlite(SqliteApp app) : RemoveSampleTests(app);

[Collection("rooms on postgres")]
public sealed class RemoveSampleOnPostgres(PostgresApp app) : RemoveSampleTests(app);
