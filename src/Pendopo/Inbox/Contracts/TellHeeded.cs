using Pendopo.Inbox.Heeded;
using Pendopo.Platform;

namespace Pendopo.Inbox.Contracts;

/// <summary>What people said and what the centre did about it, in both languages; nobody is named.</summary>
public sealed record HeededInBoth(string SaidId, string SaidEn, string DidId, string DidEn);

/// <summary>Puts a line on the public page "you said, we did" for another room, whose duty it is to ask who may.</summary>
public sealed class TellHeeded
{
    private readonly KeepHeeded lines;

    internal TellHeeded(KeepHeeded lines) => this.lines = lines;

    /// <summary>Shows the line and saves, when the guard finds nobody in it; else the problems name the fields SaidId, SaidEn, DidId and DidEn.</summary>
    public async Task<Result<Done>> Run(HeededInBoth said, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(said);
        var kept = await lines.Keep(new(null, new(said.SaidId, said.SaidEn, said.DidId, said.DidEn), null, Shown: true, null), cancel);
        return kept.Ok ? default(Done) : kept.Problems.ToList();
    }
}
