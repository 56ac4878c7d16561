using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Channels.Contracts;
using Pendopo.Platform;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.LinkedIn;

/// <summary>Connects a page that the person chose, or gives a connected one new tokens. It is tried before it is kept.</summary>
internal sealed class ConnectLinkedIn(PendopoDb db, LinkedInSignIn signIn, Accounts accounts, IStringLocalizer<LinkedInText> words, TimeProvider time)
{
    public async Task<Result<Channel>> Run(Centre centre, string urn, LinkedInVisit visit, CancellationToken cancel)
    {
        if (await signIn.Name(visit.Tokens, urn, cancel) is not { } name)
            return words.Problem("PageRefused");
        var tokens = visit.Tokens;
        var keys = new LinkedInKeys(urn, name, tokens.Access, tokens.AccessEnds, tokens.Refresh, tokens.RefreshEnds, tokens.Granted);
        var known = await db.Set<Channel>().FirstOrDefaultAsync(channel => channel.Network == LinkedInConnector.NetworkName && channel.Address == urn, cancel);
        if (known is null)
        {
            db.Add(known = Channel.Connect(centre.Id, LinkedInConnector.NetworkName, name, urn, accounts.Seal(keys), time.Now()));
        }
        else
        {
            // What was under way before goes on where it stopped.
            var before = (await accounts.Open(known, cancel)).Credentials<LinkedInKeys>();
            known.Renew(name, urn, accounts.Seal(keys with { Sendings = before.Sendings }), time.Now());
        }
        await db.SaveChangesAsync(cancel);
        return known;
    }
}
