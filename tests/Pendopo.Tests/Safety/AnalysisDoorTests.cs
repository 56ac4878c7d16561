using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Channels.Contracts;
using Pendopo.Inbox.Conversations;
using Pendopo.Inbox.Pace;
using Pendopo.Inbox.Reputation;
using Pendopo.Platform.Data;
using Pendopo.Safety.Contracts;
using Pendopo.Tests.Architecture;
using Pendopo.Tests.Harness;
using Pendopo.Tests.Inbox;

namespace Pendopo.Tests.Safety;

/// <summary>What a network forbids is never classified, and no room reads people's words past the door.</summary>
public sealed class AnalysisDoorTests
{
    private const string Words = "Saya Wati, HP 0812 3456 7890, demam tiga hari";

    [Fact]
    public void Words_from_X_never_enter_analysis() => AnalysisDoor.Admit("x", Words, isPrivate: false).ShouldBeNull();

    [Fact]
    public void A_network_nobody_wrote_a_row_for_stays_outside() => AnalysisDoor.Admit("something-new", Words, isPrivate: false).ShouldBeNull();

    [Fact]
    public void What_was_said_in_private_never_enters() =>
        AnalysisDoor.Policies.ShouldAllBe(policy => AnalysisDoor.Admit(policy.Network, Words, true) == null);

    [Fact]
    public void What_enters_carries_no_identifier()
    {
        var text = AnalysisDoor.Admit("fediverse", Words, isPrivate: false).ShouldNotBeNull();
        text.Text.ShouldNotContain("0812");
        text.Text.ShouldNotContain("Wati");
        text.Text.ShouldContain("demam tiga hari");
    }

    [Fact]
    public void Every_row_says_where_it_is_from() => AnalysisDoor.Policies.ShouldAllBe(policy => policy.Source.Length > 20);

    /// <summary>Every place where people's words enter analysis, or are looked through for danger. A new one fails until it stands here, and asks the door.</summary>
    private static readonly string[] Entries =
    [
        "src/Pendopo/Inbox/Contracts/TellNurse.cs", "src/Pendopo/Inbox/Conversations/Conversation.cs", "src/Pendopo/Inbox/Conversations/UrgentWords.cs", "src/Pendopo/Inbox/Pace/PaceReader.cs",
        "src/Pendopo/Inbox/Reputation/DecideSurge.cs", "src/Pendopo/Inbox/Reputation/WatchReputation.cs", "src/Pendopo/Safety/Contracts/ClaimCards.cs", "src/Pendopo/Safety/Contracts/DistressReader.cs",
    ];

    // Words that read what people say: models of the text library, fingerprints, the list of danger signs.
    private static readonly string[] Readers = ["Pendopo.Text.Insights", "Pendopo.Text.Claims", "Pendopo.Text.Similarity", "UrgentWords"];

    // The commands read what an operator hands them, never a network.
    [Fact]
    public void Every_place_where_peoples_words_are_read_is_known() =>
        SourceTree.Program.Where(file => !file.Path.StartsWith("src/Pendopo/Commands/", StringComparison.Ordinal) && Reads(file)).Select(file => file.Path).Order(StringComparer.Ordinal).ShouldBe(Entries);

    [Fact]
    public void Every_such_place_asks_the_door() =>
        SourceTree.Program.Where(file => Entries.Contains(file.Path) && !file.Lines.Any(line => line.Contains("AnalysisDoor.", StringComparison.Ordinal) || line.Contains("UrgentWords.In(text, Network)", StringComparison.Ordinal) || line.Contains("WatchCentreJob.Read(", StringComparison.Ordinal))).Select(file => file.Path).ShouldBeEmpty();

    [Fact]
    public void Nobody_but_the_door_lets_words_in() =>
        SourceTree.Program.Where(file => file.Lines.Any(line => line.Contains("new AnalysableText(", StringComparison.Ordinal))).Select(file => file.Path).ShouldBe(["src/Pendopo/Safety/Contracts/AnalysisDoor.cs"]);

    [Fact]
    public void A_room_that_classifies_is_found() => Reads(new SourceFile("x.cs", ["using Pendopo.Text.Insights;"])).ShouldBeTrue();

    [Fact]
    public void What_a_network_forbids_is_not_even_looked_through_for_danger()
    {
        const string danger = "ibu saya pendarahan";
        foreach (var policy in AnalysisDoor.Policies)
            UrgentWords.In(danger, policy.Network).ShouldBe(policy.Network != "x", policy.Network);
        UrgentWords.In(danger, "something-new").ShouldBeTrue("a person answers it first; nothing of it is counted");
    }

    private static bool Reads(SourceFile file) => file.Lines.Any(line => Readers.Any(reader => line.Contains(reader, StringComparison.Ordinal)));
}

/// <summary>The table of terms is held where words enter analysis: the same words from each network, public and private.</summary>
public abstract class AnalysisEntryTests(TestApp app) : AppTests(app)
{
    private const string Words = "Kecewa sekali, pelayanan buruk dan antre lama, ibu saya pendarahan tidak ditolong";

    [Fact]
    public async Task Each_connected_network_has_a_row_in_the_table()
    {
        await using var scope = await App.Scope();
        var known = AnalysisDoor.Policies.Select(policy => policy.Network).ToHashSet(StringComparer.Ordinal);
        // Feeds are read by others; nobody says anything there.
        scope.ServiceProvider.GetServices<IConnector>().Select(connector => connector.Network).Where(network => network != "feeds" && !known.Contains(network)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Only_open_networks_are_watched_and_counted_by_what_words_tell()
    {
        var world = await InboxWorld.Open(App);
        var before = await Urgent(world);
        var networks = AnalysisDoor.Policies.Select(policy => policy.Network).Append("something-new").ToList();
        for (var at = 0; at < networks.Count; at++)
        {
            await world.Hear(world.Reply($"p{at}", Words, new($"did:p{at}", $"p{at}.example", $"P{at}", null), $"post-{at}"), world.Reply($"d{at}", Words, new($"did:p{at}", $"p{at}.example", $"P{at}", null), $"dm-{at}", kind: IncomingKind.Private));
            var (author, network) = ($"did:p{at}", networks[at]);
            await world.Do(services => services.GetRequiredService<PendopoDb>().Set<Conversation>().Where(row => row.AuthorId == author).ExecuteUpdateAsync(set => set.SetProperty(row => row.Network, network)));
        }
        var open = AnalysisDoor.Policies.Where(policy => policy.MayInferHealth).Select(policy => policy.Network).Order(StringComparer.Ordinal).ToList();
        var read = await world.Ask(services => WatchCentreJob.Read(services.GetRequiredService<PendopoDb>(), App.Clock.Now(), default));
        read.Where(message => message.Author.Contains("did:p", StringComparison.Ordinal)).Select(message => message.Words.Network).Order(StringComparer.Ordinal).ShouldBe(open);
        await world.Do(async services =>
        {
            var db = services.GetRequiredService<PendopoDb>();
            var writer = (await App.PersonOf("officer")).Id;
            foreach (var conversation in await db.Set<Conversation>().Where(row => row.AuthorId.StartsWith("did:p")).ToListAsync())
                db.Add(Message.By(conversation, MessageKind.Answer, writer, "Kami hubungi.", "id", App.Clock.Now().AddMinutes(5)));
            await db.SaveChangesAsync();
        });
        App.Clock.Advance(TimeSpan.FromMinutes(10));
        (await Urgent(world) - before).ShouldBe(open.Count);
    }

    private static async Task<int> Urgent(InboxWorld world) =>
        (await world.Ask(services => services.GetRequiredService<PaceReader>().Read(default))).Kinds.FirstOrDefault(group => group.Key == PaceKind.Urgent)?.Answers ?? 0;
}

[Collection("rooms on sqlite")]
public sealed class AnalysisEntryOnSqlite(SqliteApp app) : AnalysisEntryTests(app);
