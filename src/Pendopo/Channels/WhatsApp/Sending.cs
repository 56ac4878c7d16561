using Pendopo.Channels.Contracts;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.WhatsApp;

internal enum SendingKind
{
    /// <summary>An answer from the inbox.</summary>
    Answer,
    /// <summary>A post, to one of those who agreed.</summary>
    Post,
    /// <summary>The house confirms that somebody is off the list.</summary>
    OffWord,
    /// <summary>The house confirms that somebody is on the list.</summary>
    OnWord,
    /// <summary>A reminder, to who asked for it.</summary>
    Reminder,
}

internal enum SendingState
{
    Waiting,
    /// <summary>The intent is kept; the call is under way, or nobody lived to hear its answer.</summary>
    Calling,
    /// <summary>Nobody knows whether it is out. Never sent again blindly: a status tells it, or a person decides.</summary>
    Unknown,
    /// <summary>Not sent: the person no longer agrees, or it was stopped.</summary>
    Skipped,
    /// <summary>The network took it.</summary>
    Accepted,
    Sent,
    Failed,
    Delivered,
    Read,
}

/// <summary>One message to one person: the line of the ledger by which nobody gets it twice.</summary>
internal sealed class Sending : IBelongsToCentre, IVersioned
{
    public const int MarkPrefix = 2;

    private Sending()
    {
    }

    /// <summary>Travels with the message and comes back in its statuses.</summary>
    public Id<Sending> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public Id<Channel> ChannelId { get; private set; }
    public Id<Contact> ContactId { get; private set; }
    public SendingKind Kind { get; private set; }
    /// <summary>The answer or the publication that it carries out; with the person unique.</summary>
    public Guid Key { get; private set; }
    public SendingState State { get; private set; }
    /// <summary>Whether it begins a conversation, outside the window: such are counted by the day.</summary>
    public bool Opens { get; private set; }
    public string? RemoteId { get; private set; }
    public string? Code { get; private set; }
    public DateTimeOffset MadeAt { get; private set; }
    public DateTimeOffset? CalledAt { get; private set; }
    /// <summary>Not before then, or null.</summary>
    public DateTimeOffset? NextAt { get; private set; }
    public DateTimeOffset? ToldAt { get; private set; }
    public int Tries { get; private set; }
    public int Version { get; set; }

    public bool IsOut => State is SendingState.Accepted or SendingState.Sent or SendingState.Delivered or SendingState.Read;

    public static Sending To(Contact contact, SendingKind kind, Guid key, DateTimeOffset now) => new()
    {
        Id = Id<Sending>.New(), CentreId = contact.CentreId, ChannelId = contact.ChannelId, ContactId = contact.Id, Kind = kind, Key = key, State = SendingState.Waiting, MadeAt = now,
    };

    /// <summary>Keeps the intent before the call.</summary>
    public void Call(bool opens, DateTimeOffset now) => (State, Opens, CalledAt, NextAt, Tries, Code) = (SendingState.Calling, opens, now, null, Tries + 1, null);

    /// <summary>The person got something else a moment ago.</summary>
    public void Wait(DateTimeOffset until) => NextAt = until;

    /// <summary>A call that nobody lived to hear the answer of.</summary>
    public void Forget()
    {
        if (State == SendingState.Calling)
            (State, Code) = (SendingState.Unknown, "NoAnswer");
    }

    public void Settle(Verdict verdict, DateTimeOffset now, Func<int, TimeSpan> backoff)
    {
        // A status may have come before the call's own answer was kept: what the network told stands.
        if (State != SendingState.Calling)
            RemoteId ??= verdict.Kind == VerdictKind.Sent ? verdict.Id : null;
        else
            (State, RemoteId, Code, NextAt) = verdict.Kind switch
            {
                VerdictKind.Sent => (SendingState.Accepted, verdict.Id, (string?)null, (DateTimeOffset?)null),
                VerdictKind.Unknown => (SendingState.Unknown, null, verdict.Code, null),
                VerdictKind.Refused or VerdictKind.WindowClosed => (SendingState.Failed, null, verdict.Code, null),
                VerdictKind.Later => (SendingState.Waiting, null, verdict.Code, now + (verdict.Wait ?? backoff(Tries))),
                _ => (SendingState.Waiting, null, verdict.Code, null),
            };
    }

    public void Skip(string code)
    {
        if (State is SendingState.Waiting)
            (State, Code) = (SendingState.Skipped, code);
    }

    /// <summary>What the network told of it. The furthest state of all that were told stands, whatever their order and however often they came:
    /// so nothing ever goes back.</summary>
    /// <returns>Whether it changed.</returns>
    public bool Told(SendingState state, string remoteId, string? code, DateTimeOffset at)
    {
        var before = State;
        RemoteId ??= remoteId;
        if (Rank(state) <= Rank(State))
            return false;
        (State, ToldAt, NextAt) = (state, Instants.Cut(at), null);
        Code = state == SendingState.Failed ? code : null;
        return State != before;
    }

    /// <summary>A person looked and says whether it arrived; only for one of which nobody knows.</summary>
    public bool Decide(bool arrived, DateTimeOffset now)
    {
        if (State != SendingState.Unknown)
            return false;
        (State, Code, NextAt) = (arrived ? SendingState.Accepted : SendingState.Waiting, null, null);
        ToldAt = now;
        return true;
    }

    /// <summary>The mark that comes back in statuses.</summary>
    public string Mark => $"p-{Id}";

    public static Id<Sending>? OfMark(string mark) => mark.StartsWith("p-", StringComparison.Ordinal) && Id<Sending>.TryParse(mark[MarkPrefix..], null, out var id) ? id : null;

    // Delivered stands above failed: what reached a telephone has reached it.
    private static int Rank(SendingState state) => state switch
    {
        SendingState.Accepted => 1,
        SendingState.Sent => 2,
        SendingState.Failed => 3,
        SendingState.Delivered => 4,
        SendingState.Read => 5,
        _ => 0,
    };
}
