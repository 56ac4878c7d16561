using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Platform.Access;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;
using Pendopo.Platform.People;
using Pendopo.Publishing.Public;
using Pendopo.Tests.Harness;
using Shouldly;

namespace Pendopo.Tests.Platform.Data;

/// <summary>Asks the database how it would answer what the lists ask: none may look at every row of a table that grows for ever. A new list
/// stands here with its first page and a later one.</summary>
public abstract class PlansTests(TestApp app) : AppTests(app)
{
    private static readonly string Later = new PageMark(new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero), Guid.Empty).ToString();

    public static TheoryData<string, string> Lists => new()
    {
        { "", "/" },
        { "", "/posts" },
        { "", $"/posts?before={Later}" },
        { "", "/topics/demam-berdarah" },
        { "", "/search?q=demam+anak" },
        { "", "/feed.atom" },
        { "", "/feed.json?topic=demam-berdarah" },
        { SampleRoles.Officer, "/desk" },
        { SampleRoles.Officer, "/desk/posts" },
        { SampleRoles.Officer, $"/desk/posts?before={Later}" },
        { SampleRoles.Officer, "/desk/posts?state=writing" },
        { SampleRoles.Officer, "/desk/posts?state=waiting" },
        { SampleRoles.Officer, "/desk/posts?state=planned" },
        { SampleRoles.Officer, "/desk/posts?state=out" },
        { SampleRoles.Officer, "/desk/posts?state=needsperson" },
        { SampleRoles.Officer, "/desk/calendar" },
        { SampleRoles.Officer, "/desk/inbox" },
        { SampleRoles.Officer, $"/desk/inbox?before={Later}" },
        { SampleRoles.Officer, "/desk/inbox?view=unread" },
        { SampleRoles.Officer, "/desk/inbox?view=mine" },
        { SampleRoles.Officer, "/desk/inbox?view=unassigned" },
        { SampleRoles.Officer, "/desk/inbox?view=closed" },
        { SampleRoles.Administrator, "/admin/audit" },
        { SampleRoles.Administrator, $"/admin/audit?before={Later}" },
        { SampleRoles.Administrator, "/admin/audit?act=people" },
        { SampleRoles.Administrator, $"/admin/audit?person={Guid.Empty}" },
        { SampleRoles.Administrator, "/admin/audit?from=2026-01-01&until=2026-01-31" },
        { SampleRoles.Administrator, "/admin/jobs" },
        { SampleRoles.Administrator, "/admin/jobs?state=Completed" },
        { SampleRoles.Administrator, "/admin/operations" },
    };

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task A_list_is_read_by_an_index(string role, string path)
    {
        using var browser = role.Length == 0 ? App.Anonymous() : await App.Client(role);
        await using var scope = await App.Scope();
        var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
        using var heard = new HeardQueries(db.Database.GetConnectionString()!);
        using var answer = await browser.GetAsync(path);
        answer.IsSuccessStatusCode.ShouldBeTrue($"{(int)answer.StatusCode}");
        heard.Queries.ShouldNotBeEmpty();
        foreach (var query in heard.Queries)
            (await new QueryPlan(db, query).Whole()).ShouldBeEmpty(query.Text);
    }

    /// <summary>What seldom occurs is found at once: an index holds it in the order of the list. Without one the database walks along the
    /// whole archive until a page is full, which it never is.</summary>
    [Theory]
    [InlineData("feed of a topic", "publishing_page", "topic_feed|centre_id_topic_slug centre_id topic_slug")]
    [InlineData("an act", "platform_audit", "ix_platform_audit_centre_id_act_at centre_id act=|act)")]
    [InlineData("a person", "platform_audit", "actor_id=|(actor_id|subject=|((subject")]
    [InlineData("jobs that failed", "platform_job", "state=|state) queue=|queue)")]
    public async Task What_is_rare_is_found_without_a_walk(string what, string table, string columns)
    {
        await using var scope = await App.ScopeOf(SampleRoles.Administrator);
        var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
        scope.ServiceProvider.GetRequiredService<AuditBook>().Note("rare.act", "nothing");
        await db.SaveChangesAsync();
        using var heard = new HeardQueries(db.Database.GetConnectionString()!);
        await Ask(what, scope.ServiceProvider);
        var lists = heard.Queries.Where(query => query.Text.StartsWith("SELECT", StringComparison.Ordinal) && query.Text.Contains($"FROM \"{table}\"", StringComparison.Ordinal) | query.Text.Contains($"FROM {table} ", StringComparison.Ordinal)).ToList();
        lists.ShouldNotBeEmpty();
        foreach (var query in lists)
        {
            var entered = await new QueryPlan(db, query).InOrder(table);
            columns.Split(' ').ShouldAllBe(column => column.Split('|').Any(one => entered.Contains(one, StringComparison.Ordinal)), $"{entered}\n{query.Text}");
        }
    }

    private static async Task Ask(string what, IServiceProvider services)
    {
        var audit = services.GetRequiredService<AuditList>();
        switch (what)
        {
            case "feed of a topic":
                await services.GetRequiredService<PublicPages>().Feed("none", "id", default);
                break;
            case "an act":
                await audit.Read(new(Act: "rare"), null, default);
                break;
            case "a person":
                await audit.Read(new(Person: Id<Person>.New()), null, default);
                break;
            default:
                await services.GetRequiredService<JobBook>().Latest(null, [new("mail", JobState.Discarded, 1, default)], default);
                break;
        }
    }

    [Fact]
    public async Task Work_is_claimed_by_an_index()
    {
        await using var scope = await App.Scope();
        var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
        using var heard = new HeardQueries(db.Database.GetConnectionString()!);
        var dialect = scope.ServiceProvider.GetRequiredService<IDialect>();
        object now = db.Database.IsSqlite() ? DateTimeOffset.UtcNow.UtcTicks : DateTimeOffset.UtcNow;
        await db.Set<Job>().FromSqlRaw(dialect.ClaimJobs, "none", now, 5, Guid.Empty).ToListAsync();
        await db.Set<Job>().FromSqlRaw(dialect.ClaimJobsByLane, "none", now, 5, Guid.Empty, ",x,").ToListAsync();
        foreach (var query in heard.Queries)
            (await new QueryPlan(db, query).Whole()).ShouldBeEmpty(query.Text);
    }
}

[Collection("sqlite")]
public sealed class PlansOnSqlite(SqliteApp app) : PlansTests(app)
{
    [Fact]
    public async Task The_feed_of_a_topic_is_read_by_the_index_of_what_is_in_feeds()
    {
        await using var scope = await App.ScopeOf(null);
        var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
        using var heard = new HeardQueries(db.Database.GetConnectionString()!);
        await scope.ServiceProvider.GetRequiredService<PublicPages>().Feed("none", "id", default);
        (await new QueryPlan(db, heard.Queries.Single()).InOrder("publishing_page")).ShouldContain("ix_publishing_page_topic_feed (centre_id=? AND topic_slug=?)");
    }

    [Fact]
    public async Task A_query_that_reads_everything_is_found_out()
    {
        await using var scope = await App.Scope();
        var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
        using var heard = new HeardQueries(db.Database.GetConnectionString()!);
        await db.Set<Pendopo.Publishing.Contracts.Post>().AcrossCentres().Where(post => post.Text == "words").OrderBy(post => post.Summary).ToListAsync();
        (await new QueryPlan(db, heard.Queries.Single(query => query.Text.Contains("ORDER BY \"p\".\"summary\"", StringComparison.Ordinal))).Whole()).ShouldNotBeEmpty();
    }
}

[Collection("postgres")]
public sealed class PlansOnPostgres(PostgresApp app) : PlansTests(app);
