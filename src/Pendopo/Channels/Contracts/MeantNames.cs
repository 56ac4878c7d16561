namespace Pendopo.Channels.Contracts;

/// <summary>A network that knows somebody by another form than the one in which they write themselves, such as a telephone number as it is dialled. It registers itself.</summary>
public interface IMeantNames
{
    /// <summary>The forms by which the network may know who writes this at the centre in scope; empty when it can be none of its names.</summary>
    Task<IReadOnlyList<string>> Of(string typed, CancellationToken cancel);
}
