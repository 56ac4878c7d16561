using Pendopo.Channels.Contracts;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.Letters;

public enum IssueState
{
    /// <summary>Its copies are being made, or are on their way.</summary>
    Sending,
    /// <summary>Every copy has its outcome.</summary>
    Done,
    /// <summary>Taken back: what has not left stays here.</summary>
    Stopped,
}

/// <summary>One letter to all who get a list, as it left the desk.</summary>
public sealed class Issue : IBelongsToCentre, IVersioned
{
    public const int SubjectLength = 300;

    /// <summary>Stands in text and markup where each copy carries its reader's own link.</summary>
    internal const string OwnLink = "%%own-link%%";

    private Issue()
    {
    }

    public Id<Issue> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public Id<Channel> ChannelId { get; private set; }
    /// <summary>The publication's lasting key: one publication is one letter.</summary>
    public Guid Key { get; private set; }
    public string Subject { get; private set; } = "";
    public string Text { get; private set; } = "";
    public string Html { get; private set; } = "";
    public string Url { get; private set; } = "";
    public string Language { get; private set; } = "";
    public IssueState State { get; private set; }
    public DateTimeOffset MadeAt { get; private set; }
    /// <summary>Whether everybody who gets it has their copy in the ledger.</summary>
    public bool Filled { get; private set; }
    public DateTimeOffset? EndedAt { get; private set; }
    /// <summary>Why it does not go on, or empty; free of addresses.</summary>
    public string Trouble { get; private set; } = "";
    public int Version { get; set; }

    /// <summary>The id by which publications and replies name it.</summary>
    public string RemoteId => $"letter:{Id}";

    internal static Issue Of(Channel list, Guid key, LetterWords words, string url, DateTimeOffset now) => new()
    {
        Id = Id<Issue>.New(),
        CentreId = list.CentreId,
        ChannelId = list.Id,
        Key = key,
        Subject = KeptText.Of(words.Subject, SubjectLength),
        Text = words.Text,
        Html = words.Html,
        Url = url,
        Language = words.Language,
        MadeAt = now,
    };

    internal void Fill() => Filled = true;

    internal void Say(string trouble) => Trouble = KeptText.Of(trouble, Border.ReasonLength);

    internal void End(DateTimeOffset now)
    {
        if (State == IssueState.Sending)
            (State, EndedAt, Trouble) = (IssueState.Done, now, "");
    }

    internal void Stop(DateTimeOffset now)
    {
        if (State == IssueState.Sending)
            (State, EndedAt, Trouble) = (IssueState.Stopped, now, "");
    }

    /// <summary>A person had a copy put on its way again.</summary>
    internal void Resume() => (State, EndedAt) = (IssueState.Sending, null);
}

public enum CopyState
{
    /// <summary>Not sent yet, or to be tried again.</summary>
    Waiting,
    /// <summary>Written before it is handed over: whoever finds it so after a crash does not know whether it left.</summary>
    Leaving,
    /// <summary>The mail server answers for it.</summary>
    Sent,
    /// <summary>The mail server will not take it for this reader.</summary>
    Refused,
    /// <summary>It may have left. Nothing sends it again but a person.</summary>
    Unknown,
    /// <summary>It left and came back.</summary>
    Bounced,
    /// <summary>Taken back before it left, or its reader ended it before.</summary>
    Stopped,
}

/// <summary>One reader's copy of a letter: the ledger by which none gets it twice.</summary>
public sealed class IssueCopy : IBelongsToCentre
{
    public const int ReasonLength = 200;

    private IssueCopy()
    {
    }

    public Id<IssueCopy> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public Id<Issue> IssueId { get; private set; }
    public Id<Subscriber> SubscriberId { get; private set; }
    public CopyState State { get; private set; }
    public int Attempts { get; private set; }
    public DateTimeOffset RunAt { get; private set; }
    /// <summary>The run that handed it over last.</summary>
    public Guid? Claim { get; private set; }
    public DateTimeOffset? IntendedAt { get; private set; }
    public DateTimeOffset? SettledAt { get; private set; }
    /// <summary>Code and status of a server's answer, or empty; free of addresses.</summary>
    public string Reason { get; private set; } = "";

    internal static IssueCopy Of(Issue issue, Id<Subscriber> subscriber, DateTimeOffset now) => new()
    {
        Id = Id<IssueCopy>.New(),
        CentreId = issue.CentreId,
        IssueId = issue.Id,
        SubscriberId = subscriber,
        RunAt = now,
    };

    /// <summary>It came back from its reader's server.</summary>
    internal void Bounce(string reason, DateTimeOffset now) => (State, Reason, SettledAt) = (CopyState.Bounced, KeptText.Of(reason, ReasonLength), now);

    /// <summary>A person decided about one that may have left.</summary>
    /// <returns>False when nothing is open about it.</returns>
    internal bool Decide(bool again, DateTimeOffset now)
    {
        if (State != CopyState.Unknown)
            return false;
        (State, RunAt, SettledAt) = (again ? CopyState.Waiting : CopyState.Sent, again ? now : RunAt, again ? null : now);
        return true;
    }
}
