using Microsoft.Extensions.Localization;
using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;
using Pendopo.Platform;
using Pendopo.Platform.Centres;

namespace Pendopo.Channels.Mastodon;

/// <summary>Connects an account that a person chose, or gives a connected one another token.</summary>
internal sealed class ConnectMastodon(KeepAccount keep, IStringLocalizer<MastodonText> words)
{
    public async Task<Result<Channel>> Run(Centre centre, MastodonVisit visit, CancellationToken cancel)
    {
        if (visit.Missing.Count > 0)
            return words.Problem("NotAllowed");
        var keys = visit.Keys;
        return await keep.Run(centre, MastodonConnector.NetworkName, (keys.Handle, keys.Name), keys, before => keys with { Drafts = before.Drafts }, cancel);
    }
}
