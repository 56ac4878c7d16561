using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;
using Pendopo.Platform.Settings;
using Pendopo.Publishing.Contracts;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Platform.Data;

public abstract class RowTests(TestApp app) : AppTests(app)
{
    [Fact]
    public async Task Every_row_of_a_centre_is_filtered_by_it()
    {
        await using var scope = await App.Scope();
        var model = scope.ServiceProvider.GetRequiredService<PendopoDb>().Model;
        var unfiltered = model.GetEntityTypes().Where(entity => typeof(IBelongsToCentre).IsAssignableFrom(entity.ClrType) && entity.FindDeclaredQueryFilter(CentreFilter.Name) is null);
        unfiltered.Select(entity => entity.ClrType.Name).ShouldBeEmpty();
        var unmarked = model.GetEntityTypes().Where(entity => entity.FindProperty("CentreId") is { } centre && centre.ClrType == typeof(Id<Centre>) && !typeof(IBelongsToCentre).IsAssignableFrom(entity.ClrType));
        unmarked.Select(entity => entity.ClrType.Name).ShouldBeEmpty("these have a centre and are not marked as belonging to it");
    }

    [Fact]
    public async Task Nothing_of_one_centre_is_seen_changed_or_removed_from_the_other()
    {
        var melati = await App.CentreOf("melati");
        var author = (await App.PersonOf("officer")).Id;
        Id<Post> id;
        await using (var here = await App.ScopeOf("officer"))
        {
            var db = here.ServiceProvider.GetRequiredService<PendopoDb>();
            var post = Post.Begin(melati.Id, PostWords.Nothing("id"), author, App.Clock.GetUtcNow());
            db.Add(post);
            await db.SaveChangesAsync();
            id = post.Id;
        }
        await using var there = await App.ScopeOf("officer@kenanga", "kenanga");
        var other = there.ServiceProvider.GetRequiredService<PendopoDb>();
        (await other.Set<Post>().AnyAsync(post => post.Id == id)).ShouldBeFalse();
        (await other.Set<Post>().Where(post => post.Id == id).ExecuteDeleteAsync()).ShouldBe(0);
        var stolen = await other.Set<Post>().AcrossCentres().SingleAsync(post => post.Id == id);
        other.Remove(stolen);
        await Should.ThrowAsync<InvalidOperationException>(() => other.SaveChangesAsync());
    }

    [Fact]
    public async Task A_scope_without_a_centre_sees_no_centres_rows()
    {
        var melati = await App.CentreOf("melati");
        await using (var scope = await App.Scope())
        {
            var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
            db.Add(Post.Begin(melati.Id, PostWords.Nothing("id"), Id<Person>.New(), App.Clock.GetUtcNow()));
            await db.SaveChangesAsync();
        }
        await using var nowhere = App.Services.CreateAsyncScope();
        (await nowhere.ServiceProvider.GetRequiredService<PendopoDb>().Set<Post>().CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Of_two_people_who_edit_the_same_row_the_second_is_told()
    {
        await using var first = await App.Scope();
        await using var second = await App.Scope();
        var (mine, theirs) = (first.ServiceProvider.GetRequiredService<PendopoDb>(), second.ServiceProvider.GetRequiredService<PendopoDb>());
        var (one, other) = (await mine.Set<Centre>().FirstAsync(), await theirs.Set<Centre>().FirstAsync());
        one.Rename("First", "");
        other.Rename("Second", "");
        await mine.SaveChangesAsync();
        await Should.ThrowAsync<DbUpdateConcurrencyException>(() => theirs.SaveChangesAsync());
    }

    [Fact]
    public async Task Eight_writers_at_once_lose_nothing_and_none_is_turned_away()
    {
        await using (var scope = await App.Scope())
            await Write(scope.ServiceProvider, "count", 0);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; i < 10; i++)
            {
                await using var scope = await App.Scope();
                await Write(scope.ServiceProvider, $"{writer}:{i}", i);
            }
        })));
        await using var after = await App.Scope();
        (await after.ServiceProvider.GetRequiredService<PendopoDb>().Set<Setting>().CountAsync(setting => EF.Functions.Like(setting.Key, "%:%") && setting.Value == "9")).ShouldBeGreaterThanOrEqualTo(8);
    }

    [Fact]
    public async Task An_instant_comes_back_in_utc_cut_to_microseconds_and_ids_keep_their_order()
    {
        var instant = new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.FromHours(7)).AddTicks(1_234_561);
        await using var scope = await App.Scope();
        var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
        var people = new List<Person>();
        for (var i = 0; i < 5; i++)
        {
            var person = Person.Named($"Order {i}", "", instant.AddTicks(i));
            people.Add(person);
            db.Add(person);
        }
        await db.SaveChangesAsync();
        db.ChangeTracker.Clear();
        var read = await db.Set<Person>().Where(person => person.Name.StartsWith("Order")).OrderBy(person => person.Id).ToListAsync();
        read[0].CreatedAt.Offset.ShouldBe(TimeSpan.Zero);
        read.ShouldAllBe(person => person.CreatedAt == Instants.Cut(instant));
        read.Select(person => person.Id).ShouldBe(people.Select(person => person.Id).Order());
        var middle = people.Select(person => person.Id).Order().ElementAt(2);
        (await db.Set<Person>().CountAsync(person => person.Name.StartsWith("Order") && person.Id > middle)).ShouldBe(2);
        (await db.Set<Person>().CountAsync(person => person.CreatedAt == instant)).ShouldBe(5);
    }

    private static async Task Write(IServiceProvider scope, string key, int value)
    {
        await scope.GetRequiredService<SettingsBook>().Write(key, $"{value}", default);
        await scope.GetRequiredService<PendopoDb>().SaveChangesAsync();
    }
}

[Collection("sqlite")]
public sealed class RowsOnSqlite(SqliteApp app) : RowTests(app);

[Collection("postgres")]
public sealed class RowsOnPostgres(PostgresApp app) : RowTests(app);
