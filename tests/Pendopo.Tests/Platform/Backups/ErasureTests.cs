using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Platform;
using Pendopo.Platform.Access;
using Pendopo.Platform.Backups.Erasures;
using Pendopo.Platform.Backups.Keys;
using Pendopo.Platform.Backups.Kept;
using Pendopo.Platform.Backups.Making;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;
using Pendopo.Platform.Web;
using Pendopo.Sample;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Platform.Backups;

/// <summary>What was erased stays erased, whichever backup comes back.</summary>
public abstract class ErasureTests(TestApp app) : AppTests(app)
{
    [Fact]
    public async Task A_restore_erases_again_who_was_erased_after_the_backup_was_made()
    {
        var code = await App.SetCode();
        var folder = TestFolder.New();
        await using (var scope = await App.Scope())
        {
            var settings = scope.ServiceProvider.GetRequiredService<Pendopo.Platform.Settings.SettingsBook>();
            await settings.Write(Pendopo.Platform.Settings.SettingKeys.BackupFolder, folder, default);
            await scope.ServiceProvider.GetRequiredService<PendopoDb>().SaveChangesAsync();
        }
        var made = await App.Backup(folder);
        var officer = await App.PersonOf("officer");
        await using (var scope = await App.Scope())
        {
            await scope.ServiceProvider.GetRequiredService<ErasePerson>().Run(officer.Id, default);
            await ShouldBeGone(scope.ServiceProvider, officer);
        }
        var there = await App.EmptyMachine();
        await BackupStage.Restore(there, made.Path, code);
        await using var host = new TestHost(there.DataFolder, there.ConnectionString, App.Clock, null);
        using var browser = host.CreateDefaultClient(host.ClientOptions.BaseAddress, new CookieJar());
        await host.Services.GetRequiredService<Readiness>().Ready;
        await using (var scope = host.Services.CreateAsyncScope())
            await ShouldBeGone(scope.ServiceProvider, officer);
        var email = SamplePeople.All.Single(person => person.Key == "officer").Email;
        (await browser.Submit("/sign-in", "sign-in", ("Form.Email", email), ("Form.Password", TestApp.Password))).StatusCode.ShouldBe(System.Net.HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task Replaying_does_nothing_to_who_is_erased_already_and_a_half_line_is_no_note()
    {
        var officer = await App.PersonOf("officer");
        await using var scope = await App.Scope();
        var erase = scope.ServiceProvider.GetRequiredService<ErasePerson>();
        await erase.Run(officer.Id, default);
        (await erase.Replay(default)).ShouldBe(0);
        var ledger = App.Services.GetRequiredService<ErasureLedger>();
        await File.AppendAllTextAsync(ledger.Path, "\n{\"Person\":\"0199");
        (await erase.Replay(default)).ShouldBe(0);
        ledger.Add(new((await App.PersonOf("reviewer")).Id.Value, App.Clock.GetUtcNow()), null);
        (await erase.Replay(default)).ShouldBe(1);
        (await erase.Replay(default)).ShouldBe(0);
    }

    // What colleagues wrote of somebody is their words, and a post is the centre's: nobody's erasure rewrites them.
    // Also the plan of who holds sessions: it is kept without an account, and forgets somebody by name when they ask (StaffErasure).
    private static readonly string[] WordsOfOthers = ["inbox_message\t", "publishing_post\t", "publishing_revision\t", "community_group\t", "care_staff\t"];

    [Fact]
    public async Task No_table_names_somebody_erased_but_where_colleagues_wrote_of_them()
    {
        var machine = App.Services.GetRequiredService<Installation>();
        foreach (var role in new[] { "reviewer", "officer" })
        {
            var person = await App.PersonOf(role);
            var email = SamplePeople.All.Single(one => one.Key == role).Email;
            await using (var scope = await App.Scope())
                await scope.ServiceProvider.GetRequiredService<ErasePerson>().Run(person.Id, default);
            var rows = await BackupStage.Rows(machine);
            rows.Where(row => row.Contains(email, StringComparison.OrdinalIgnoreCase)).ShouldBeEmpty(role);
            rows.Where(row => row.Contains(person.Name, StringComparison.OrdinalIgnoreCase) && !WordsOfOthers.Any(table => row.StartsWith(table, StringComparison.Ordinal))).ShouldBeEmpty(role);
        }
    }

    [Fact]
    public async Task A_backup_that_still_holds_somebody_erased_goes_thirty_days_later_and_the_newest_never()
    {
        var folder = TestFolder.New();
        var house = App.Services.GetRequiredService<HouseKey>();
        IReadOnlyList<string> Thin(DateTimeOffset? erased) => BackupFolder.Thin(folder, house, Retention.Start, TimeZoneInfo.Utc, erased);
        var old = await App.Backup(folder);
        App.Clock.Advance(TimeSpan.FromDays(2));
        var erased = App.Clock.GetUtcNow();
        Thin(erased).ShouldBeEmpty("a machine without any backup is worse");
        App.Clock.Advance(TimeSpan.FromDays(2));
        var young = await App.Backup(folder);
        Thin(null).ShouldBeEmpty();
        Thin(erased).ShouldBe([old.Path]);
        File.Exists(young.Path).ShouldBeTrue();
        BackupFolder.AfterErasure.ShouldBe(TimeSpan.FromDays(30));
    }

    private static async Task ShouldBeGone(IServiceProvider services, Person person)
    {
        var db = services.GetRequiredService<PendopoDb>();
        (await db.Set<Account>().CountAsync(account => account.PersonId == person.Id)).ShouldBe(0);
        (await db.Set<Membership>().CountAsync(held => held.PersonId == person.Id)).ShouldBe(0);
        (await db.Set<Person>().AsNoTracking().SingleAsync(row => row.Id == person.Id)).Name.ShouldNotContain(person.Name);
    }
}

[Collection("sqlite")]
public sealed class ErasureOnSqlite(SqliteApp app) : ErasureTests(app);

[Collection("postgres")]
public sealed class ErasureOnPostgres(PostgresApp app) : ErasureTests(app);
