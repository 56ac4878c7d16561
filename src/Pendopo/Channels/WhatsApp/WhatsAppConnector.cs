using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;
using Pendopo.Channels.Graph;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.WhatsApp;

/// <summary>A number on WhatsApp Business (Cloud API). The network knows no place that everybody reads: a post goes to each who agreed, by a template, and
/// people are answered one by one.</summary>
internal sealed class WhatsAppConnector(Cloud cloud, GraphSettings settings, IServiceScopeFactory scopes, TimeProvider time) : IConnector
{
    public const string NetworkName = "whatsapp";

    // Pictures stand on the page behind the link: a template carries words. No bound on them, so that they keep no post from leaving.
    private static readonly ChannelLimits Bounds = new(Broadcasting.WordsLength, null, null, null, null, ["image/jpeg", "image/png", "image/webp"]);

    public string Network => NetworkName;

    /// <summary>What was sent is never changed. A recall stops what still waits.</summary>
    public ConnectorAbilities Abilities => ConnectorAbilities.Recall | ConnectorAbilities.Reply | ConnectorAbilities.Measure;

    public AnswerRule Rule(ConnectedAccount account, bool isPrivate, DateTimeOffset saidAt, DateTimeOffset now) => new(null, Answering.TextLength, saidAt + Contact.Window);

    public Task<ChannelLimits> Limits(ConnectedAccount account, CancellationToken cancel) => Task.FromResult(Bounds);

    public Task<SendOutcome> Publish(ConnectedAccount account, OutgoingPost post, CancellationToken cancel) => With<Broadcasting, SendOutcome>(account, all => all.Publish(account, post, cancel));

    public Task<SendOutcome> Reconcile(ConnectedAccount account, OutgoingPost post, CancellationToken cancel) => With<Broadcasting, SendOutcome>(account, all => all.Reconcile(account, post, cancel));

    public Task<SendOutcome> Edit(ConnectedAccount account, OutgoingPost post, RemoteRef remote, CancellationToken cancel) =>
        Task.FromResult<SendOutcome>(new SendOutcome.Refused("NoEdit", WhatsAppWords.For(account)["CannotChange"]));

    public Task<SendOutcome> Recall(ConnectedAccount account, RemoteRef remote, CancellationToken cancel) => With<Broadcasting, SendOutcome>(account, all => all.Recall(account, remote, cancel));

    public Task<SendOutcome> Reply(ConnectedAccount account, OutgoingReply reply, CancellationToken cancel) => With<Answering, SendOutcome>(account, one => one.Reply(account, reply, cancel));

    /// <summary>The network sends what it has to say.</summary>
    public Task<Heard> Hear(ConnectedAccount account, string? cursor, CancellationToken cancel) => Task.FromResult(Heard.Nothing);

    public Task<PostMeasures> Measure(ConnectedAccount account, RemoteRef remote, CancellationToken cancel) => With<Broadcasting, PostMeasures>(account, all => all.Measure(remote, cancel));

    public Task<IReadOnlyList<ReadyWords>> Ready(ConnectedAccount account, CancellationToken cancel) => With<PendopoDb, IReadOnlyList<ReadyWords>>(account, async db =>
        [.. (await db.Set<WordTemplate>().AsNoTracking().Where(row => row.ChannelId == account.Channel.Id && row.State == TemplateState.Approved).OrderBy(row => row.Name).ToListAsync(cancel))
            .Select(row => new ReadyWords(row.Name, row.Body, row.Language))]);

    public Task<string?> BeforeSending(ConnectedAccount account, CancellationToken cancel) => With<Broadcasting, string?>(account, all => all.Before(account.Channel.Id, cancel));

    public Task<IReadOnlyList<string>> Shown(ConnectedAccount account, OutgoingPost post, CancellationToken cancel) => With<Broadcasting, IReadOnlyList<string>>(account, all => all.Shown(account, post, cancel));

    public async Task<AccountHealth> Check(ConnectedAccount account, CancellationToken cancel)
    {
        var (keys, words) = (account.Credentials<WhatsAppKeys>(), WhatsAppWords.For(account));
        if (keys.Token.Length == 0)
            return new(Works: false, words["Disconnected"]);
        var number = await cloud.Ask(keys, $"{keys.Phone}?fields=id,display_phone_number,verified_name,quality_rating,messaging_limit_tier", cancel);
        if (number.HasNothing)
            return new(Works: false, ChannelsText.Told(account, "VersionUnknown", keys.Version), Certain: false);
        if (!number.Ok)
            return Verdict.Of(number, words).Kind == VerdictKind.Reconnect ? new(Works: false, words[number.Code is 190 or 102 ? "TokenEnded" : "PermissionMissing"]) : new(Works: false, words["NotReached"], Certain: false);
        var quality = number.Body.Text("quality_rating");
        await With<KeepNumber, bool>(account, keep => keep.Told(account.Channel, quality, Number.PeopleOf(number.Body.Text("messaging_limit_tier")), cancel));
        await With<KeepTemplates, bool>(account, keep => keep.Read(account.Channel, keys, cancel));
        // A poor mark leads to a lower step, or to a stop: it is told while the number still works.
        if (quality.Equals("RED", StringComparison.OrdinalIgnoreCase))
            return new(Works: true, words["QualityRed"]);
        return new(Works: true, settings.EndsSoon(keys.Version, time.Now()) is { } end ? words.With("VersionEndsSoon", keys.Version, end.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)) : null);
    }

    // A scope of its own: what a caller has not saved yet is not ours to save.
    private async Task<T> With<TPart, T>(ConnectedAccount account, Func<TPart, Task<T>> act) where TPart : notnull
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CentreScope>().Enter(account.Centre.Id);
        return await act(scope.ServiceProvider.GetRequiredService<TPart>());
    }
}
