using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Channels.Contracts;
using Pendopo.Insights.Dashboard;
using Pendopo.Insights.Measures;
using Pendopo.Insights.Weekly;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;
using Pendopo.Publishing.Contracts;
using Pendopo.Testing;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Insights;

public abstract class DashboardTests(TestApp app) : AppTests(app)
{
    [Fact]
    public async Task The_dashboard_says_shows_lists_and_hands_out_every_figure()
    {
        using var head = await App.Client("head");
        var page = await head.GetStringAsync("/desk/figures");
        page.ShouldContain("id=\"aims\"");
        page.ShouldContain("id=\"kinds\"");
        foreach (var part in new[] { "weeks", "objectives", "campaigns", "posts", "kinds", "hours", "mix", "efforts" })
            (await head.GetAsync($"/desk/figures.csv?part={part}")).EnsureSuccessStatusCode();
        (await head.GetAsync("/desk/figures.csv?part=people")).StatusCode.ShouldBe(System.Net.HttpStatusCode.NotFound);
        (await head.GetStringAsync("/api/v1/figures")).ShouldContain("\"weeks\"");
    }

    [Fact]
    public async Task Every_telling_of_a_post_on_a_channel_counts()
    {
        var network = new ScriptedNetwork { Figures = new(3, 2, null) };
        App.Replace = services => services.AddSingleton<IConnector>(network);
        var post = await Tell(tellings: 3);
        await Run(new MeasureCentre());
        await using var scope = await App.ScopeOf("officer");
        var row = await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Measure>().SingleAsync(found => found.PostId == post && found.Network == ScriptedNetwork.Name);
        (row.Likes, row.Shares, row.Replies).ShouldBe((9, 6, null));
    }

    [Fact]
    public async Task The_report_of_the_week_is_one_page_in_both_languages()
    {
        using var head = await App.Client("head");
        var (id, en) = (await head.GetByteArrayAsync("/desk/figures/weekly.pdf?language=id"), await head.GetByteArrayAsync("/desk/figures/weekly.pdf?language=en"));
        foreach (var file in new[] { id, en })
        {
            var text = Encoding.Latin1.GetString(file);
            text.ShouldStartWith("%PDF-1.");
            text.ShouldContain("/Count 1 ");
        }
        Encoding.Latin1.GetString(id).ShouldContain("/Lang (id)");
        Encoding.Latin1.GetString(en).ShouldContain("The week in short");
        (await head.GetStringAsync("/desk/figures/weekly")).ShouldContain("weekly.pdf?week=");
    }

    [Fact]
    public async Task The_head_is_told_of_a_week_once_whatever_runs_twice()
    {
        // Some Wednesday noon: the week before is over, and its Monday is past.
        var now = App.Clock.Now();
        App.Clock.Advance(TimeSpan.FromDays(((int)DayOfWeek.Wednesday - (int)now.DayOfWeek + 7) % 7));
        for (var round = 0; round < 3; round++)
            await Run(new TellWeekly());
        await using var scope = await App.ScopeOf("head");
        var told = await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<WeeklyTold>().ToListAsync();
        told.ShouldHaveSingleItem().Monday.DayOfWeek.ShouldBe(DayOfWeek.Monday);
    }

    [Fact]
    public async Task The_head_gets_the_report_by_mail_as_a_page_in_each_language()
    {
        await using var sink = await SmtpSink.StartAsync();
        using var rina = await App.Client("administrator");
        await rina.Submit("/admin/settings", "mail", ("Mail.Host", SmtpSink.Host), ("Mail.Port", $"{sink.Port}"), ("Mail.Security", "none"), ("Mail.From", "halo@melati.example"));
        var now = App.Clock.Now();
        App.Clock.Advance(TimeSpan.FromDays(((int)DayOfWeek.Wednesday - (int)now.DayOfWeek + 7) % 7));
        await Run(new TellWeekly());
        await using var scope = await App.ScopeOf("head");
        var head = scope.ServiceProvider.GetRequiredService<Pendopo.Platform.Centres.Here>().Actor;
        var address = await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Pendopo.Platform.People.Account>().Where(account => account.PersonId == head).Select(account => account.Email!).SingleAsync();
        var mail = (await sink.MailsToAsync(address)).Single(one => one.Text!.Contains("/desk/figures/weekly?week=", StringComparison.Ordinal));
        mail.Files.Select(file => (file.Name[^6..], file.Mime)).ShouldBe([("id.pdf", "application/pdf"), ("en.pdf", "application/pdf")]);
        var pages = mail.Files.Select(file => Encoding.Latin1.GetString(Convert.FromBase64String(file.Base64))).ToList();
        pages.ShouldAllBe(page => page.StartsWith("%PDF-1.") && page.Contains("/Count 1 "));
        (pages[0].Contains("/Lang (id)"), pages[1].Contains("The week in short")).ShouldBe((true, true));
    }

    private async Task<Id<Post>> Tell(int tellings)
    {
        await using var scope = await App.ScopeOf("officer");
        var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
        var centre = (await App.CentreOf("melati")).Id;
        var channel = Channel.Connect(centre, ScriptedNetwork.Name, "melati.scripted", "melati", null, App.Clock.Now());
        var post = await db.Set<Post>().FirstAsync(row => row.FirstOutAt != null);
        db.Add(channel);
        for (var telling = 0; telling < tellings; telling++)
        {
            var publication = telling == 0 ? Publication.Of(post, channel, App.Clock.Now()) : Publication.Again(post, channel, telling, App.Clock.Now());
            db.Add(publication);
            var entry = db.Entry(publication);
            entry.Property(row => row.State).CurrentValue = PublicationState.Sent;
            entry.Property(row => row.RemoteId).CurrentValue = $"scripted:{telling}";
            entry.Property(row => row.SentAt).CurrentValue = App.Clock.Now() - TimeSpan.FromDays(40 - (13 * telling));
        }
        await db.SaveChangesAsync();
        return post.Id;
    }

    private async Task Run(IJob job)
    {
        await using (var scope = await App.ScopeOf("officer"))
        {
            var board = scope.ServiceProvider.GetRequiredService<JobBoard>();
            if (job is MeasureCentre measure)
                board.Add(measure);
            else
                board.Add((TellWeekly)job);
            await scope.ServiceProvider.GetRequiredService<PendopoDb>().SaveChangesAsync();
        }
        await App.RunJobs();
    }
}

[Collection("rooms on sqlite")]
public sealed class DashboardOnSqlite(SqliteApp app) : DashboardTests(app);

[Collection("rooms on postgres")]
public sealed class DashboardOnPostgres(PostgresApp app) : DashboardTests(app);
