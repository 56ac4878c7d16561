using Pendopo.Platform.Access;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;

namespace Pendopo.Channels.Fediverse.Blocks;

/// <summary>Who decides about blocks: at a centre for the centre, everywhere for the installation.</summary>
internal sealed class BlockRights(Here here, Rights rights)
{
    public Id<Centre> Centre => here.Centre.Id;

    public Id<Person> Actor => here.Actor;

    public async Task<bool> May(bool everywhere, CancellationToken cancel) =>
        everywhere ? await rights.MayEverywhere(here, ChannelsRoom.MayModerate, cancel) : here.May(ChannelsRoom.MayModerate);
}
