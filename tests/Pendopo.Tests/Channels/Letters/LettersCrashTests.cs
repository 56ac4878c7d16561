using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Channels.Contracts;
using Pendopo.Channels.Letters;
using Pendopo.Platform;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;
using Pendopo.Platform.Web;
using Pendopo.Testing;
using Pendopo.Tests.Crash;
using Pendopo.Tests.Harness;
using Xunit.Abstractions;

namespace Pendopo.Tests.Channels.Letters;

/// <summary>A program that dies while letters leave, over a real mail server.</summary>
[Collection("processes on sqlite")]
public sealed class LettersCrashTests(SqliteApp app, ITestOutputHelper output) : AppTests(app)
{
    // IssueRun opens so many when nothing else is set.
    private const int Connections = 8;

    [Fact]
    [Trait(Series.Form, Series.Long)]
    public async Task Letters_of_a_program_that_is_killed_reach_everybody_once_and_what_is_not_certain_is_listed()
    {
        var (readers, kills) = (Series.Of("LETTERS", suite: 300, nightly: 10_000), Series.Of("LETTER_KILLS", suite: 1, nightly: 5));
        await using var sink = await LetterSink.StartAsync(slow: Series.Nightly ? 0 : 2);
        var issue = await Write(sink.Port, readers);
        var place = await App.Leave();
        for (var kill = 1; kill <= kills; kill++)
        {
            await using var program = await BuiltProgram.Start(place);
            await sink.BegunAsync();
            await sink.ReachedAsync(readers * kill / (kills + 1));
            await program.Die();
        }
        var copies = await Rest(place, sink, issue);
        // The house writes to its own people meanwhile, by the same server: those are no copies of the letter.
        var arrived = await sink.CountsAsync();
        var counts = arrived.Where(pair => IsReader(pair.Key)).ToDictionary();
        var unknown = copies.Where(copy => copy.State == CopyState.Unknown).ToList();
        var rate = await sink.RateAsync();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{readers} readers, {kills} kills: {counts.Count} got it, most {counts.Values.Max()} times, {unknown.Count} not certain; {rate:F0} a second while it ran"));
        foreach (var (address, mails) in arrived.Where(pair => !IsReader(pair.Key)))
            output.WriteLine($"{mails} to {address}, no reader, the last of them: {(await sink.LetterToAsync(address)).Subject}");
        var twice = counts.Where(pair => pair.Value > 1).Select(pair => pair.Key).ToList();
        (await Ledger(place, twice)).ShouldBeEmpty("none gets it twice; what the ledger says of those who did");
        copies.Count.ShouldBe(readers);
        copies.ShouldAllBe(copy => copy.State == CopyState.Sent || copy.State == CopyState.Unknown);
        unknown.Count.ShouldBeLessThanOrEqualTo(kills * Connections);
        counts.Count.ShouldBeInRange(readers - unknown.Count, readers);
    }

    private async Task<Id<Issue>> Write(int port, int readers)
    {
        var stage = new LetterStage(App);
        var list = await stage.List(port);
        await stage.BringIn(list, [.. Enumerable.Range(0, Math.Min(readers, KeepSubscribers.MostLines)).Select(Address)]);
        if (readers > KeepSubscribers.MostLines)
            await stage.BringIn(list, [.. Enumerable.Range(KeepSubscribers.MostLines, readers - KeepSubscribers.MostLines).Select(Address)]);
        await using var scope = await App.ScopeOf("administrator");
        var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
        var channel = await db.Set<Channel>().SingleAsync(row => row.Id == list);
        var post = new OutgoingPost { Key = Guid.CreateVersion7(), IntendedAt = App.Clock.GetUtcNow(), Revision = 1, Title = "Oralit di rumah", Text = string.Join("\n\n", Enumerable.Repeat("Larutan oralit diberikan sedikit demi sedikit.", 30)), Html = "", Url = "https://melati.example/posts/oralit", Language = "id" };
        var issue = Issue.Of(channel, post.Key, LetterWords.Of(await App.CentreOf("melati"), channel.Handle, post), post.Url, App.Clock.GetUtcNow());
        db.Add(issue);
        scope.ServiceProvider.GetRequiredService<JobBoard>().Add(new SendIssue(issue.Id));
        await db.SaveChangesAsync();
        return issue.Id;
    }

    /// <summary>What is left, sent by a program that is not killed.</summary>
    private static async Task<List<IssueCopy>> Rest(Installation place, LetterSink sink, Id<Issue> issue)
    {
        await sink.BegunAsync();
        await using var host = new TestHost(place.DataFolder, place.ConnectionString, new ManualTime(TimeProvider.System.GetUtcNow().AddHours(1)), null);
        await host.Services.GetRequiredService<Readiness>().Ready;
        await using var scope = host.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CentreScope>().EnterInstallation();
        await scope.ServiceProvider.GetRequiredService<JobRescue>().RescueOwn(default);
        var runner = host.Services.GetRequiredService<JobRunner>();
        foreach (var job in await runner.Claim("letters", 10, default))
            await runner.Run(job, default);
        return await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<IssueCopy>().AcrossCentres().AsNoTracking().Where(copy => copy.IssueId == issue).ToListAsync();
    }

    /// <summary>What is kept of the copies of some readers.</summary>
    private static async Task<List<string>> Ledger(Installation place, List<string> emails)
    {
        await using var host = new TestHost(place.DataFolder, place.ConnectionString, new ManualTime(), null) { Serves = false };
        await using var scope = host.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CentreScope>().EnterInstallation();
        var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
        var rows = await db.Set<Subscriber>().AcrossCentres().AsNoTracking().Where(row => emails.Contains(row.Email)).Join(db.Set<IssueCopy>().AcrossCentres(), row => row.Id, copy => copy.SubscriberId, (row, copy) => new { row.Email, Copy = copy }).ToListAsync();
        return [.. rows.Select(row => $"{row.Email}: {row.Copy.State} after {row.Copy.Attempts} tries, begun {row.Copy.IntendedAt:O}, settled {row.Copy.SettledAt:O}, claim {row.Copy.Claim}, {row.Copy.Reason}")];
    }

    private static string Address(int number) => string.Create(CultureInfo.InvariantCulture, $"pembaca{number}@warga{number % 97}.example");

    private static bool IsReader(string address) => address.StartsWith("pembaca", StringComparison.Ordinal);
}
