using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;
using Pendopo.Channels.WhatsApp;
using Pendopo.Platform.Jobs;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Channels.WhatsApp;

/// <summary>The version of the interface is tried at once when it is changed, at the number and on the page of the app.</summary>
[Collection("rooms on sqlite")]
public sealed class WhatsAppVersionTests(SqliteApp app) : WhatsAppTests(app)
{
    [Fact]
    public async Task A_version_that_is_not_there_is_named_and_nothing_is_kept_and_one_that_went_away_colours_the_light()
    {
        var problem = (await Connect(Entry with { Version = "v27.0" })).Problems.ShouldHaveSingleItem();
        (problem.Code, problem.Field).ShouldBe(("VersionNotThere", "Version"));
        problem.Text.ShouldContain("v27.0");
        (await Read(db => db.Set<Channel>().CountAsync(row => row.Network == "whatsapp"))).ShouldBe(0);

        WhatsApp.Newest = 27;
        WhatsApp.Quality = "RED";
        var channel = (await Connect(Entry with { Version = "v27.0" })).Value;
        // What the new version says stands at the light before the daily look.
        channel.TroubleReason.ShouldNotBeNull().ShouldContain("memblokir");
        WhatsApp.Newest = 26;
        await Stage.As("officer", scope => scope.GetRequiredService<CheckAccount>().Run(channel.Id, default));
        var light = await Read(db => db.Set<Channel>().AsNoTracking().SingleAsync(row => row.Id == channel.Id));
        light.State.ShouldBe(ChannelState.Connected, "a version is no lost token");
        light.TroubleReason.ShouldNotBeNull().ShouldContain("v27.0");
    }

    [Fact]
    public async Task A_version_or_its_end_on_the_page_of_the_app_is_looked_at_by_every_number_once()
    {
        var channel = await Connected();
        using var administrator = await App.Client("administrator");
        var ends = App.Clock.GetUtcNow().AddDays(40).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        for (var times = 0; times < 2; times++)
        {
            (await administrator.Submit("/admin/graph", "graph", ("Form.VersionEnds", ends))).StatusCode.ShouldBe(System.Net.HttpStatusCode.Found);
            (await Read(db => db.Set<Job>().CountAsync(row => row.Kind == "channels.check" && row.Arguments.Contains(channel.Id.ToString())))).ShouldBe(1);
        }
        App.Clock.Advance(TimeSpan.FromMinutes(1));
        await App.RunJobs();
        (await Read(db => db.Set<Channel>().AsNoTracking().SingleAsync(row => row.Id == channel.Id))).TroubleReason.ShouldNotBeNull().ShouldContain(ConnectWhatsApp.DefaultVersion);
    }
}
