using System.Reflection;
using System.Text.Json.Nodes;
using Pendopo.Platform.Jobs;
using Pendopo.Tests.Channels.Fediverse;
using Pendopo.Tests.Crash.Writers;

namespace Pendopo.Tests.Crash;

/// <summary>What stands in the end: in the database, and at the server that counts what reached it.</summary>
internal sealed class Outcome(CrashStage stage, Kept kept)
{
    private static readonly HashSet<string> Rounds = [.. Schedule.All.Select(round => round.Job.GetType().GetCustomAttribute<JobAttribute>()!.Name)];

    /// <param name="again">How much may have been under way when the program went, and was therefore done a second time.</param>
    public void Check(int again)
    {
        // What is tried once or comes round is done again by its next round; everything else is tried until it is done.
        kept.Jobs.Where(job => job.State == "Discarded" && job.MaxAttempts > 1 && !Rounds.Contains(job.Kind)).ShouldBeEmpty();
        kept.Jobs.Count(job => job.Attempt > 1).ShouldBeLessThanOrEqualTo(again, "only what was under way is done again");
        Heard();
        var created = stage.Peer.Inbox.Where(arrived => arrived.Type == "Create").ToList();
        // The same activity may reach an inbox a second time when its answer was not heard; its id is then the same, by which it counts once.
        var twice = created.GroupBy(arrived => (arrived.Path, Id: (string)arrived.Activity["id"]!)).Sum(group => group.Count() - 1);
        twice.ShouldBeLessThanOrEqualTo(again);
        var posts = created.GroupBy(Words).ToDictionary(group => group.Key, group => group.ToList());
        foreach (var title in stage.Writers.OfType<PublishingWriter>().SelectMany(writer => writer.Sent(kept)))
            OnceAtEach(posts, title, ["/users/warga0/inbox", "/users/warga1/inbox"]);
        foreach (var writer in stage.Writers.OfType<ConversationWriter>().Where(writer => writer.Answers))
        {
            for (var number = 1; number <= writer.Acknowledged; number++)
                OnceAtEach(posts, writer.TextOf(number), ["/users/warga0/inbox", "/users/warga1/inbox"]);
        }
    }

    /// <summary>What came in stands in the inbox, each message once, however often it was sent.</summary>
    private void Heard()
    {
        var heard = kept.Messages.Where(row => row.Kind == "Heard").GroupBy(row => row.RemoteId).ToDictionary(group => group.Key, group => group.Count());
        heard.Values.ShouldAllBe(count => count == 1);
        foreach (var writer in stage.Writers.OfType<PeerWriter>())
        {
            for (var number = 1; number <= writer.Acknowledged; number++)
                heard.ShouldContainKey(writer.NoteOf(number));
        }
        kept.Messages.Where(row => row.Kind == "Answer").ShouldAllBe(row => row.State == "Sent");
    }

    private static void OnceAtEach(Dictionary<string, List<Arrived>> posts, string words, string[] inboxes)
    {
        posts.ShouldContainKey(words);
        posts[words].Select(arrived => (string)arrived.Activity["object"]!["id"]!).Distinct().ShouldHaveSingleItem(words);
        posts[words].Select(arrived => (string)arrived.Activity["id"]!).Distinct().ShouldHaveSingleItem(words);
        inboxes.ShouldBeSubsetOf(posts[words].Select(arrived => arrived.Path));
    }

    /// <summary>The words by which a writer knows its own: a title, or an answer after whom it is to.</summary>
    private static string Words(Arrived arrived)
    {
        var content = (string?)(arrived.Activity["object"] as JsonObject)?["content"] ?? "";
        var words = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(content).Body!;
        if (words.QuerySelector("strong") is { } title)
            return title.TextContent;
        words.QuerySelector(".h-card")?.Remove();
        return words.TextContent.Trim();
    }
}
