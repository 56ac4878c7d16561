using Pendopo.Channels.Fediverse;
using Pendopo.Testing;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Channels.Fediverse.Forged;

/// <summary>Everything that a stranger might want done in somebody else's name, by every trick that is known: refused by the running inbox,
/// with every table as it was, and at most three requests of ours for it.</summary>
public abstract class ForgedActivityTests(ForgeryStage stage)
{
    // Each trick with every third kind, each kind with every third trick: enough to find a hole in either; all of them run at night.
    public static TheoryData<string, string> Some => Pairs(every: 3);

    [Theory, MemberData(nameof(Some))]
    public async Task A_forged_activity_is_refused_and_changes_nothing(string kind, string trick) =>
        await Try(ForgedKind.All.Single(one => one.Name == kind), ForgedTrick.All.Single(one => one.Name == trick));

    [Fact, Trait(Series.Form, Series.Long)]
    public async Task Every_pair_and_mutations_of_them_are_refused()
    {
        var chance = new Random(20261122);
        foreach (var pair in Series.Nightly ? Pairs(every: 1) : [])
            await Try(ForgedKind.All.Single(one => one.Name == (string)pair[0]), ForgedTrick.All.Single(one => one.Name == (string)pair[1]));
        for (var i = 0; i < Series.Of("FORGERIES", suite: 60, nightly: 5000); i++)
            await Mutate(ForgedKind.All[chance.Next(ForgedKind.All.Count)], ForgedTrick.All[chance.Next(ForgedTrick.All.Count)], chance);
    }

    /// <summary>A forged request with a few bytes of its body and its headers changed at random: whatever it then is, it is not the victim's.</summary>
    private async Task Mutate(ForgedKind kind, ForgedTrick trick, Random chance)
    {
        var before = await stage.Rows();
        var forgery = stage.Next(kind);
        // Half of them are signed after the change, with the forger's own good key, so that they come further than the digest.
        var isSigned = chance.Next(2) == 0;
        var request = trick.Make(forgery);
        var body = isSigned ? forgery.Bytes : request.Body.ToArray();
        for (var flips = chance.Next(4); flips > 0; flips--)
            body[chance.Next(body.Length)] = (byte)"\"{}[]:,\\@/ 0a"[chance.Next(13)];
        if (isSigned)
            request = forgery.Sign(body, forgery.Eve.Key);
        var header = request.Headers[chance.Next(request.Headers.Count)];
        if (!isSigned && header.Key is not ("Host" or "Content-Type"))
        {
            var text = header.Value.ToCharArray();
            text[chance.Next(text.Length)] = "\",=:;() aZ09"[chance.Next(12)];
            request = ForgedHeaders.Set(request, header.Key, new string(text));
        }
        var asked = stage.Web.Requests;
        (await stage.Send(request with { Body = body })).ShouldBeInRange(200, 499, $"{kind.Name} by {trick.Name}");
        (stage.Web.Requests - asked).ShouldBeLessThanOrEqualTo(FetchAllowance.Most);
        var after = await stage.Rows();
        after.Except(before).Concat(before.Except(after)).ShouldBeEmpty($"{kind.Name} by {trick.Name}");
    }

    [Fact]
    public async Task What_is_forged_here_would_be_done_if_it_were_true()
    {
        var silent = new List<string>();
        foreach (var kind in ForgedKind.All.OrderBy(kind => Array.IndexOf(["Reject", "Update", "Undo", "Delete", "Block", "Move", "Farewell"], kind.Name)))
        {
            var before = await stage.Rows();
            await stage.Honest(kind.Victim(stage.Scene), kind.Of(stage.Scene));
            if (before.SequenceEqual(await stage.Rows()))
                silent.Add(kind.Name);
        }
        // The house holds no polls: a vote is nobody's.
        silent.ShouldBe(["Vote"]);
        await stage.DisposeAsync();
        await stage.InitializeAsync();
    }

    private async Task Try(ForgedKind kind, ForgedTrick trick)
    {
        var before = await stage.Rows();
        var forgery = stage.Next(kind);
        var request = trick.Make(forgery);
        var asked = stage.Web.Requests;
        var answer = await stage.Send(request);
        (answer == trick.Answer || (kind.IsAboutItself && trick.Answer == 401 && answer == 202)).ShouldBeTrue($"{kind.Name} by {trick.Name} was answered {answer}, not {trick.Answer}");
        (stage.Web.Requests - asked).ShouldBeLessThanOrEqualTo(FetchAllowance.Most);
        var after = await stage.Rows();
        after.Except(before).Concat(before.Except(after)).ShouldBeEmpty();
    }

    private static TheoryData<string, string> Pairs(int every)
    {
        var pairs = new TheoryData<string, string>();
        for (var kind = 0; kind < ForgedKind.All.Count; kind++)
        {
            for (var trick = 0; trick < ForgedTrick.All.Count; trick++)
            {
                if ((kind + trick) % every == 0)
                    pairs.Add(ForgedKind.All[kind].Name, ForgedTrick.All[trick].Name);
            }
        }
        return pairs;
    }
}

[Collection("channels on sqlite")]
public sealed class ForgedActivityOnSqlite(ForgeryStageOnSqlite stage) : ForgedActivityTests(stage), IClassFixture<ForgeryStageOnSqlite>;

[Collection("channels on postgres"), Trait(Series.Form, Series.Night)]
public sealed class ForgedActivityOnPostgres(ForgeryStageOnPostgres stage) : ForgedActivityTests(stage), IClassFixture<ForgeryStageOnPostgres>;
