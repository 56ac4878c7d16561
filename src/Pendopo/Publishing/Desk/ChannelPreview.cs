using System.Collections.Concurrent;
using System.Text;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Data;
using Pendopo.Platform.Exits;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Publications;
using Pendopo.Publishing.Variants;

namespace Pendopo.Publishing.Desk;

/// <summary>How a post would look on a channel now, and what stands in its way.</summary>
/// <param name="Graphemes">Characters as people count them.</param>
/// <param name="AsksPoll">It stands there as a poll of the network's own.</param>
/// <param name="Shown">The words as they are read there: the post and what stands below it.</param>
/// <param name="Left">Pictures that the channel does not take because there are too many.</param>
/// <param name="Before">What should be known before it goes out, such as what it costs; null for nothing.</param>
internal sealed record ChannelPreview(Channel Channel, OutgoingPost Post, IReadOnlyList<string> Shown, ChannelLimits Limits, int Graphemes, int Bytes, int Left,
    IReadOnlyList<FitProblem> Misfits, IReadOnlyList<HeldReason> Held, bool HasOwnWords, bool AsksPoll, string? Before)
{
    /// <summary>The places that the network has beside the usual one.</summary>
    public IReadOnlyCollection<Placement> Places { get; init; } = [];

    /// <summary>Whether the video is shown itself.</summary>
    public bool ShowsVideo => Post.Video is not null && Limits.ShowsVideo;
}

internal sealed class ChannelPreviews(Accounts accounts, Outgoing outgoing, ExitQuestion exit, LimitsBook limits)
{
    public async Task<ChannelPreview> Of(Post post, Channel channel, OwnVariant? own, CancellationToken cancel)
    {
        var bounds = await limits.Of(channel, accounts, cancel);
        var parcel = await outgoing.Preview(post, channel, own, bounds, cancel);
        var words = parcel.Post;
        var verdict = await exit.Ask(post.CentreId, post.Id, channel.Network, parcel, cancel);
        return new ChannelPreview(channel, words, await Shown(channel, words, cancel), bounds.At(words.Placement).With(words.Images.Count), bounds.Length(words.Text), Encoding.UTF8.GetByteCount(words.Text), post.Words.Pictures.Count - words.Images.Count,
            await FitOf.Check(words, bounds, cancel), verdict.Reasons, own?.Text is not null, accounts.Connector(channel.Network).AsksPoll(words), await Before(channel, words, cancel)) { Places = [.. bounds.Places.Keys.Order()] };
    }

    private async Task<IReadOnlyList<string>> Shown(Channel channel, OutgoingPost post, CancellationToken cancel) =>
        await accounts.Connector(channel.Network).Shown(await accounts.Open(channel, cancel), post, cancel);

    private async Task<string?> Before(Channel channel, OutgoingPost post, CancellationToken cancel) =>
        channel.State == ChannelState.Connected ? await accounts.Connector(channel.Network).BeforeSending(await accounts.Open(channel, cancel), post, cancel) : null;
}

/// <summary>The limits of each channel as they were read last: a page does not wait for a network each time it is shown.</summary>
internal sealed class LimitsBook(TimeProvider time, ILogger<LimitsBook> log)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(15), Patience = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<Id<Channel>, (ChannelLimits Limits, DateTimeOffset ReadAt)> known = new();

    public async Task<ChannelLimits> Of(Channel channel, Accounts accounts, CancellationToken cancel)
    {
        if (known.TryGetValue(channel.Id, out var last) && time.Now() - last.ReadAt < Fresh)
            return last.Limits;
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, patience.Token);
        try
        {
            var limits = await accounts.Connector(channel.Network).Limits(await accounts.Open(channel, either.Token), either.Token);
            known[channel.Id] = (limits, time.Now());
            return limits;
        }
        catch (Exception error) when (!cancel.IsCancellationRequested)
        {
            log.LogWarning(error, "The limits of channel {Channel} could not be read for a preview", channel.Id);
            return last.Limits ?? ChannelLimits.None;
        }
    }
}
