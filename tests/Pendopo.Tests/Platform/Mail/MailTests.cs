using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;
using Pendopo.Platform.Settings;
using Pendopo.Testing;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Platform.Mail;

[Collection("sqlite")]
public sealed class MailTests(SqliteApp app) : AppTests(app)
{
    [Fact]
    public async Task Mail_leaves_by_the_server_that_was_set()
    {
        await using var sink = await SmtpSink.StartAsync();
        using var rina = await App.Client("administrator");
        await Set(rina, sink);
        (await rina.Submit("/admin/settings", "try")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await App.RunJobs("mail")).ShouldBe(1);
        var mail = (await sink.MailsToAsync("rina@melati.example"))[0];
        mail.From.ShouldNotBeNull().ShouldContain("halo@melati.example");
        mail.Subject.ShouldNotBeNull().ShouldContain("Puskesmas Melati");
        mail.Text.ShouldNotBeNullOrWhiteSpace();
    }

    [Fact]
    public async Task The_servers_password_lies_encrypted_and_is_never_shown()
    {
        using var rina = await App.Client("administrator");
        await rina.Submit("/admin/settings", "mail",
            ("Mail.Host", "mail.example"), ("Mail.User", "pendopo"), ("Mail.Password", "a secret of the server"), ("Mail.From", "halo@melati.example"));
        (await rina.Page("/admin/settings")).DocumentElement.OuterHtml.ShouldNotContain("a secret of the server");
        await using var scope = await App.Scope();
        var kept = await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Setting>().SingleAsync(setting => setting.Key == SettingKeys.MailPassword);
        kept.Value.ShouldNotContain("secret");
        kept.Value.Length.ShouldBeGreaterThan(50);
    }

    [Fact]
    public async Task The_administrator_of_one_centre_does_not_reach_the_settings_of_all()
    {
        using var tini = await App.Client("administrator@kenanga");
        tini.DefaultRequestHeaders.Add("Cookie", "pendopo.centre=kenanga");
        (await tini.GetAsync("/admin/settings")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await using var scope = await App.ScopeOf("administrator@kenanga", "kenanga");
        var changed = await scope.ServiceProvider.GetRequiredService<Pendopo.Platform.Mail.MailSettings>()
            .Save(new("mail.example", "25", "none", null, null, "x@kenanga.example"), default);
        changed.IsNotFound.ShouldBeTrue();
    }

    [Fact]
    public async Task The_password_of_one_server_is_not_told_to_another()
    {
        using var rina = await App.Client("administrator");
        await rina.Submit("/admin/settings", "mail", ("Mail.Host", "mail.example"), ("Mail.User", "pendopo"), ("Mail.Password", "a secret of the server"), ("Mail.From", "halo@melati.example"));
        await rina.Submit("/admin/settings", "mail", ("Mail.Host", "other.example"), ("Mail.User", "pendopo"), ("Mail.From", "halo@melati.example"));
        await using var scope = await App.Scope();
        (await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Setting>().AnyAsync(setting => setting.Key == SettingKeys.MailPassword)).ShouldBeFalse();
    }

    [Fact]
    public async Task Who_forgot_a_password_gets_a_link_by_mail_and_the_page_is_the_same_for_a_stranger()
    {
        await using var sink = await SmtpSink.StartAsync();
        using var rina = await App.Client("administrator");
        await Set(rina, sink);
        await rina.Submit("/admin/settings", "address", ("Address.PublicAddress", "https://melati.example"));
        using var visitor = App.Anonymous();
        var known = await (await visitor.Submit("/forgotten", "forgotten", ("Form.Email", "dimas@melati.example"))).Document();
        var stranger = await (await visitor.Submit("/forgotten", "forgotten", ("Form.Email", "nobody@melati.example"))).Document();
        stranger.QuerySelector("main")!.TextContent.ShouldBe(known.QuerySelector("main")!.TextContent);
        await App.RunJobs("mail");
        var mail = (await sink.MailsToAsync("dimas@melati.example"))[0];
        var path = Regex.Match(mail.Text!, "https://melati\\.example(/welcome/[\\w-]+)").Groups[1].Value;
        (await visitor.Submit(path, "password", ("Form.Password", "sawah hijau luas"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await visitor.GetAsync("/me")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_server_that_refuses_for_now_is_tried_again_and_one_that_refuses_for_good_is_not()
    {
        await using var sink = await SmtpSink.StartAsync();
        using var rina = await App.Client("administrator");
        await Set(rina, sink);
        await sink.RefuseAsync("rina@melati.example", 450);
        await rina.Submit("/admin/settings", "try");
        await App.RunJobs("mail");
        (await State()).ShouldBe(JobState.Retryable);
        await sink.RefuseAsync("rina@melati.example", 550);
        App.Clock.Advance(TimeSpan.FromMinutes(1));
        await App.RunJobs("mail");
        (await State()).ShouldBe(JobState.Cancelled);
        (await rina.Page("/admin/jobs?state=Cancelled")).QuerySelector("main")!.TextContent.ShouldContain("550");
    }

    [Fact]
    public async Task A_mail_server_that_cannot_be_one_is_refused()
    {
        using var rina = await App.Client("administrator");
        var answer = await rina.Submit("/admin/settings", "mail", ("Mail.Host", "not a host"), ("Mail.Port", "0"), ("Mail.From", "nobody"));
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await answer.Document()).QuerySelectorAll("#errors li").Length.ShouldBe(3);
    }

    private async Task<JobState> State()
    {
        await using var scope = await App.Scope();
        return await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Job>().Where(job => job.Kind == "platform.mail").Select(job => job.State).SingleAsync();
    }

    private static async Task Set(HttpClient rina, SmtpSink sink)
    {
        var saved = await rina.Submit("/admin/settings", "mail", ("Mail.Host", SmtpSink.Host), ("Mail.Port", $"{sink.Port}"), ("Mail.Security", "none"), ("Mail.From", "halo@melati.example"));
        saved.StatusCode.ShouldBe(HttpStatusCode.OK);
    }
}
