using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.WhatsApp;
using Pendopo.Inbox.Conversations;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Contracts;
using Pendopo.Testing;
using Pendopo.Tests.Crash;
using Pendopo.Tests.Harness;
using Pendopo.Tests.StandIns.Gates;
using Xunit.Abstractions;

namespace Pendopo.Tests.Channels.Everywhere;

/// <summary>The built program publishes on twelve networks at once and is killed (`kill -9`) at every step of every one of them: before a call reaches the network, or when the
/// network did what was asked and nobody heard of it.</summary>
[Collection("processes on sqlite")]
public sealed partial class KilledPublishingTests(SqliteApp app, ITestOutputHelper output) : EverywhereTests(app)
{
    private const string Answer = "Ya, bawa buku KIA.";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private protected override string Captions => "WEBVTT\n\n00:00:01.000 --> 00:00:04.000\nBasahi tangan\n";

    /// <param name="Call">Method and path, with a star for what changes.</param>
    /// <param name="Time">The how manieth such call.</param>
    /// <param name="Done">Whether the network did what was asked before the program fell.</param>
    private sealed record Step(string Network, string Call, int Time, bool Done);

    [Fact, Trait(Series.Form, Series.Long)]
    public async Task Killed_at_any_step_on_any_network_no_post_is_out_twice_or_lost_in_silence()
    {
        var steps = await Learn();
        var (sent, told) = (0, 0);
        var wrong = new List<string>();
        var chosen = InTurn(steps, Series.Of("NETWORK_KILLS", suite: 2, nightly: steps.Count));
        foreach (var step in chosen)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"{step.Network} {step.Call} {step.Time} {(step.Done ? "done" : "not done")}");
            try
            {
                await Anew();
                await Plan();
                var fell = await Fall(step);
                await TakeOver();
                await Settle();
                var (stand, asked) = await Check(step);
                (sent, told) = (sent + stand, told + asked);
                Tell($"{name}: {(fell ? "killed there" : "killed afterwards")}, {stand} out, {asked} for a person");
            }
            // One step that fails hides no other one's verdict.
            catch (Exception fault)
            {
                wrong.Add(name);
                Tell($"{name}: FAILED {fault.Message}");
            }
        }
        Tell($"{steps.Count} steps, {chosen.Count} kills, {sent} posts out once, {told} left to a person, {(wrong.Count == 0 ? "none twice, none lost in silence" : $"{wrong.Count} failed")}");
        wrong.ShouldBeEmpty();
    }

    /// <summary>Also into `artifacts/killed-publishing.txt`, at once: what a test prints is shown when it has ended, so a run that meets a time limit would say nothing.</summary>
    private void Tell(string line)
    {
        output.WriteLine(line);
        Directory.CreateDirectory(Repository.PathTo("artifacts"));
        File.AppendAllText(Repository.PathTo("artifacts", "killed-publishing.txt"), $"{TimeProvider.System.GetUtcNow():yyyy-MM-dd HH:mm:ss} {line}\n");
    }

    /// <summary>So many steps, network after network, and each day those that follow yesterday's: in time every step of every network has its turn.</summary>
    private static List<Step> InTurn(List<Step> steps, int count)
    {
        var round = steps.GroupBy(step => step.Network).SelectMany(network => network.Select((step, place) => (step, place))).OrderBy(pair => pair.place).Select(pair => pair.step).ToList();
        // A full pass in parts begins each where the one before ended: PENDOPO_SERIES_NETWORK_KILLS_AFTER.
        var after = Series.Of("NETWORK_KILLS_AFTER", suite: 0, nightly: 0);
        var first = after > 0 ? after % round.Count : (int)((long)DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).DayNumber * count % round.Count);
        return [.. Enumerable.Range(first, Math.Min(count, round.Count)).Select(place => round[place % round.Count])];
    }

    /// <summary>A post on all networks, and an answer to somebody who asked by SMS.</summary>
    private async Task Plan()
    {
        await Posts.Plan(1, null, NetworkHouse.Networks);
        using var outside = App.Anonymous();
        (await outside.PostAsync(await House.SmsDoor(), new FormUrlEncodedContent([new("from", NetworkHouse.Readers[0]), new("body", "Bawa buku KIA?")]))).StatusCode.ShouldBe(HttpStatusCode.OK);
        await App.RunJobs("default");
        var talk = await Read(db => db.Set<Conversation>().AcrossCentres().Where(row => row.Network == "sms").Select(row => row.Id).SingleAsync());
        using var officer = await App.Client("officer");
        (await officer.PostAsJsonAsync($"/api/v1/conversations/{talk}/answers", new { text = Answer })).StatusCode.ShouldBe(HttpStatusCode.Accepted);
    }

    /// <summary>The calls of a post that goes out on all networks without trouble.</summary>
    private async Task<List<Step>> Learn()
    {
        await Plan();
        foreach (var network in NetworkHouse.Networks)
            House.Gate(network).Passed.Clear();
        // Nobody listens meanwhile: what is learnt is what publishing does.
        await Settle("publish", "delivery");
        var publications = await Publications();
        publications.Select(row => row.Network).Order().ShouldBe(NetworkHouse.Networks);
        publications.ShouldAllBe(row => row.State == PublicationState.Sent, string.Join('\n', publications.Select(row => $"{row.Network} {row.State} {row.TroubleCode} {row.TroubleReason}")));
        await Check(null);
        return [.. from network in NetworkHouse.Networks
                   from calls in House.Gate(network).Passed.Where(call => NetworkHouse.Concerns(network, call)).GroupBy(call => Plain(call.Name))
                   from time in Enumerable.Range(1, calls.Count())
                   from done in new[] { false, true }
                   select new Step(network, calls.Key, time, done)];
    }

    /// <summary>Runs the built program until it comes to this step, and kills it there; false when it came to its end without it.</summary>
    private async Task<bool> Fall(Step step)
    {
        var place = await App.Leave();
        var fell = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        BuiltProgram? program = null;
        var (gate, times) = (House.Gate(step.Network), new ConcurrentDictionary<string, int>());
        async Task Kill(Passing call)
        {
            if (!NetworkHouse.Concerns(step.Network, call) || Plain(call.Name) != step.Call || times.AddOrUpdate(step.Call, 1, (_, before) => before + 1) != step.Time)
                return;
            while (program is null)
                await Task.Delay(5);
            await program.Die();
            fell.TrySetResult();
            if (!step.Done)
                throw new OperationCanceledException("The caller fell before it was heard.");
        }
        if (step.Done)
            gate.After = Kill;
        else
            gate.Before = Kill;
        await using (program = await BuiltProgram.Start(place))
        {
            var killed = await Task.WhenAny(fell.Task, Task.Delay(Patience)) == fell.Task;
            if (!killed)
                await program.Die();
            (gate.Before, gate.After) = (_ => Task.CompletedTask, _ => Task.CompletedTask);
            return killed;
        }
    }

    /// <summary>Holds what stands on each network against what the program says of it.</summary>
    private async Task<(int Sent, int Asked)> Check(Step? step)
    {
        var title = FilmPosts.Title(0);
        var publications = await Publications();
        string.Join(' ', publications.Select(row => row.Network).Order()).ShouldBe(string.Join(' ', NetworkHouse.Networks), $"{step}");
        foreach (var publication in publications.Where(row => row.Network is not ("sms" or "whatsapp")))
        {
            var stands = House.Standing(publication.Network).Count(words => words.Contains(title, StringComparison.Ordinal));
            var said = $"{step}: on {publication.Network} it stands {stands} times, and is told as {publication.State} {publication.TroubleCode} {publication.TroubleReason}";
            stands.ShouldBeLessThanOrEqualTo(1, said);
            if (publication.State == PublicationState.Sent)
                (stands, House.Captioned(publication.Network) ?? true).ShouldBe((1, true), $"{said}, with captions {House.Captioned(publication.Network)}");
            else
                (publication.NeedsPerson && publication.TroubleCode is not null).ShouldBeTrue(said);
        }
        await CheckPeople(step, title);
        var (answer, answered) = ((await Answers()).ShouldHaveSingleItem($"{step}"), House.Sms.Taken.Count(sms => sms.Text == Answer));
        answered.ShouldBeInRange(answer.State == MessageState.Sent ? 1 : 0, answer.State == MessageState.Failed ? 0 : 1, $"{step}: the answer stands {answered} times and is told as {answer.State}");
        (answer.State == MessageState.Sent || (answer.State is MessageState.Unknown or MessageState.Failed && answer.Reason is not null)).ShouldBeTrue($"{step}: {answer.State} {answer.Reason}");
        return (publications.Count(row => row.State == PublicationState.Sent), publications.Count(row => row.NeedsPerson));
    }

    /// <summary>The same of those who are written to one by one.</summary>
    private async Task CheckPeople(Step? step, string title)
    {
        var lines = await Lines();
        lines.Count.ShouldBe(2 * NetworkHouse.Readers.Length, $"{step}");
        lines.ShouldAllBe(line => line.State != SendingState.Waiting && line.State != SendingState.Calling, $"{step}");
        foreach (var network in new[] { "sms", "whatsapp" })
        {
            var stands = House.Standing(network).Where(words => words.Contains(title, StringComparison.Ordinal)).ToList();
            NetworkHouse.Readers.ShouldAllBe(reader => stands.Count(words => words.EndsWith(reader, StringComparison.Ordinal)) <= 1, $"{step}");
        }
        var (reached, unknown) = (House.Standing("sms").Concat(House.Standing("whatsapp")).Count(words => words.Contains(title, StringComparison.Ordinal)), lines.Count(line => line.State == SendingState.Unknown));
        reached.ShouldBeInRange(lines.Count - unknown, lines.Count, $"{step}");
    }

    private static string Plain(string name) => string.Join('/', name.Split('/').Select(part => Number().IsMatch(part) ? "*" : part));

    // Numbers of what is made, and addresses of uploads; not those of accounts and versions.
    [GeneratedRegex(@"^(?!v\d+(\.\d+)?$|2$)[^ ]*\d{3}[^ ]*$")]
    private static partial Regex Number();
}
