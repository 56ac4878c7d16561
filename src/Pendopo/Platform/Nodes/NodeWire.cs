using System.Collections.Concurrent;
using System.Threading.Channels;
using Pendopo.Platform.Jobs;

namespace Pendopo.Platform.Nodes;

/// <summary>What one node tells the others of the same database: that something changed, never the thing itself. Telling costs the caller
/// nothing; a message may be lost with a connection, and then everybody is told that they may have missed something.</summary>
public sealed class NodeWire(Installation installation, Node node)
{
    /// <summary>A message is at most this long, in characters of UTF-8 that never outgrow what NOTIFY carries (8,000 bytes).</summary>
    private const int Longest = 1500;
    private const string MissedKind = "missed";

    private readonly Channel<string> outgoing = Channel.CreateBounded<string>(new BoundedChannelOptions(4096) { FullMode = BoundedChannelFullMode.DropOldest });
    private readonly ConcurrentDictionary<string, Action<string>> heard = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<Action> missed = new();

    internal ChannelReader<string> Outgoing => outgoing.Reader;

    internal string Missed => Message(MissedKind, "");

    /// <summary>Tells all other nodes; does nothing on the embedded database, which has only one.</summary>
    public void Tell(string kind, string text)
    {
        if (!installation.OnPostgres)
            return;
        if (text.Length > Longest)
            throw new ArgumentException($"Longer than {Longest} characters.", nameof(text));
        outgoing.Writer.TryWrite(Message(kind, text));
    }

    /// <summary>Takes up what other nodes tell of one kind. Neither action may wait or throw.</summary>
    /// <param name="act">Gets the text of a message.</param>
    /// <param name="whenMissed">Called when messages may have been lost.</param>
    public void Hear(string kind, Action<string> act, Action whenMissed)
    {
        heard[kind] = act;
        missed.Enqueue(whenMissed);
    }

    internal void Take(string message)
    {
        var parts = message.Split(' ', 3);
        if (parts.Length < 3 || parts[0] == Own)
            return;
        if (parts[1] == MissedKind)
            MayHaveMissed();
        else if (heard.TryGetValue(parts[1], out var act))
            act(parts[2]);
    }

    internal void MayHaveMissed()
    {
        foreach (var act in missed)
            act();
    }

    private string Own => node.Id.ToString("N");

    private string Message(string kind, string text) => $"{Own} {kind} {text}";
}
