using System.Collections.ObjectModel;

namespace Pendopo.Channels.Contracts;

/// <summary>A network, as the house speaks to it. One implementation a network; nothing in it keeps state but the account's
/// credentials and what it notes on an attempt.</summary>
/// <remarks>Every call may be made again after a crash. What must not happen twice is made idempotent by
/// <see cref="OutgoingPost.Key"/> and <see cref="OutgoingPost.IntendedAt"/>, which stay the same over all attempts.</remarks>
public interface IConnector
{
    /// <summary>Stable name of the network: `site`, `fediverse`, `bluesky` …</summary>
    string Network { get; }

    ConnectorAbilities Abilities { get; }

    /// <summary>What a post may hold here; read from the network where it tells, else its documented defaults.</summary>
    Task<ChannelLimits> Limits(ConnectedAccount account, CancellationToken cancel);

    /// <summary>Sends a post: prepares what is invisible, then makes one irreversible call.</summary>
    Task<SendOutcome> Publish(ConnectedAccount account, OutgoingPost post, CancellationToken cancel);

    /// <summary>Asks the network whether an attempt whose outcome is unknown went out after all.</summary>
    /// <returns><see cref="SendOutcome.Sent"/>; <see cref="SendOutcome.RetryAt"/> when it surely did not go out;
    /// <see cref="SendOutcome.Unknown"/> when the network cannot be asked, so that a person decides.</returns>
    Task<SendOutcome> Reconcile(ConnectedAccount account, OutgoingPost post, CancellationToken cancel);

    /// <summary>Changes what was sent; only when <see cref="ConnectorAbilities.Edit"/>.</summary>
    Task<SendOutcome> Edit(ConnectedAccount account, OutgoingPost post, RemoteRef remote, CancellationToken cancel);

    /// <summary>Takes a post back; done already counts as <see cref="SendOutcome.Sent"/>. Only when <see cref="ConnectorAbilities.Recall"/>.</summary>
    Task<SendOutcome> Recall(ConnectedAccount account, RemoteRef remote, CancellationToken cancel);

    /// <summary>Answers a message in its thread; only when <see cref="ConnectorAbilities.Reply"/>.</summary>
    Task<SendOutcome> Reply(ConnectedAccount account, OutgoingReply reply, CancellationToken cancel);

    /// <summary>What the network's rules ask of words of others that are kept; null where they ask nothing.</summary>
    KeptRule? Kept => null;

    /// <summary>What the network's rules ask of words of its members, whatever becomes of them there; null where they may stay.</summary>
    MemberRule? Members => null;

    /// <summary>Looks whether messages stand there still; only where <see cref="Kept"/> says so.</summary>
    /// <returns>Null when the network did not answer, or cannot be asked now.</returns>
    Task<SecondLook?> LookAgain(ConnectedAccount account, IReadOnlyList<string> ids, CancellationToken cancel) => throw new NotSupportedException($"{Network} is not looked at again.");

    /// <summary>What may be done here with what others said in public; none by default.</summary>
    IReadOnlyList<CommentAct> Acts => [];

    /// <summary>Hides, shows, deletes or likes what somebody said; only what stands in <see cref="Acts"/>. Done already counts as <see cref="SendOutcome.Sent"/>.</summary>
    Task<SendOutcome> Act(ConnectedAccount account, RemoteRef comment, CommentAct act, CancellationToken cancel) =>
        throw new NotSupportedException($"{Network} offers no {act}.");

    /// <summary>The network's rules for an answer, said before it is written.</summary>
    /// <param name="isPrivate">Whether the conversation is in private.</param>
    /// <param name="saidAt">When the last thing was said that is answered.</param>
    AnswerRule Rule(ConnectedAccount account, bool isPrivate, DateTimeOffset saidAt, DateTimeOffset now) => AnswerRule.None;

    /// <summary>Tells those who see a poll how it stands; only when <see cref="ConnectorAbilities.Poll"/>. Told twice it changes nothing.</summary>
    Task<SendOutcome> Tally(ConnectedAccount account, RemoteRef remote, OutgoingPoll poll, CancellationToken cancel) =>
        throw new NotSupportedException($"{Network} has no polls.");

    /// <summary>Whether this post would stand there as a poll of the network's own, and not as words that lead to one.</summary>
    bool AsksPoll(OutgoingPost post) => post.Poll is not null && Abilities.HasFlag(ConnectorAbilities.Poll);

    /// <summary>Reads what came in since the cursor, with overlap: a message may be heard twice. Networks that push answer with nothing.</summary>
    Task<Heard> Hear(ConnectedAccount account, string? cursor, CancellationToken cancel);

    /// <summary>Looks for words among what everybody may read; only when <see cref="ConnectorAbilities.Search"/>. What the centre said itself, what is said
    /// to it, and what is said by who blocked it is left out.</summary>
    Task<Found> Search(ConnectedAccount account, WordSearch search, CancellationToken cancel) => throw new NotSupportedException($"{Network} is not searched.");

    /// <summary>Reads the figures of a post. What the network does not tell stays null; a network that does not answer throws
    /// <see cref="HttpRequestException"/>, so that the last reading is kept.</summary>
    Task<PostMeasures> Measure(ConnectedAccount account, RemoteRef remote, CancellationToken cancel);

    /// <summary>What may be said once <see cref="AnswerRule.FreeUntil"/> has passed; empty where nothing may.</summary>
    Task<IReadOnlyList<ReadyWords>> Ready(ConnectedAccount account, CancellationToken cancel) => Task.FromResult<IReadOnlyList<ReadyWords>>([]);

    /// <summary>What a person should know before a post goes out here, such as to how many it goes and what that costs, in the language of the page; null for nothing.</summary>
    Task<string?> BeforeSending(ConnectedAccount account, CancellationToken cancel) => Task.FromResult<string?>(null);

    /// <summary>The same for these very words, where it hangs on them; by default what is known without them.</summary>
    Task<string?> BeforeSending(ConnectedAccount account, OutgoingPost post, CancellationToken cancel) => BeforeSending(account, cancel);

    /// <summary>Whether <see cref="Check"/> asks somebody outside: not where all that is known stands here, or where nothing can be asked without sending.</summary>
    bool AsksOutside => true;

    /// <summary>The words of a post as they are read here, part by part. Made by what sends them, so that no preview says anything else.</summary>
    Task<IReadOnlyList<string>> Shown(ConnectedAccount account, OutgoingPost post, CancellationToken cancel) => Task.FromResult<IReadOnlyList<string>>([post.Text, .. post.Parts]);

    /// <summary>Whether the account works, asked of the network itself. Sends and changes nothing there.</summary>
    Task<AccountHealth> Check(ConnectedAccount account, CancellationToken cancel);
}

[Flags]
public enum ConnectorAbilities
{
    None = 0,
    Edit = 1,
    Recall = 2,
    Reply = 4,
    Hear = 8,
    Measure = 16,
    /// <summary>An answer under what was said in public can go to its author alone.</summary>
    Alone = 32,
    /// <summary>It knows polls: a post with one is sent as such where that can be, and told how it stands, or tells it.</summary>
    Poll = 64,
    /// <summary>Words can be looked for among what everybody may read.</summary>
    Search = 128,
    /// <summary>Nothing is published there: people are heard and answered.</summary>
    OnlyHears = 256,
    /// <summary>Only posts with a video stand there (<see cref="ChannelLimits.NeedsVideo"/>).</summary>
    OnlyVideos = 512,
}

/// <summary>What a post may hold on a channel. Null means that the network sets no bound.</summary>
/// <param name="Graphemes">Characters as people count them (Unicode grapheme clusters).</param>
/// <param name="Bytes">Bytes of the text in UTF-8.</param>
/// <param name="Images">Pictures in one post.</param>
/// <param name="ImageBytes">Bytes of one picture.</param>
/// <param name="AltGraphemes">Characters of one alternative text.</param>
/// <param name="ImageTypes">Media types of pictures that the network takes.</param>
public sealed record ChannelLimits(int? Graphemes, int? Bytes, int? Images, long? ImageBytes, int? AltGraphemes, IReadOnlyList<string> ImageTypes)
{
    /// <summary>So many as people still read; networks set no bound of their own.</summary>
    public const int MostParts = 9;

    /// <summary>Characters of a post with pictures, where that is less; null where it is the same.</summary>
    public int? GraphemesWithImages { get; init; }

    /// <summary>How the network counts characters where it does so in a way of its own; null where people's way is its way.</summary>
    public Func<string, int>? Weight { get; init; }

    /// <summary>So many characters does every address count for, whatever its length; null where it counts as it is written. For the counter beside a field: <see cref="Weight"/> is what holds.</summary>
    public int? PerLink { get; init; }

    /// <summary>So many tags with # may stand in the words; null where there is no bound.</summary>
    public int? Hashtags { get; init; }

    /// <summary>Characters of a text as the network counts them.</summary>
    public int Length(string text) => Weight?.Invoke(text) ?? Fit.Graphemes(text);

    /// <summary>The bounds of a post with so many pictures.</summary>
    public ChannelLimits With(int images) => images > 0 && GraphemesWithImages is { } most ? this with { Graphemes = most, GraphemesWithImages = null } : this;

    public static readonly ChannelLimits None = new(null, null, null, null, null, ["image/jpeg", "image/png", "image/webp"]);

    /// <summary>Whether only posts with a video stand here.</summary>
    public bool NeedsVideo { get; init; }

    /// <summary>Whether only posts with pictures stand here.</summary>
    public bool NeedsPictures { get; init; }

    /// <summary>What a video may be; null where there is no bound, or none is taken.</summary>
    public VideoLimits? Video { get; init; }

    /// <summary>Whether the video of a post is shown itself, in the place of its pictures.</summary>
    public bool ShowsVideo { get; init; }

    /// <summary>Whether no words stand here: only the picture or the video is shown.</summary>
    public bool Wordless { get; init; }

    /// <summary>Other places where a post may stand on this network, with their own bounds; empty where there is only the usual one.</summary>
    public IReadOnlyDictionary<Placement, ChannelLimits> Places { get; init; } = ReadOnlyDictionary<Placement, ChannelLimits>.Empty;

    /// <summary>The bounds of a place; those of the usual one where the network has no such place.</summary>
    public ChannelLimits At(Placement placement) => Places.GetValueOrDefault(placement) ?? this;

    /// <summary>Characters of such an answer, where that is another number; null where it is the same.</summary>
    public int? PartGraphemes { get; init; }

    /// <summary>How many answers to itself a post may carry here; 0 where a thread cannot be sent.</summary>
    public int Parts { get; init; }
}

/// <summary>Where something stands on a network.</summary>
/// <param name="Id">The network's own id (an AT URI, an ActivityPub id, a path of the own site). At most 500 characters.</param>
/// <param name="Url">Where a person can look at it, or null.</param>
/// <param name="Version">The network's mark of this version (a CID, a revision), or null.</param>
public sealed record RemoteRef(string Id, string? Url, string? Version = null);

/// <summary>What became of a call to a network: a closed set, so that every caller says what it does with each.</summary>
public abstract record SendOutcome
{
    private SendOutcome()
    {
    }

    /// <summary>The code of a refusal to take back what only a person can, with the steps for them as its reason.</summary>
    public const string ByHand = "ByHand";

    /// <summary>What stands there already, or is about to, of a post that is not whole: kept, so that it can be taken back. Null where nothing is known of it.</summary>
    public RemoteRef? Out { get; init; }

    /// <summary>What was about to stand there surely does not come.</summary>
    public bool Stopped { get; init; }

    /// <summary>It is out; the reference is kept in the same transaction as the state.</summary>
    public sealed record Sent(RemoteRef Remote) : SendOutcome;

    /// <summary>It surely did not go out; try again at the given instant (or by the usual backoff when null).</summary>
    public sealed record RetryAt(DateTimeOffset? When, string Reason) : SendOutcome;

    /// <summary>The network says the content or the account may not do this: final, with its words for the person.</summary>
    public sealed record Refused(string Code, string Reason) : SendOutcome;

    /// <summary>The credentials no longer work and could not be refreshed: a person connects the account again.</summary>
    public sealed record Reconnect(string Reason) : SendOutcome;

    /// <summary>The request was sent and no answer came: it may be out. Never sent again blindly.</summary>
    public sealed record Unknown(string Reason) : SendOutcome
    {
        /// <summary>Before that the network cannot be asked, because a limit of its own is used up; null where it may be asked in a while. Waiting for it is no question
        /// that was asked in vain.</summary>
        public DateTimeOffset? AskAt { get; init; }
    }

    /// <summary>A quota is used up; it stays approved and goes out at the given instant.</summary>
    public sealed record HeldUntil(DateTimeOffset When, string Reason) : SendOutcome;
}

/// <summary>Figures of a post; null is unknown, never zero.</summary>
public sealed record PostMeasures(int? Likes, int? Shares, int? Replies, int? Views = null, int? Clicks = null);

/// <summary>Whether an account works.</summary>
/// <param name="Works">True when the network answered that it does.</param>
/// <param name="Reason">What is wrong, in words for the person; null when it works.</param>
/// <param name="EndsAt">When the credentials end, when the network tells.</param>
/// <param name="Certain">False when the network could not be asked: a bad hour of the network must not disconnect an account.</param>
public sealed record AccountHealth(bool Works, string? Reason = null, DateTimeOffset? EndsAt = null, bool Certain = true);
