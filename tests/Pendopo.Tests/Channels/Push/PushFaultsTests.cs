using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Channels.Contracts;
using Pendopo.Channels.Push;
using Pendopo.Platform.Data;
using Pendopo.Testing;
using Pendopo.Tests.Channels.Bluesky;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Channels.Push;

/// <summary>Every answer of a push service after every other, for a browser each, with the program killed while it handed the message over or not.</summary>
[Collection("channels on sqlite")]
public sealed class PushFaultsTests(SqliteApp app) : PushedTests(app)
{
    // 0: the service takes the message, and the line breaks before its answer.
    private static readonly int[] Answers = [201, 0, 400, 403, 404, 410, 413, 429, 500, 502, 503, 504];

    private sealed record Case(int First, int Second, bool Killed);

    [Fact, Trait(Series.Form, Series.Long)]
    public async Task Whatever_goes_wrong_a_browser_is_told_once_or_it_is_known_why_not()
    {
        await As(scope => scope.GetRequiredService<PushSubscribing>().Open(default));
        var cases = (from first in Answers from second in Answers from killed in new[] { false, true } select new Case(first, second, killed)).ToArray();
        new Random(17).Shuffle(cases);
        var browsers = new Dictionary<string, Case>(StringComparer.Ordinal);
        foreach (var one in cases.Take(Series.Of("PUSH_FAULTS", 120, cases.Length)))
            browsers[await Browser(one)] = one;
        var post = Melati.Post();
        (await As(async scope =>
        {
            var accounts = scope.GetRequiredService<Accounts>();
            return await accounts.Connector(PushConnector.NetworkName).Publish(await accounts.Open((await accounts.All(default)).Single(row => row.Network == PushConnector.NetworkName), default), post, default);
        })).ShouldBeOfType<SendOutcome.Sent>();
        await As(scope => Fall(scope.GetRequiredService<PendopoDb>(), [.. browsers.Where(pair => pair.Value.Killed).Select(pair => new PushTarget(pair.Key, "", "").Mark)]));

        for (var hour = 0; hour < 12 && (await Rows<PushNotice>()).Single().State == NoticeState.Sending; hour++)
        {
            await App.RunJobs();
            App.Clock.Advance(TimeSpan.FromHours(1));
        }

        (await Rows<PushNotice>()).ShouldHaveSingleItem().State.ShouldBe(NoticeState.Done);
        var copies = await Rows<PushCopy>();
        var left = (await Rows<PushSubscription>()).ToDictionary(row => row.Mark, row => row.Id);
        var unclaimed = copies.Where(copy => !left.ContainsValue(copy.SubscriptionId)).ToList();
        unclaimed.ShouldAllBe(copy => copy.State == PushState.Gone);
        foreach (var (endpoint, one) in browsers)
        {
            var (state, calls) = one.Killed ? (PushState.Unknown, 0) : Expected(one);
            var got = (await Got(endpoint)).ConvertAll(each => each.GetProperty("status").GetInt32());
            var said = $"{one}: {string.Join(' ', got)}";
            got.Count.ShouldBe(calls, said);
            got.Count(status => status == 201).ShouldBe(state == PushState.Sent ? 1 : 0, said);
            if (left.TryGetValue(new PushTarget(endpoint, "", "").Mark, out var subscription))
                copies.Single(copy => copy.SubscriptionId == subscription).State.ShouldBe(state, said);
            else
                state.ShouldBe(PushState.Gone, said);
        }
        unclaimed.Count.ShouldBe(browsers.Values.Count(one => !one.Killed && Expected(one).State == PushState.Gone));
    }

    /// <summary>What becomes of a message by the rules (RFC 8030, and reference/channels.md section 0): passing troubles are tried again, a message that is too long is shortened, an
    /// address that is gone is let go, and what may have been taken is never sent again.</summary>
    private static (PushState State, int Calls) Expected(Case one)
    {
        int[] answers = [one.First, one.Second, 201];
        for (var call = 0; ; call++)
        {
            switch (answers[call])
            {
                case 201:
                    return (PushState.Sent, call + 1);
                case 403 or 404 or 410:
                    return (PushState.Gone, call + 1);
                case 0 or 502 or 504:
                    return (PushState.Unknown, call + 1);
                case 400:
                    return (PushState.Refused, call + 1);
                default:
                    continue;
            }
        }
    }

    private async Task<string> Browser(Case one)
    {
        var target = await AnyBrowser();
        await Answer(target.Endpoint, (one.First, one.First is 429 or 503 ? 60 : 0), (one.Second, one.Second is 429 or 503 ? 60 : 0));
        (await As(scope => scope.GetRequiredService<PushSubscribing>().Take(target, default))).ShouldBe(target.Mark);
        return target.Endpoint;
    }

    /// <summary>These were being handed over when the program died.</summary>
    private async Task<int> Fall(PendopoDb db, List<string> marks)
    {
        var notice = await db.Set<PushNotice>().SingleAsync();
        foreach (var subscription in await db.Set<PushSubscription>().Where(row => marks.Contains(row.Mark)).Select(row => row.Id).ToListAsync())
        {
            var copy = PushCopy.Of(notice, subscription, App.Clock.GetUtcNow());
            copy.Leave();
            db.Add(copy);
        }
        return await db.SaveChangesAsync();
    }

    private Task<List<T>> Rows<T>() where T : class => As(scope => scope.GetRequiredService<PendopoDb>().Set<T>().AsNoTracking().ToListAsync());

    private async Task<T> As<T>(Func<IServiceProvider, Task<T>> act)
    {
        await using var scope = await App.ScopeOf("officer");
        return await act(scope.ServiceProvider);
    }
}
