using Pendopo.Channels.Contracts;

namespace Pendopo.Tests.Harness;

/// <summary>A network that cannot run here: it answers what the test says, in order, and remembers what it was given. When nothing is
/// scripted it takes everything, and takes the same key only once.</summary>
internal sealed class ScriptedNetwork : IConnector
{
    public const string Name = "scripted";

    private readonly Dictionary<Guid, RemoteRef> taken = [];

    public Queue<SendOutcome> Answers { get; } = new();

    public Queue<Heard> Inbound { get; } = new();

    public List<OutgoingPost> Posts { get; } = [];

    public List<OutgoingReply> Replies { get; } = [];

    public List<RemoteRef> Recalls { get; } = [];

    public PostMeasures Figures { get; set; } = new(null, null, null);

    public ChannelLimits Bounds { get; set; } = ChannelLimits.None with { Graphemes = 300 };

    public AccountHealth Health { get; set; } = new(true);

    public string Network => Name;

    public ConnectorAbilities Abilities { get; set; } =
        ConnectorAbilities.Edit | ConnectorAbilities.Recall | ConnectorAbilities.Reply | ConnectorAbilities.Hear | ConnectorAbilities.Measure;

    public Task<ChannelLimits> Limits(ConnectedAccount account, CancellationToken cancel) => Task.FromResult(Bounds);

    public Task<SendOutcome> Publish(ConnectedAccount account, OutgoingPost post, CancellationToken cancel)
    {
        Posts.Add(post);
        return Task.FromResult(Next(post.Key));
    }

    public Task<SendOutcome> Reconcile(ConnectedAccount account, OutgoingPost post, CancellationToken cancel) =>
        Task.FromResult(taken.TryGetValue(post.Key, out var remote) ? new SendOutcome.Sent(remote) : Answers.TryDequeue(out var answer) ? answer : new SendOutcome.RetryAt(null, "not there"));

    public Task<SendOutcome> Edit(ConnectedAccount account, OutgoingPost post, RemoteRef remote, CancellationToken cancel)
    {
        Posts.Add(post);
        return Task.FromResult(Answers.TryDequeue(out var answer) ? answer : new SendOutcome.Sent(remote with { Version = $"{post.Revision}" }));
    }

    public Task<SendOutcome> Recall(ConnectedAccount account, RemoteRef remote, CancellationToken cancel)
    {
        Recalls.Add(remote);
        return Task.FromResult(Answers.TryDequeue(out var answer) ? answer : new SendOutcome.Sent(remote));
    }

    public Task<SendOutcome> Reply(ConnectedAccount account, OutgoingReply reply, CancellationToken cancel)
    {
        Replies.Add(reply);
        return Task.FromResult(Next(reply.Key));
    }

    public Task<Heard> Hear(ConnectedAccount account, string? cursor, CancellationToken cancel) =>
        Task.FromResult(Inbound.TryDequeue(out var heard) ? heard : Heard.Nothing);

    public Task<PostMeasures> Measure(ConnectedAccount account, RemoteRef remote, CancellationToken cancel) => Task.FromResult(Figures);

    public Task<AccountHealth> Check(ConnectedAccount account, CancellationToken cancel) => Task.FromResult(Health);

    private SendOutcome Next(Guid key)
    {
        if (Answers.TryDequeue(out var answer))
            return answer;
        if (!taken.TryGetValue(key, out var remote))
            taken[key] = remote = new($"scripted:{key}", $"https://scripted.example/{key}", "1");
        return new SendOutcome.Sent(remote);
    }
}
