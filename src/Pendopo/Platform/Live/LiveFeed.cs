using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Pendopo.Platform.Nodes;

namespace Pendopo.Platform.Live;

/// <summary>Tells open pages that something changed. It carries a topic and a name, never the thing itself: the page asks for
/// what it may see.</summary>
public sealed class LiveFeed
{
    /// <summary>The name told when changes may have been missed.</summary>
    public const string Again = "again";
    private const string Kind = "live";

    private readonly ConcurrentDictionary<string, ConcurrentDictionary<Channel<string>, bool>> topics = new(StringComparer.Ordinal);

    private readonly ConcurrentDictionary<string, int> versions = new(StringComparer.Ordinal);

    private readonly NodeWire wire;

    public LiveFeed(NodeWire wire)
    {
        this.wire = wire;
        wire.Hear(Kind, Pass, () =>
        {
            foreach (var topic in topics.Keys.Union(versions.Keys, StringComparer.Ordinal))
                TellHere(topic, Again);
        });
    }

    /// <summary>Tells everyone who listens to the topic, on whichever node. The name holds no space. A listener that is far behind misses names, not the fact that something changed.</summary>
    public void Tell(string topic, string name)
    {
        TellHere(topic, name);
        wire.Tell(Kind, $"{topic} {name}");
    }

    private void Pass(string text)
    {
        var cut = text.LastIndexOf(' ');
        if (cut > 0)
            TellHere(text[..cut], text[(cut + 1)..]);
    }

    /// <summary>A number that becomes another one whenever something is told on the topic, before anybody hears of it: what was read under the same number still holds.</summary>
    public int Version(string topic) => versions.GetOrAdd(topic, 0);

    private void TellHere(string topic, string name)
    {
        if (versions.ContainsKey(topic))
            versions.AddOrUpdate(topic, 1, static (_, known) => unchecked(known + 1));
        if (!topics.TryGetValue(topic, out var listeners))
            return;
        foreach (var listener in listeners.Keys)
            listener.Writer.TryWrite(name);
    }

    /// <summary>The names told on the topics, until cancelled.</summary>
    public async IAsyncEnumerable<string> Listen(IReadOnlyList<string> about, [EnumeratorCancellation] CancellationToken cancel)
    {
        var mine = Channel.CreateBounded<string>(new BoundedChannelOptions(32) { FullMode = BoundedChannelFullMode.DropOldest });
        foreach (var topic in about)
            topics.GetOrAdd(topic, _ => new())[mine] = true;
        try
        {
            await foreach (var name in mine.Reader.ReadAllAsync(cancel))
                yield return name;
        }
        finally
        {
            foreach (var topic in about)
                topics[topic].TryRemove(mine, out _);
        }
    }
}
