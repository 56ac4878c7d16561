using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Channels.Contracts;
using Pendopo.Platform;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.X;

/// <summary>Connects the account that the person opened at X, or gives a connected one new tokens, once somebody agreed to what it costs.</summary>
internal sealed class ConnectX(PendopoDb db, Accounts accounts, IStringLocalizer<XText> words, TimeProvider time)
{
    public async Task<Result<Channel>> Run(Centre centre, XVisit visit, bool agreed, CancellationToken cancel)
    {
        if (!agreed)
            return words.Problem("AgreeRequired", "Agree");
        if (visit.Refresh.Length == 0)
            return words.Problem("NoRefresh");
        var known = await db.Set<Channel>().FirstOrDefaultAsync(channel => channel.Network == XConnector.NetworkName && channel.Address == visit.User, cancel);
        var keys = new XKeys(visit.User, visit.Username, visit.Name, visit.Access, visit.AccessEnds, visit.Refresh, visit.Granted, time.Now());
        if (known is null)
        {
            db.Add(known = Channel.Connect(centre.Id, XConnector.NetworkName, "@" + visit.Username, visit.User, accounts.Seal(keys), time.Now()));
        }
        else
        {
            // What was under way before goes on where it stopped.
            var before = (await accounts.Open(known, cancel)).Credentials<XKeys>();
            known.Renew("@" + visit.Username, visit.User, accounts.Seal(keys with { Sendings = before.Sendings }), time.Now());
        }
        await db.SaveChangesAsync(cancel);
        return known;
    }
}
