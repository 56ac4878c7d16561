using Pendopo.Community.Held;
using Pendopo.Community.Rumours;
using Pendopo.Community.Talk;
using Pendopo.Platform;
using Pendopo.Safety.Contracts;

namespace Pendopo.Community.Worries;

/// <summary>Keeps watch over what is said: before, whether somebody may say more now; after, whether somebody should look.</summary>
internal sealed class SquareWatch(SayLimits limits, SayGate gate, RaiseWorry worries, HearRumour rumours)
{
    /// <summary>Why this viewer does not say it at the moment; null when they may.</summary>
    public async Task<Problem?> Refuses(Viewer viewer, SayLook look, CancellationToken cancel)
    {
        // Words of despair are heard, whoever says them and however much they said today.
        if (DistressReader.Read(look.Text) != DistressSign.None)
            look = look with { IsForNurse = true, Sure = true };
        return await limits.TooMuch(viewer, look, cancel) ?? await gate.Asks(viewer, look, cancel);
    }

    /// <summary>Looks at what was just said or changed, in the caller's transaction: it may wait for a look before others see it, and is told to who helps all the same.</summary>
    public async Task Hear(Viewer viewer, Said said, string text, bool isNew, CancellationToken cancel)
    {
        var listed = await gate.Weigh(viewer, said, text, isNew, cancel);
        await worries.Hear(said, listed, cancel);
        await rumours.Hear(said, cancel);
    }
}
