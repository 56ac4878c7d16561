using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Channels.WhatsApp;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.Sms;

/// <summary>SMS by a gateway of the centre's choice. A post goes to each who agreed, once; who they are, and what became of each, stands in the register and the ledger of messages.</summary>
internal sealed class SmsConnector(IServiceScopeFactory scopes) : IConnector
{
    public const string NetworkName = "sms";

    // Two messages in the small alphabet: each is paid. Pictures stand on the page behind the address.
    private static readonly ChannelLimits Bounds = new(SmsAnswering.TextLength, null, null, null, null, ["image/jpeg", "image/png", "image/webp"]);

    public string Network => NetworkName;

    public bool AsksOutside => false;

    /// <summary>A gateway brings what people write by itself, where it does at all.</summary>
    public ConnectorAbilities Abilities => ConnectorAbilities.Recall | ConnectorAbilities.Reply;

    /// <summary>Each answer is paid for, and whoever holds the telephone reads it.</summary>
    public AnswerRule Rule(ConnectedAccount account, bool isPrivate, DateTimeOffset saidAt, DateTimeOffset now) =>
        new(account.Credentials<SmsKeys>() is { Price: { } price } keys ? SmsWords.Here.With("RuleAnswer", keys.Currency, price) : SmsWords.Here["RuleAnswerNoPrice"], SmsAnswering.TextLength);

    public Task<ChannelLimits> Limits(ConnectedAccount account, CancellationToken cancel) => Task.FromResult(Bounds);

    public Task<SendOutcome> Publish(ConnectedAccount account, OutgoingPost post, CancellationToken cancel) =>
        With<Broadcasting, SendOutcome>(account, all => all.Hand(account, post, default, TextOf(post), cancel));

    public Task<SendOutcome> Reconcile(ConnectedAccount account, OutgoingPost post, CancellationToken cancel) => With<Broadcasting, SendOutcome>(account, all => all.Reconcile(account, post, cancel));

    public Task<SendOutcome> Edit(ConnectedAccount account, OutgoingPost post, RemoteRef remote, CancellationToken cancel) =>
        Task.FromResult<SendOutcome>(new SendOutcome.Refused("NoEdit", SmsWords.For(account)["CannotChange"]));

    public Task<SendOutcome> Recall(ConnectedAccount account, RemoteRef remote, CancellationToken cancel) =>
        With<Broadcasting, SendOutcome>(account, all => all.Recall(account, remote, cancel, count => SmsWords.For(account).With("CannotTakeBack", count)));

    public Task<SendOutcome> Reply(ConnectedAccount account, OutgoingReply reply, CancellationToken cancel) => With<SmsAnswering, SendOutcome>(account, one => one.Reply(account, reply, cancel));

    public Task<Heard> Hear(ConnectedAccount account, string? cursor, CancellationToken cancel) => Task.FromResult(Heard.Nothing);

    public Task<PostMeasures> Measure(ConnectedAccount account, RemoteRef remote, CancellationToken cancel) => Task.FromResult(new PostMeasures(null, null, null));

    /// <summary>To how many, in how many messages each, and what that costs.</summary>
    public async Task<string?> BeforeSending(ConnectedAccount account, OutgoingPost post, CancellationToken cancel)
    {
        var (people, keys, size) = (await With<Broadcasting, int>(account, all => all.Count(account.Channel.Id, cancel)), account.Credentials<SmsKeys>(), SmsSize.Of(TextOf(post)));
        var said = SmsWords.Here.With("Before", people, size.Segments, (long)people * size.Segments);
        var cost = keys.Price is { } price ? SmsWords.Here.With("BeforeCost", keys.Currency, (long)price * people * size.Segments) : SmsWords.Here["BeforeNoPrice"];
        return size.IsPlain ? $"{said} {cost}" : $"{said} {cost} {SmsWords.Here["Wide"]}";
    }

    public Task<IReadOnlyList<string>> Shown(ConnectedAccount account, OutgoingPost post, CancellationToken cancel) => Task.FromResult<IReadOnlyList<string>>([TextOf(post)]);

    /// <summary>A gateway cannot be asked without sending: what the last message told stands, and a message of a post of which nobody knows is told; an answer stands in the inbox.</summary>
    public Task<AccountHealth> Check(ConnectedAccount account, CancellationToken cancel) => With<PendopoDb, AccountHealth>(account, async db =>
    {
        if (account.Credentials<SmsKeys>().Url.Length == 0)
            return new(Works: false, SmsWords.For(account)["Disconnected"]);
        var unknown = await db.Set<Sending>().CountAsync(row => row.ChannelId == account.Channel.Id && row.Kind == SendingKind.Post && row.State == SendingState.Unknown, cancel);
        // Nothing was asked, so a channel that was lost stays lost until a person connects it again.
        return new(Works: account.Channel.State != ChannelState.Reconnect, account.Channel.State == ChannelState.Reconnect ? account.Channel.TroubleReason : unknown > 0 ? SmsWords.For(account).With("SomeUnknown", unknown) : null);
    });

    internal static string TextOf(OutgoingPost post) => SmsSize.Cheaper(post.Text).ReplaceLineEndings("\n").Replace("\n\n", "\n", StringComparison.Ordinal);

    // A scope of its own: what a caller has not saved yet is not ours to save.
    private async Task<T> With<TPart, T>(ConnectedAccount account, Func<TPart, Task<T>> act) where TPart : notnull
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CentreScope>().Enter(account.Centre.Id);
        return await act(scope.ServiceProvider.GetRequiredService<TPart>());
    }
}

/// <summary>By the gateway, so many a minute as it bears.</summary>
internal sealed class SmsCarrier(PendopoDb db, SmsGateway gateway, TimeProvider time) : ICarrier
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    public string Network => SmsConnector.NetworkName;

    public async Task<Carrying> Begin(Broadcast broadcast, ConnectedAccount account, CancellationToken cancel)
    {
        var (words, keys, since) = (SmsWords.For(account), account.Credentials<SmsKeys>(), time.Now() - Minute);
        if (keys.Url.Length == 0)
            return Carrying.Held(words["Disconnected"]);
        var lately = await db.Set<Sending>().CountAsync(row => row.ChannelId == account.Channel.Id && row.CalledAt > since, cancel);
        return new(async (contact, line, token) => (await gateway.Send(keys, contact.Phone, broadcast.Words, line.Mark, words, token), null)) { Room = Math.Max(keys.PerMinute - lately, 0), Pause = Minute };
    }
}
