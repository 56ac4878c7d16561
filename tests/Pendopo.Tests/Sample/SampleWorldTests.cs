using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Platform.Access;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;
using Pendopo.Sample;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Sample;

public abstract class SampleWorldTests(TestApp app) : AppTests(app)
{
    [Fact]
    public async Task Every_sample_role_has_a_person_at_melati()
    {
        SamplePeople.All.Where(person => !person.AtKenanga).Select(person => person.Role).ShouldBe(SampleRoles.All, ignoreOrder: true);
        await using var scope = await App.Scope();
        (await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Account>().CountAsync()).ShouldBe(SamplePeople.All.Count);
    }

    [Fact]
    public async Task The_administrator_holds_every_permission_and_the_other_centres_officer_holds_none_here()
    {
        await using var scope = await App.Scope();
        var rights = scope.ServiceProvider.GetRequiredService<Rights>();
        var declared = scope.ServiceProvider.GetRequiredService<CentreRoles>().Declared.Select(permission => permission.Name);
        var melati = await App.CentreOf("melati");
        (await rights.At((await App.PersonOf("administrator")).Id, melati, default)).ShouldBe(declared, ignoreOrder: true);
        (await rights.At((await App.PersonOf("administrator@kenanga")).Id, melati, default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_district_officer_has_the_same_rights_at_every_centre_of_the_regency()
    {
        await using var scope = await App.Scope();
        var rights = scope.ServiceProvider.GetRequiredService<Rights>();
        var agus = (await App.PersonOf("district-officer")).Id;
        var atMelati = await rights.At(agus, await App.CentreOf("melati"), default);
        atMelati.ShouldNotBeEmpty();
        atMelati.ShouldBe(await rights.At(agus, await App.CentreOf("kenanga"), default), ignoreOrder: true);
    }

    [Fact]
    public async Task A_client_of_a_role_is_signed_in_and_an_anonymous_one_is_not()
    {
        using var visitor = App.Anonymous();
        using var officer = await App.Client("officer");
        (await visitor.GetAsync("/design")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await officer.GetAsync("/design")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }
}

[Collection("rooms on sqlite")]
public sealed class SampleWorldOnSqlite(SqliteApp app) : SampleWorldTests(app);

[Collection("rooms on postgres")]
public sealed class SampleWorldOnPostgres(PostgresApp app) : SampleWorldTests(app);
