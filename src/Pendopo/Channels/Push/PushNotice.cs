using Pendopo.Channels.Contracts;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.Push;

public enum NoticeState
{
    Sending,
    /// <summary>Every browser has its outcome.</summary>
    Done,
    /// <summary>Taken back: nobody else gets it.</summary>
    Stopped,
}

/// <summary>A post as it is shown on telephones: a title, some words and the way to its page.</summary>
public sealed class PushNotice : IBelongsToCentre, IVersioned
{
    public const int TitleLength = 100, WordsLength = 240;

    private const string Before = "push:";

    private PushNotice()
    {
    }

    public Id<PushNotice> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public Id<Channel> ChannelId { get; private set; }
    /// <summary>The publication's lasting key: one publication is one notification.</summary>
    public Guid Key { get; private set; }
    public string Title { get; private set; } = "";
    public string Words { get; private set; } = "";
    public string Url { get; private set; } = "";
    public string Language { get; private set; } = "";
    public NoticeState State { get; private set; }
    public bool Filled { get; private set; }
    public DateTimeOffset MadeAt { get; private set; }
    public DateTimeOffset? EndedAt { get; private set; }
    /// <summary>On how many browsers it was or may have been shown, of those whose lines were cleared away.</summary>
    public int Shown { get; private set; }
    public int Version { get; set; }

    public string RemoteId => $"{Before}{Id}";

    public static Id<PushNotice>? IdOf(string remoteId) => remoteId.StartsWith(Before, StringComparison.Ordinal) && Id<PushNotice>.TryParse(remoteId[Before.Length..], null, out var id) ? id : null;

    internal static PushNotice Of(Channel channel, OutgoingPost post, string name, DateTimeOffset now)
    {
        var title = post.Title.Length > 0 ? post.Title : name;
        // The title is shown above and the way to the page is the notification itself.
        var words = post.Text.Replace(post.Url, "", StringComparison.Ordinal).Trim();
        var rest = words.StartsWith(title, StringComparison.Ordinal) ? words[title.Length..] : words;
        return new()
        {
            Id = Id<PushNotice>.New(), CentreId = channel.CentreId, ChannelId = channel.Id, Key = post.Key, Title = KeptText.Of(title, TitleLength),
            Words = KeptText.Of(string.Join(' ', rest.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), WordsLength), Url = post.Url, Language = post.Language, MadeAt = now,
        };
    }

    /// <summary>As a browser shows it.</summary>
    internal BrowserNotice Say() => new(Key, Title, Words, Url, Language);

    internal void Fill() => Filled = true;

    internal void Clear(int shown) => Shown += shown;

    internal void End(DateTimeOffset now)
    {
        if (State == NoticeState.Sending)
            (State, EndedAt) = (NoticeState.Done, now);
    }

    internal void Stop(DateTimeOffset now)
    {
        if (State == NoticeState.Sending)
            (State, EndedAt) = (NoticeState.Stopped, now);
    }
}

public enum PushState
{
    /// <summary>Not sent yet, or to be tried again.</summary>
    Waiting,
    /// <summary>Written before the call: whoever finds it so after a crash does not know whether it left.</summary>
    Leaving,
    /// <summary>The push service took it.</summary>
    Sent,
    /// <summary>The push service will not take it.</summary>
    Refused,
    /// <summary>The browser is not there any more; it gets nothing from now on.</summary>
    Gone,
    /// <summary>Nobody knows. It is not sent again.</summary>
    Unknown,
    Stopped,
}

/// <summary>The line of one browser in the ledger of a notification.</summary>
public sealed class PushCopy : IBelongsToCentre
{
    private PushCopy()
    {
    }

    public Id<PushCopy> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public Id<PushNotice> NoticeId { get; private set; }
    public Id<PushSubscription> SubscriptionId { get; private set; }
    public PushState State { get; private set; }
    public int Attempts { get; private set; }
    public DateTimeOffset RunAt { get; private set; }
    public DateTimeOffset? SettledAt { get; private set; }

    internal static PushCopy Of(PushNotice notice, Id<PushSubscription> subscription, DateTimeOffset now) =>
        new() { Id = Id<PushCopy>.New(), CentreId = notice.CentreId, NoticeId = notice.Id, SubscriptionId = subscription, RunAt = now };

    internal void Leave() => (State, Attempts) = (PushState.Leaving, Attempts + 1);

    internal void Settle(PushState state, DateTimeOffset now) => (State, SettledAt) = (state, now);

    internal void Wait(DateTimeOffset until) => (State, RunAt) = (PushState.Waiting, until);
}
