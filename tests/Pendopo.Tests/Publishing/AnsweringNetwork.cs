using System.Collections.Concurrent;
using Pendopo.Channels.Contracts;

namespace Pendopo.Tests.Publishing;

/// <summary>A network that cannot run here: answers as the test wrote, and remembers what reached it.</summary>
internal sealed class AnsweringNetwork : IConnector
{
    public const string Name = "scripted";

    public ConcurrentQueue<Func<OutgoingPost, Task<SendOutcome>>> Answers { get; } = new();
    public ConcurrentQueue<SendOutcome> Reconciliations { get; } = new();
    public ConcurrentQueue<OutgoingPost> Published { get; } = new();
    public ConcurrentQueue<OutgoingPost> Edited { get; } = new();
    public ConcurrentQueue<string> Recalled { get; } = new();
    public int Asked { get; private set; }

    public string Network => Name;
    public ConnectorAbilities Abilities { get; set; } = ConnectorAbilities.Edit | ConnectorAbilities.Recall;
    public ChannelLimits Bounds { get; set; } = new(300, 3000, 4, 1_000_000, 2000, ["image/jpeg", "image/png", "image/webp"]);

    public Task<ChannelLimits> Limits(ConnectedAccount account, CancellationToken cancel) => Task.FromResult(Bounds);

    public async Task<SendOutcome> Publish(ConnectedAccount account, OutgoingPost post, CancellationToken cancel)
    {
        Published.Enqueue(post);
        return Answers.TryDequeue(out var answer) ? await answer(post) : Sent(post);
    }

    public Task<SendOutcome> Reconcile(ConnectedAccount account, OutgoingPost post, CancellationToken cancel)
    {
        Asked++;
        return Task.FromResult(Reconciliations.TryDequeue(out var answer) ? answer : new SendOutcome.Unknown("cannot be asked"));
    }

    public Task<SendOutcome> Edit(ConnectedAccount account, OutgoingPost post, RemoteRef remote, CancellationToken cancel)
    {
        Edited.Enqueue(post);
        return Task.FromResult(Sent(post));
    }

    public Task<SendOutcome> Recall(ConnectedAccount account, RemoteRef remote, CancellationToken cancel)
    {
        Recalled.Enqueue(remote.Id);
        return Task.FromResult<SendOutcome>(new SendOutcome.Sent(remote));
    }

    public Task<SendOutcome> Reply(ConnectedAccount account, OutgoingReply reply, CancellationToken cancel) => throw new NotSupportedException();

    public Task<Heard> Hear(ConnectedAccount account, string? cursor, CancellationToken cancel) => Task.FromResult(Heard.Nothing);

    public Task<PostMeasures> Measure(ConnectedAccount account, RemoteRef remote, CancellationToken cancel) => Task.FromResult(new PostMeasures(null, null, null));

    public Task<AccountHealth> Check(ConnectedAccount account, CancellationToken cancel) => Task.FromResult(new AccountHealth(true));

    public static SendOutcome Sent(OutgoingPost post) => new SendOutcome.Sent(new($"scripted:{post.Key}", $"https://scripted.example/{post.Key}"));
}
