using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Pendopo.Platform;
using Pendopo.Platform.Access;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;
using Pendopo.Platform.People.Administration;
using Pendopo.Platform.People.Links;
using Pendopo.Platform.Settings;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Platform.People;

/// <summary>What somebody with rights at one centre may not do with them.</summary>
[Collection("sqlite")]
public sealed class RightsBoundsTests(SqliteApp app) : AppTests(app)
{
    [Fact]
    public async Task Nobody_gives_themselves_a_role()
    {
        var (rina, role) = ((await App.PersonOf("administrator")).Id, await RoleAt("melati", SampleRoles.Officer));
        await using var scope = await App.ScopeOf("administrator");
        var given = await scope.ServiceProvider.GetRequiredService<GiveRole>().Run(rina, role, null, default);
        given.Problems.Single().Code.ShouldBe("NotYourself");
    }

    [Fact]
    public async Task Nobody_gives_a_role_that_allows_more_than_they_may()
    {
        // The head of the other centre manages its people, but not its roles.
        await Allow("officer@kenanga", PlatformPermissions.People);
        await using var scope = await App.ScopeOf("officer@kenanga", "kenanga");
        var given = await scope.ServiceProvider.GetRequiredService<GiveRole>().Run((await App.PersonOf("member@kenanga")).Id, await RoleAt("kenanga", SampleRoles.Administrator), null, default);
        given.Problems.Single().Code.ShouldBe("RoleTooHigh");
    }

    [Fact]
    public async Task Nobody_gives_a_role_of_another_centre()
    {
        await using var scope = await App.ScopeOf("administrator@kenanga", "kenanga");
        var given = await scope.ServiceProvider.GetRequiredService<GiveRole>().Run((await App.PersonOf("member@kenanga")).Id, await RoleAt("melati", SampleRoles.Officer), null, default);
        given.IsNotFound.ShouldBeTrue();
    }

    [Fact]
    public async Task A_colleague_who_may_more_is_neither_disabled_nor_handed_a_link()
    {
        await Allow("officer@kenanga", PlatformPermissions.People);
        var tini = (await App.PersonOf("administrator@kenanga")).Id;
        await using var scope = await App.ScopeOf("officer@kenanga", "kenanga");
        var accounts = scope.ServiceProvider.GetRequiredService<AccountSwitch>();
        (await accounts.Disable(tini, App.Clock.GetUtcNow(), default)).Problems.Single().Code.ShouldBe("MayMore");
        (await accounts.NewLink(tini, LinkKind.Reset, default)).Problems.Single().Code.ShouldBe("MayMore");
        (await accounts.NewLink(tini, LinkKind.Recovery, default)).Problems.Single().Code.ShouldBe("MayMore");
        var equal = (await App.PersonOf("member@kenanga")).Id;
        (await accounts.NewLink(equal, LinkKind.Reset, default)).Ok.ShouldBeTrue();
    }

    [Fact]
    public async Task Who_holds_one_centre_changes_its_words_but_neither_its_host_nor_its_area()
    {
        var kenanga = await App.CentreOf("kenanga");
        var before = (kenanga.Host, kenanga.AreaId);
        await using var scope = await App.ScopeOf("administrator@kenanga", "kenanga");
        var melati = await App.CentreOf("melati");
        var form = new CentreForm(null, "Puskesmas Kenanga Baru", "", "", "", "", kenanga.TimeZone, kenanga.Language, "melati.example", melati.AreaId.ToString(), kenanga.Version);
        var saved = await scope.ServiceProvider.GetRequiredService<SaveCentre>().Run(kenanga.Id, form, scope.ServiceProvider.GetRequiredService<IStringLocalizer<SettingsText>>(), default);
        saved.Ok.ShouldBeTrue();
        saved.Value.Name.ShouldBe("Puskesmas Kenanga Baru");
        (saved.Value.Host, saved.Value.AreaId).ShouldBe(before);
        (await scope.ServiceProvider.GetRequiredService<SaveCentre>().Run(melati.Id, form, scope.ServiceProvider.GetRequiredService<IStringLocalizer<SettingsText>>(), default)).IsNotFound.ShouldBeTrue();
    }

    [Fact]
    public async Task The_operations_of_the_installation_are_not_for_one_centres_administrator()
    {
        using var rina = await App.Client("administrator");
        using var tini = await App.Client("administrator@kenanga");
        (await rina.Page("/admin/operations")).QuerySelectorAll("h1").Length.ShouldBe(1);
        (await tini.GetAsync("/admin/operations")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private async Task Allow(string person, string permission)
    {
        await using var scope = await App.Scope();
        var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
        var id = (await App.PersonOf(person)).Id;
        var role = await db.Set<Membership>().Where(held => held.PersonId == id).Join(db.Set<Role>(), held => held.RoleId, role => role.Id, (_, role) => role).FirstAsync();
        role.Allow(role.Allowed.Append(permission));
        await db.SaveChangesAsync();
    }

    private async Task<Id<Role>> RoleAt(string handle, string key)
    {
        Id<Centre>? centre = (await App.CentreOf(handle)).Id;
        await using var scope = await App.Scope();
        return await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Role>().Where(role => role.CentreId == centre && role.Key == key).Select(role => role.Id).SingleAsync();
    }
}
