using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Channels.Contracts;
using Pendopo.Platform;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.Mastodon;

/// <summary>Connects an account that a person chose, or gives a connected one another token.</summary>
internal sealed class ConnectMastodon(PendopoDb db, Accounts accounts, IStringLocalizer<MastodonText> words, TimeProvider time)
{
    public async Task<Result<Channel>> Run(Centre centre, MastodonVisit visit, CancellationToken cancel)
    {
        if (visit.Missing.Count > 0)
            return words.Problem("NotAllowed");
        var (keys, address) = (visit.Keys, visit.Keys.Name);
        var known = await db.Set<Channel>().FirstOrDefaultAsync(channel => channel.Network == MastodonConnector.NetworkName && channel.Address == address, cancel);
        if (known is null)
            db.Add(known = Channel.Connect(centre.Id, MastodonConnector.NetworkName, keys.Handle, address, accounts.Seal(keys), time.Now()));
        else
            // What was under way before is still known.
            known.Renew(keys.Handle, address, accounts.Seal(keys with { Drafts = (await accounts.Open(known, cancel)).Credentials<MastodonKeys>().Drafts }), time.Now());
        await db.SaveChangesAsync(cancel);
        return known;
    }
}
