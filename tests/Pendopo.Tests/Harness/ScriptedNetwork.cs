using System.Collections.Concurrent;
using Pendopo.Channels.Contracts;

namespace Pendopo.Tests.Harness;

/// <summary>A network that cannot run here: it answers what the test says, in order, and remembers what it was given. When nothing is
/// scripted it takes everything, takes the same key only once, and says truly what it has.</summary>
internal sealed class ScriptedNetwork(string name = ScriptedNetwork.Name) : IConnector
{
    public const string Name = "scripted";

    private readonly ConcurrentDictionary<Guid, RemoteRef> taken = new();

    /// <summary>What it answers to the next sends, edits, recalls and replies.</summary>
    public Script Answers { get; } = new();

    /// <summary>What it answers when it is asked what became of an attempt.</summary>
    public ConcurrentQueue<SendOutcome> Reconciliations { get; } = new();

    public ConcurrentQueue<Heard> Inbound { get; } = new();

    public ConcurrentQueue<OutgoingPost> Posts { get; } = new();

    public ConcurrentQueue<OutgoingPost> Edits { get; } = new();

    public ConcurrentQueue<OutgoingReply> Replies { get; } = new();

    public ConcurrentQueue<OutgoingPoll> Tallies { get; } = new();

    public ConcurrentQueue<RemoteRef> Recalls { get; } = new();

    /// <summary>How often it was asked what became of an attempt.</summary>
    public int Asked { get; private set; }

    public PostMeasures Figures { get; set; } = new(null, null, null);

    public ChannelLimits Bounds { get; set; } = new(300, 3000, 4, 1_000_000, 2000, ["image/jpeg", "image/png", "image/webp"]);

    public AccountHealth Health { get; set; } = new(true);

    /// <summary>What it waits for before it answers a post.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    public string Network => name;

    public ConnectorAbilities Abilities { get; set; } =
        ConnectorAbilities.Edit | ConnectorAbilities.Recall | ConnectorAbilities.Reply | ConnectorAbilities.Hear | ConnectorAbilities.Measure;

    /// <summary>What may be done with what others said.</summary>
    public IReadOnlyList<CommentAct> Acts { get; set; } = [];

    public Task<SendOutcome> Act(ConnectedAccount account, RemoteRef comment, CommentAct act, CancellationToken cancel) => Answers.Next(() => new SendOutcome.Sent(comment));

    /// <summary>What it asks of words that are kept; null for nothing.</summary>
    public KeptRule? Kept { get; set; }

    /// <summary>How long what its members said may be kept; null for ever.</summary>
    public MemberRule? Members { get; set; }

    /// <summary>What stands there still, by id; null while it does not answer.</summary>
    public Dictionary<string, string>? Standing { get; set; }

    public Task<SecondLook?> LookAgain(ConnectedAccount account, IReadOnlyList<string> ids, CancellationToken cancel) =>
        Task.FromResult(Standing is null ? null : new SecondLook(Standing.Where(one => ids.Contains(one.Key)).ToDictionary()));

    public Task<ChannelLimits> Limits(ConnectedAccount account, CancellationToken cancel) => Task.FromResult(Bounds);

    public async Task<SendOutcome> Publish(ConnectedAccount account, OutgoingPost post, CancellationToken cancel)
    {
        Posts.Enqueue(post);
        await Gate.WaitAsync(cancel);
        return await Answers.Next(() => Sent(post.Key));
    }

    public Task<SendOutcome> Reconcile(ConnectedAccount account, OutgoingPost post, CancellationToken cancel)
    {
        Asked++;
        if (Reconciliations.TryDequeue(out var answer))
            return Task.FromResult(answer);
        return Task.FromResult(taken.TryGetValue(post.Key, out var remote) ? new SendOutcome.Sent(remote) : (SendOutcome)new SendOutcome.RetryAt(null, "not there"));
    }

    public Task<SendOutcome> Edit(ConnectedAccount account, OutgoingPost post, RemoteRef remote, CancellationToken cancel)
    {
        Edits.Enqueue(post);
        return Answers.Next(() => new SendOutcome.Sent(remote with { Version = $"{post.Revision}" }));
    }

    public Task<SendOutcome> Tally(ConnectedAccount account, RemoteRef remote, OutgoingPoll poll, CancellationToken cancel)
    {
        Tallies.Enqueue(poll);
        return Task.FromResult<SendOutcome>(new SendOutcome.Sent(remote));
    }

    public Task<SendOutcome> Recall(ConnectedAccount account, RemoteRef remote, CancellationToken cancel)
    {
        Recalls.Enqueue(remote);
        return Answers.Next(() => new SendOutcome.Sent(remote));
    }

    public Task<SendOutcome> Reply(ConnectedAccount account, OutgoingReply reply, CancellationToken cancel)
    {
        Replies.Enqueue(reply);
        return Answers.Next(() => Sent(reply.Key));
    }

    public Task<Heard> Hear(ConnectedAccount account, string? cursor, CancellationToken cancel) =>
        Task.FromResult(Inbound.TryDequeue(out var heard) ? heard : Heard.Nothing);

    public Task<PostMeasures> Measure(ConnectedAccount account, RemoteRef remote, CancellationToken cancel) => Task.FromResult(Figures);

    public Task<AccountHealth> Check(ConnectedAccount account, CancellationToken cancel) => Task.FromResult(Health);

    /// <summary>The answer of a network that took what bears this key.</summary>
    public SendOutcome Sent(Guid key) => new SendOutcome.Sent(taken.GetOrAdd(key, _ => new($"scripted:{key}", $"https://scripted.example/{key}", "1")));

    /// <summary>Answers in their order; one may do something first.</summary>
    internal sealed class Script
    {
        private readonly ConcurrentQueue<Func<Task<SendOutcome>>> answers = new();

        public void Enqueue(SendOutcome answer) => answers.Enqueue(() => Task.FromResult(answer));

        public void Enqueue(Func<Task<SendOutcome>> answer) => answers.Enqueue(answer);

        public Task<SendOutcome> Next(Func<SendOutcome> unscripted) => answers.TryDequeue(out var answer) ? answer() : Task.FromResult(unscripted());
    }
}
