using System.Diagnostics;
using Pendopo.Platform;
using Pendopo.Sample;
using Pendopo.Tests.Channels.Fediverse;
using Pendopo.Tests.Crash.Writers;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Crash;

/// <summary>Sixty-four people and servers that write to Puskesmas Melati at the same moment, and a server with two followers that counts what
/// reaches it.</summary>
internal sealed class CrashStage : IAsyncDisposable
{
    public const string Root = "http://localhost:5080";
    public const string Melati = Root + "/ap/users/melati";
    private const int Each = 12, People = 6;
    private static readonly string[] WhoSignIn = ["member", "caregiver", "moderator", "safety-lead", "kader", "head"];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(240), Ending = TimeSpan.FromSeconds(25);

    private readonly Dictionary<string, string> cookies = [];
    private string channel = "";

    private CrashStage(Installation place, FakePeer peer) => (Place, Peer) = (place, peer);

    public Installation Place { get; }

    public FakePeer Peer { get; }

    public List<Writer> Writers { get; } = [];

    public static async Task<CrashStage> Open(TestApp app)
    {
        var stage = new CrashStage(await app.Leave(), await FakePeer.Start(TimeProvider.System));
        await using var program = await BuiltProgram.Start(stage.Place);
        await stage.Prepare(program);
        // Not killed: on PostgreSQL what was under way would stand so for a minute.
        (await program.End(Ending)).ShouldBe(0, program.Output);
        var kept = stage.Read();
        stage.Writers.ForEach(writer => writer.GoOn(kept));
        return stage;
    }

    public Door DoorTo(BuiltProgram program) => new(program.Address, cookies) { Fediverse = channel };

    public Kept Read()
    {
        using var connection = Kept.Open(Place);
        return Kept.Read(connection);
    }

    /// <summary>Looks into the database, beside the running program, until something is so.</summary>
    public T Eventually<T>(string sql, Func<Func<int, string>, T> read, Func<List<T>, bool> isThere, BuiltProgram program)
    {
        var started = Stopwatch.GetTimestamp();
        using var connection = Kept.Open(Place);
        while (true)
        {
            var found = Kept.Rows(connection, sql, read);
            if (isThere(found))
                return found.Count > 0 ? found[0] : default!;
            (Stopwatch.GetElapsedTime(started) < Patience).ShouldBeTrue($"still {string.Join(' ', found)}\n{program.Output}");
            Thread.Yield();
        }
    }

    /// <summary>On PostgreSQL the work of a node that died is taken up after a minute of its silence: as if that had passed.</summary>
    public void LetAMinutePass()
    {
        if (!Place.OnPostgres)
            return;
        using var connection = Kept.Open(Place);
        Kept.Rows(connection, "UPDATE platform_node SET seen_at = seen_at - INTERVAL '2 minutes' RETURNING id", row => row(0)).ShouldNotBeEmpty();
    }

    public ValueTask DisposeAsync() => Peer.DisposeAsync();

    private async Task Prepare(BuiltProgram program)
    {
        using var door = DoorTo(program);
        cookies["officer"] = await door.SignIn(Email("officer"), "10.1.0.1");
        cookies["desk"] = await door.SignIn(Email("desk"), "10.1.0.3");
        cookies["clinician"] = await door.SignIn(Email("clinician"), "10.1.0.4");
        cookies["reviewer"] = await door.SignIn(Email("reviewer"), "10.1.0.2");
        channel = Eventually("SELECT id FROM channels_channel WHERE network = 'fediverse' AND handle LIKE '%melati%'", row => row(0), found => found.Count == 1, program);
        var people = Enumerable.Range(0, People).Select(number => Peer.Person($"warga{number}")).ToList();
        foreach (var follower in people.Take(2))
        {
            follower.SharedInbox = null;
            await door.Deliver(follower, follower.Activity("Follow", Melati), DateTimeOffset.UtcNow);
        }
        Eventually("SELECT COUNT(*) FROM channels_fediverse_follower WHERE actor_id IN (SELECT id FROM channels_fediverse_person WHERE uri LIKE '%/users/warga%')", row => row(0), found => found[0] == "2", program);
        Writers.AddRange(Enumerable.Range(0, Each).Select(number => new PublishingWriter($"terbit{number}x")));
        Writers.AddRange(Enumerable.Range(0, Each).Select(number => new DraftWriter($"naskah{number}x")));
        Writers.AddRange(Enumerable.Range(0, Each).Select(number => new PeerWriter($"peladen{number}x", people[number % People])));
        Writers.AddRange(WhoSignIn.Select((role, number) => new SignInWriter($"masuk{number}x", Email(role), 20 + number)));
        for (var number = 0; number < Each + People; number++)
            Writers.Add(new ConversationWriter($"jawab{number}x", await Conversation(door, people[number % People], number, program), answers: number < Each));
        await Clinic(door);
    }

    /// <summary>Two who book and two who give numbers, one of whom calls.</summary>
    private async Task Clinic(Door door)
    {
        var services = (await door.Read("/api/v1/services")).EnumerateArray().ToDictionary(service => service.GetProperty("slug").GetString()!);
        var times = (await door.Read($"/api/v1/services/{services["poli-umum"].GetProperty("id").GetString()}/times")).EnumerateArray().ToList();
        // Those of today may be over before they are booked.
        times = times[(times.Count / 2)..];
        Writers.AddRange(Enumerable.Range(0, 2).Select(number => new BookingWriter($"pesan{number}x", times)));
        // Held every day: the emergency room.
        var session = services["gawat-darurat"].GetProperty("today").EnumerateArray().First().GetProperty("session").GetString()!;
        Writers.Add(new NumberWriter("nomor0x", session, "Wound", calls: true));
        Writers.Add(new NumberWriter("nomor1x", session, "Cough", calls: false));
    }

    /// <summary>Somebody asks something, so that there is a conversation to answer in.</summary>
    private async Task<string> Conversation(Door door, FakePerson person, int number, BuiltProgram program)
    {
        var (now, id) = (DateTimeOffset.UtcNow, $"{person.Id}/questions/{number}-");
        var note = person.Note("Kapan imunisasi?", null, [Melati], [Pendopo.Fediverse.Vocabulary.ActivityDocument.Public], now, id);
        await door.Deliver(person, person.Activity("Create", note, id + "/activity"), now);
        return Eventually("SELECT conversation_id, remote_id FROM inbox_message", row => (Conversation: row(0), Remote: row(1)), found => found.RemoveAll(row => row.Remote != id) >= 0 && found.Count == 1, program).Conversation;
    }

    private static string Email(string role) => SamplePeople.All.Single(person => person.Key == role).Email;
}
