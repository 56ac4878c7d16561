using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Data;
using Pendopo.Platform.Exits;
using Pendopo.Safety.Guard;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Safety;

public abstract class GuardRulesTests(TestApp app) : AppTests(app)
{
    private const string Number = "NIK 3404015203900003";
    private const string Home = "Ambulans sudah ke rumah pasien di Gang Manggis III no 8 RT 04 RW 02.";
    private const string Ready = "Halo Bu Tuti, hasil lab Ibu sudah jadi, silakan diambil.";

    private readonly Exit open = new("test.public", ExitKind.Network);
    private readonly Exit direct = new("test.direct", ExitKind.Network, Public: false);

    [Fact]
    public async Task Confirming_that_somebody_is_a_patient_is_held_in_public_and_may_be_said_to_the_person()
    {
        var verdict = await Ask(open, Ready);
        verdict.MayLeave.ShouldBeFalse();
        verdict.Reasons.Select(reason => reason.Kind).ShouldContain("confirms_patient");
        (await Ask(direct, Ready)).MayLeave.ShouldBeTrue();
    }

    [Fact]
    public async Task What_is_only_asked_about_the_writer_lets_out_with_a_reason_and_what_is_held_not()
    {
        var asked = await Hold(Home);
        (await As("officer", scope => scope.GetRequiredService<ReleaseContent>().Handle(asked, "Alamat posko umum, bukan rumah.", default))).Ok.ShouldBeTrue();
        (await Ask(open, Home)).MayLeave.ShouldBeTrue();
        var held = await Hold(Number);
        (await As("officer", scope => scope.GetRequiredService<ReleaseContent>().Handle(held, "Nomor ini rekaan untuk poster.", default))).Problems.ShouldHaveSingleItem().Code.ShouldBe("NotYours");
    }

    [Fact]
    public async Task What_is_refused_nobody_lets_out_also_not_by_an_earlier_release()
    {
        var held = await Hold(Number);
        (await As("safety-lead", scope => scope.GetRequiredService<ReleaseContent>().Handle(held, "Nomor ini rekaan untuk poster.", default))).Ok.ShouldBeTrue();
        (await Ask(open, Number)).MayLeave.ShouldBeTrue();
        await Rule("nik", GuardAnswer.Refuse);
        (await Ask(open, Number)).MayLeave.ShouldBeFalse();
        var again = await Hold(Number);
        (await As("safety-lead", scope => scope.GetRequiredService<ReleaseContent>().Handle(again, "Nomor ini rekaan untuk poster.", default))).Problems.ShouldHaveSingleItem().Code.ShouldBe("NobodyReleases");
    }

    [Fact]
    public async Task A_rule_holds_at_once_for_its_centre_alone_and_stands_on_the_audit_chain()
    {
        await Rule("nik", GuardAnswer.Allow);
        (await Ask(open, Number)).MayLeave.ShouldBeTrue();
        (await Ask(open, Number, "kenanga")).MayLeave.ShouldBeFalse();
        await using var scope = await App.Scope();
        var noted = await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<AuditEntry>().AsNoTracking().SingleAsync(row => row.Act == "safety.rule");
        (noted.Subject, noted.Detail).ShouldBe(("nik", "Hold > Allow"));
    }

    [Fact]
    public async Task A_release_stands_on_the_audit_chain_with_a_mark_that_proves_its_reason()
    {
        var held = await Hold(Number);
        await As("safety-lead", scope => scope.GetRequiredService<ReleaseContent>().Handle(held, "Nomor ini rekaan untuk poster.", default));
        await using var scope = await App.Scope();
        var noted = await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<AuditEntry>().AsNoTracking().SingleAsync(row => row.Act == "safety.release");
        var release = await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Release>().AcrossCentres().AsNoTracking().SingleAsync();
        release.Reason.ShouldBe("Nomor ini rekaan untuk poster.");
        var mark = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(release.Reason)));
        (noted.Subject, noted.Detail).ShouldBe(("post:1", $"nik: release:{release.Id} reason:{mark}"));
        noted.ActorId.ShouldBe((await App.PersonOf("safety-lead")).Id);
    }

    [Fact]
    public async Task Only_who_may_set_rules_sets_them()
    {
        (await As("officer", scope => scope.GetRequiredService<KeepGuardRules>().Handle(new Dictionary<string, GuardAnswer> { ["nik"] = GuardAnswer.Allow }, default))).Problems.ShouldHaveSingleItem().Code.ShouldBe("NotYours");
        (await As("safety-lead", scope => scope.GetRequiredService<KeepGuardRules>().Handle(new Dictionary<string, GuardAnswer> { ["shoe_size"] = GuardAnswer.Allow }, default))).Problems.ShouldHaveSingleItem().Code.ShouldBe("NoSuchRule");
    }

    [Fact]
    public async Task The_page_shows_every_kind_and_keeps_what_was_chosen()
    {
        using var lead = await App.Client("safety-lead");
        var page = await lead.GetStringAsync("/desk/safety/rules");
        foreach (var kind in GuardRules.Kinds)
            page.ShouldContain($"name=\"Rule_{kind}\"");
        var answer = await lead.Send(page, "rules", new() { ["Rule_name"] = "Ask" }, "/desk/safety/rules");
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await Ask(open, "Semoga Bu Tuti lekas sembuh.")).MayLeave.ShouldBeFalse();
    }

    [Fact]
    public void Every_kind_of_finding_and_risk_has_a_rule() =>
        Enum.GetValues<Pendopo.Privacy.FindingKind>().Select(Pendopo.Privacy.FindingKinds.Key)
            .Concat(Enum.GetValues<Pendopo.Privacy.RiskKind>().Select(Pendopo.Privacy.FindingKinds.Key)).ShouldBe(GuardRules.Kinds, ignoreOrder: true);

    private async Task Rule(string kind, GuardAnswer answer) =>
        (await As("safety-lead", scope => scope.GetRequiredService<KeepGuardRules>().Handle(new Dictionary<string, GuardAnswer> { [kind] = answer }, default))).Ok.ShouldBeTrue();

    private async Task<T> As<T>(string role, Func<IServiceProvider, Task<T>> act)
    {
        await using var scope = await App.ScopeOf(role);
        return await act(scope.ServiceProvider);
    }

    private async Task<ExitVerdict> Ask(Exit exit, string text, string centre = "melati") =>
        await App.Services.GetRequiredService<IExitGuard>().Ask(exit, new Leaving(exit.Name, (await App.CentreOf(centre)).Id, "post:1", [new("text", text)]), default);

    private async Task<Id<HeldContent>> Hold(string text)
    {
        (await Ask(open, text)).MayLeave.ShouldBeFalse();
        await App.Services.GetRequiredService<HeldLedger>().WriteAll(default);
        await using var scope = await App.Scope();
        return (await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<HeldContent>().AcrossCentres().OrderByDescending(held => held.Id).FirstAsync()).Id;
    }
}

[Collection("rooms on sqlite")]
public sealed class GuardRulesOnSqlite(SqliteApp app) : GuardRulesTests(app);

[Collection("rooms on postgres")]
public sealed class GuardRulesOnPostgres(PostgresApp app) : GuardRulesTests(app);
