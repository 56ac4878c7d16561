using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Commands.Doctor;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;
using Pendopo.Testing;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Platform.Audit;

public abstract class AuditChainTests(TestApp app) : AppTests(app)
{
    [Fact]
    public async Task What_was_written_is_whole_after_sealing_in_several_batches_and_at_several_centres()
    {
        await Write(20, "melati");
        await Write(3, "kenanga");
        await Seal();
        await Write(5, "melati");
        (await Faults()).ShouldBeEmpty("rows that wait for their seal are no fault");
        await Seal();
        (await Faults()).ShouldBeEmpty();
        var seals = await Look(db => db.Set<AuditSeal>().AsNoTracking().ToListAsync());
        seals.Select(seal => seal.Chain).Distinct().Count().ShouldBe(2);
        seals.Max(seal => seal.Number).ShouldBe(2);
    }

    [Fact]
    public async Task Sealing_twice_at_once_gives_each_row_one_place()
    {
        await Write(40, "melati");
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(Seal)));
        await Seal();
        var places = await Look(db => db.Set<AuditEntry>().Where(row => row.CentreId != null).Select(row => row.Sequence).ToListAsync());
        places.Order().ShouldBe(Enumerable.Range(1, places.Count).Select(place => (long?)place));
        (await Faults()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("UPDATE platform_audit SET detail = 'reviewer' WHERE sequence = 7", AuditFaultKind.Edited)]
    [InlineData("UPDATE platform_audit SET act = 'people.enable' WHERE sequence = 7", AuditFaultKind.Edited)]
    [InlineData("UPDATE platform_audit SET subject = 'person:nobody' WHERE sequence = 7", AuditFaultKind.Edited)]
    [InlineData("UPDATE platform_audit SET actor_id = NULL WHERE sequence = 7", AuditFaultKind.Edited)]
    [InlineData("UPDATE platform_audit SET at = (SELECT MIN(created_at) FROM platform_centre) WHERE sequence = 7", AuditFaultKind.Edited)]
    [InlineData("UPDATE platform_audit SET mark = '' WHERE sequence = 7", AuditFaultKind.Edited)]
    [InlineData("DELETE FROM platform_audit WHERE sequence = 7", AuditFaultKind.Dropped)]
    [InlineData("DELETE FROM platform_audit WHERE sequence >= 28", AuditFaultKind.Dropped)]
    [InlineData("UPDATE platform_audit SET sequence = NULL WHERE sequence = 7", AuditFaultKind.Dropped)]
    [InlineData("UPDATE platform_audit SET centre_id = NULL WHERE sequence = 7", AuditFaultKind.Dropped)]
    [InlineData("UPDATE platform_audit SET sequence = CASE sequence WHEN 7 THEN 8 ELSE 7 END WHERE sequence IN (7, 8)", AuditFaultKind.Reordered)]
    [InlineData("UPDATE platform_audit SET sequence = 31 - sequence", AuditFaultKind.Reordered)]
    [InlineData("UPDATE platform_audit SET sequence = 9 WHERE sequence = 30", AuditFaultKind.Inserted)]
    [InlineData("UPDATE platform_audit SET sequence = 99 WHERE sequence = 30", AuditFaultKind.Inserted)]
    [InlineData("UPDATE platform_audit_seal SET hash = previous WHERE number = 2", AuditFaultKind.SealBroken)]
    [InlineData("UPDATE platform_audit_seal SET last = 4000000000 WHERE number = 2", AuditFaultKind.SealBroken)]
    [InlineData("UPDATE platform_audit_seal SET number = number + 10", AuditFaultKind.SealBroken)]
    [InlineData("DELETE FROM platform_audit_seal WHERE number = 2", AuditFaultKind.SealBroken)]
    [InlineData("DELETE FROM platform_audit_seal WHERE number = 3; DELETE FROM platform_audit WHERE sequence > 20", AuditFaultKind.CutOff)]
    [InlineData("DELETE FROM platform_audit_seal; DELETE FROM platform_audit", AuditFaultKind.CutOff)]
    [InlineData("DELETE FROM platform_audit_seal; UPDATE platform_audit SET sequence = NULL, mark = ''", AuditFaultKind.CutOff)]
    [InlineData("UPDATE platform_audit_seal SET key_name = 'another'", AuditFaultKind.OtherKey)]
    public async Task Whoever_writes_into_the_database_is_found(string sql, AuditFaultKind kind)
    {
        await ThreeSeals();
        (await Look(db => db.Database.ExecuteSqlRawAsync(sql))).ShouldBeGreaterThan(0);
        (await Faults()).Select(fault => fault.Kind).ShouldContain(kind);
    }

    [Theory]
    [InlineData("'" + "00000000000000000000000000000000" + "'")]
    [InlineData("''")]
    [InlineData("(SELECT mark FROM platform_audit WHERE sequence = 1)")]
    public async Task A_row_that_was_put_in_is_found_before_and_after_the_next_seal(string mark)
    {
        await ThreeSeals();
        var insert =
            "INSERT INTO platform_audit (id, centre_id, actor_id, act, subject, detail, at, mark, sequence) SELECT actor_id, centre_id, actor_id, 'people.give-role', subject, 'administrator', at, "
            + mark + ", NULL FROM platform_audit WHERE sequence = 3";
        await Look(db => db.Database.ExecuteSqlRawAsync(insert));
        (await Faults()).ShouldContain(fault => fault.Kind == AuditFaultKind.Inserted);
        await Write(2, "melati");
        await Seal();
        (await Faults()).ShouldContain(fault => fault.Kind == AuditFaultKind.Inserted);
    }

    [Fact]
    [Trait(Series.Form, Series.Long)]
    public async Task Tamperings_by_chance_are_all_found()
    {
        await ThreeSeals();
        var chance = new Random(20261122);
        for (var round = 0; round < Series.Of("TAMPERINGS", suite: 100, nightly: 1000); round++)
        {
            var (one, other) = (chance.Next(1, 31), chance.Next(1, 31));
            if (one == other)
                continue;
            await using var scope = await App.Scope();
            var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
            // Within a transaction that is never kept, so that each round begins with the true rows.
            await using var transaction = await db.Database.BeginTransactionAsync();
            var rows = db.Set<AuditEntry>().Where(row => row.Sequence == one);
            var touched = (round % 4) switch
            {
                0 => await rows.ExecuteDeleteAsync(),
                1 => await rows.ExecuteUpdateAsync(set => set.SetProperty(row => row.Detail, $"{round}")),
                2 => await rows.ExecuteUpdateAsync(set => set.SetProperty(row => row.Sequence, (long?)other)),
                _ => await db.Set<AuditEntry>().Where(row => row.Sequence == one || row.Sequence == other)
                    .ExecuteUpdateAsync(set => set.SetProperty(row => row.Sequence, row => row.Sequence == one ? other : (long?)one)),
            };
            touched.ShouldBeGreaterThan(0);
            (await scope.ServiceProvider.GetRequiredService<AuditProof>().Check(default)).ShouldNotBeEmpty($"round {round}: {one} {other}");
        }
        (await Faults()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Rows_of_an_earlier_Pendopo_are_taken_into_the_chain_as_they_stand()
    {
        await Write(4, "melati");
        await Look(db => db.Database.ExecuteSqlRawAsync("UPDATE platform_audit SET mark = ''"));
        await Seal();
        (await Faults()).ShouldBeEmpty();
        (await Look(db => db.Set<AuditEntry>().CountAsync(row => row.Sequence == null))).ShouldBe(0);
    }

    [Fact]
    public async Task The_daily_look_is_shown_to_the_auditor_and_told_by_the_doctor_with_a_remedy()
    {
        await ThreeSeals();
        using var hendra = await App.Client("auditor");
        await Check();
        (await hendra.Page("/admin/audit")).QuerySelector(".notice-danger").ShouldBeNull();
        await Look(db => db.Database.ExecuteSqlRawAsync("DELETE FROM platform_audit WHERE sequence = 12"));
        await Check();
        (await hendra.Page("/admin/audit")).QuerySelector(".notice-danger")!.TextContent.ShouldContain("Baris 12 hilang");
        await using var scope = await App.Scope();
        var finding = await new AuditChecks(scope.ServiceProvider.GetRequiredService<AuditProof>()).Run(default);
        finding.Fine.ShouldBeFalse();
        finding.Text.ShouldContain("Row 12");
        finding.Remedy.ShouldNotBeNull().ShouldContain("backup");
    }

    [Fact]
    public async Task The_auditor_searches_by_person_act_and_day_and_saves_a_table()
    {
        using var rina = await App.Client("administrator");
        var dimas = (await App.PersonOf("officer")).Id;
        await rina.Submit($"/admin/people/{dimas}", "switch");
        App.Clock.Advance(TimeSpan.FromDays(2));
        await Write(3, "melati");
        using var hendra = await App.Client("auditor");
        (await Rows(hendra, "")).ShouldBe(4);
        (await Rows(hendra, $"?person={dimas}")).ShouldBe(1);
        (await Rows(hendra, "?act=people.disable")).ShouldBe(1);
        (await Rows(hendra, "?act=people")).ShouldBe(1);
        (await Rows(hendra, "?from=2026-03-03")).ShouldBe(3);
        (await Rows(hendra, "?until=2026-03-02")).ShouldBe(1);
        (await Rows(hendra, "?until=2026-03-01")).ShouldBe(0);
        (await Rows(hendra, "?person=nonsense&from=32&act=" + new string('x', 99))).ShouldBe(4);
        var csv = await (await hendra.GetAsync("/admin/audit.csv?act=people")).Content.ReadAsStringAsync();
        csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(2);
        csv.ShouldContain("Mas Dimas");
        using var tini = await App.Client("administrator@kenanga");
        (await (await tini.GetAsync("/admin/audit.csv")).Content.ReadAsStringAsync()).ShouldNotContain("people.disable");
        (await Look(db => db.Set<AuditEntry>().CountAsync(row => row.Act == "audit.export"))).ShouldBe(2);
    }

    [Fact]
    public async Task A_word_that_would_be_a_formula_is_none_in_the_table()
    {
        await using (var rina = await App.ScopeOf("auditor"))
        {
            rina.ServiceProvider.GetRequiredService<AuditBook>().Note("test.act", "thing:1", "+1+1");
            await rina.ServiceProvider.GetRequiredService<PendopoDb>().SaveChangesAsync();
        }
        using var hendra = await App.Client("auditor");
        var csv = await (await hendra.GetAsync("/admin/audit.csv?act=test")).Content.ReadAsStringAsync();
        csv.ShouldContain("'+1+1");
        csv.ShouldNotContain(",+1+1");
    }

    private static async Task<int> Rows(HttpClient browser, string query) => (await browser.Page("/admin/audit" + query)).QuerySelectorAll("tbody tr").Length;

    private async Task ThreeSeals()
    {
        for (var seal = 0; seal < 3; seal++)
        {
            await Write(10, "melati");
            await Seal();
        }
    }

    private async Task Write(int count, string centre)
    {
        await using var scope = await App.ScopeOf("administrator", centre);
        for (var i = 0; i < count; i++)
            scope.ServiceProvider.GetRequiredService<AuditBook>().Note("test.act", $"thing:{i}", "officer");
        await scope.ServiceProvider.GetRequiredService<PendopoDb>().SaveChangesAsync();
    }

    private async Task Seal() => await Do(new SealAudit());

    private async Task Check() => await Do(new CheckAudit());

    private async Task Do<TJob>(TJob job) where TJob : IJob
    {
        await using var scope = await App.Scope();
        await scope.ServiceProvider.GetRequiredService<IJobHandler<TJob>>().Run(job, default);
    }

    private async Task<IReadOnlyList<AuditFault>> Faults()
    {
        await using var scope = await App.Scope();
        return await scope.ServiceProvider.GetRequiredService<AuditProof>().Check(default);
    }

    private async Task<T> Look<T>(Func<PendopoDb, Task<T>> look)
    {
        await using var scope = await App.Scope();
        return await look(scope.ServiceProvider.GetRequiredService<PendopoDb>());
    }
}

[Collection("sqlite")]
public sealed class AuditChainOnSqlite(SqliteApp app) : AuditChainTests(app);

[Collection("postgres")]
public sealed class AuditChainOnPostgres(PostgresApp app) : AuditChainTests(app);
