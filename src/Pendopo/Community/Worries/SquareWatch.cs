using Pendopo.Community.Rumours;
using Pendopo.Community.Talk;
using Pendopo.Platform;

namespace Pendopo.Community.Worries;

/// <summary>Keeps watch over what is said: before, whether somebody may say more now; after, whether somebody should look.</summary>
internal sealed class SquareWatch(SayLimits limits, RaiseWorry worries, HearRumour rumours)
{
    /// <summary>Why this viewer says no more at the moment; null when they may.</summary>
    public Task<Problem?> Refuses(Viewer viewer, bool isComment, CancellationToken cancel) => limits.TooMuch(viewer, isComment, cancel);

    /// <summary>Looks at what was just said or changed, in the caller's transaction. Nothing is kept from being said by it.</summary>
    public async Task Hear(Said said, CancellationToken cancel)
    {
        await worries.Hear(said, cancel);
        await rumours.Hear(said, cancel);
    }
}
