using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Channels.Fediverse;
using Pendopo.Fediverse.Signatures;
using Pendopo.Fediverse.Vocabulary;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Channels.Fediverse;

/// <summary>A farewell that is forged tells nobody who has to do with a health centre.</summary>
public abstract class FarewellTests(TestApp app) : FediverseTests(app)
{
    private static readonly string[] Kinds = ["Delete", "Update"];

    [Fact]
    public async Task The_answer_to_a_forged_farewell_is_the_same_for_those_who_are_known_and_for_strangers()
    {
        await Follow(Rina);
        var (known, stranger) = (Rina, Peer.Person("orang_asing"));
        var (fetches, jobs) = (Peer.Fetches, await Jobs());
        foreach (var kind in Kinds)
        {
            (await Answers(known, kind)).ShouldBe(await Answers(stranger, kind));
            (await Answers(known, kind)).ShouldBe([401, 400, 202, 202, 401]);
        }
        // Nothing was asked of another server, nothing kept: neither time nor traffic tells the two apart.
        (Peer.Fetches, await Jobs()).ShouldBe((fetches, jobs));
        (await Followers()).ShouldBe(1);
    }

    /// <summary>Unsigned, unreadable, signed with another key under the name, signed under a name nobody has, and too old.</summary>
    private async Task<List<int>> Answers(FakePerson person, string kind)
    {
        var activity = person.Activity(kind, kind == "Delete" ? person.Id : person.Document());
        var good = Signed(person, activity);
        using var forged = PeerKeys.Next(person.Key.KeyId);
        using var other = PeerKeys.Next(person.Id + "#no-such-key");
        var old = new RequestDescription("POST", Root + "/inbox", [new("Content-Type", ActivityDocument.MediaType)], ActivityWriter.Bytes(activity));
        old = old with { Headers = [.. old.Headers, .. RequestSigner.Sign(old, SignatureScheme.Cavage, forged, Now.AddHours(-3))] };
        return
        [
            await Send(good with { Headers = [.. good.Headers.Where(header => header.Key != "Signature")] }),
            await Send(good with { Headers = [.. good.Headers.Select(header => header.Key == "Signature" ? new(header.Key, "keyId=") : header)] }),
            await Send(person, activity, key: forged),
            await Send(person, activity, key: other),
            await Send(old),
        ];
    }

    private Task<int> Jobs() => Query(db => db.Set<Job>().CountAsync());

    [Fact]
    public async Task A_true_farewell_is_heard()
    {
        await Follow(Rina);
        await Deliver(Rina, Rina.Activity("Delete", Rina.Id));
        (await Followers()).ShouldBe(0);
    }

    [Fact]
    public void Keys_are_fetched_only_so_often_from_one_server_and_from_all_together()
    {
        using var budget = new FetchBudget();
        var one = Enumerable.Range(0, FetchBudget.PerMinute + 20).Count(i => budget.Allows($"https://one.example/keys/{i}"));
        one.ShouldBe(FetchBudget.PerMinute);
        // What one server was refused took nothing from the others.
        var others = Enumerable.Range(0, FetchCeiling.PerMinute + 100).Count(i => budget.Allows($"https://host{i}.example/key"));
        others.ShouldBe(FetchCeiling.PerMinute - FetchBudget.PerMinute);
        budget.Allows("https://another.example/key").ShouldBeFalse();
    }

    [Fact]
    public async Task All_nodes_share_one_ceiling_a_minute()
    {
        var minute = FetchMinute.Of(Now);
        // What other nodes fetched.
        await Query(async db =>
        {
            db.Add(new FetchMinute { Minute = minute, Count = FetchCeiling.PerMinute - 1 });
            return await db.SaveChangesAsync();
        });
        (await Send(Rina, Rina.Activity("Follow", Melati))).ShouldBe(202);
        var budi = Peer.Person("budi");
        (await Send(budi, budi.Activity("Follow", Melati))).ShouldBe(503);
        Peer.Fetches.ShouldBe(1);
        // Whose key is known is not kept waiting.
        App.Clock.Advance(TimeSpan.FromSeconds(1));
        (await Send(Rina, Rina.Activity("Follow", Melati))).ShouldBe(202);
        App.Clock.Advance(TimeSpan.FromMinutes(1));
        (await Send(budi, budi.Activity("Follow", Melati))).ShouldBe(202);
    }

    [Fact]
    public async Task The_first_fetches_of_a_minute_are_counted_also_when_they_come_at_once()
    {
        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            await using var scope = await App.Scope();
            return await scope.ServiceProvider.GetRequiredService<FetchCeiling>().Take(default);
        }));
        taken.ShouldAllBe(one => one);
        (await Query(db => db.Set<FetchMinute>().SingleAsync())).Count.ShouldBe(8);
    }
}

[Collection("channels on sqlite")]
public sealed class FarewellOnSqlite(SqliteApp app) : FarewellTests(app);

[Collection("channels on postgres")]
public sealed class FarewellOnPostgres(PostgresApp app) : FarewellTests(app);
