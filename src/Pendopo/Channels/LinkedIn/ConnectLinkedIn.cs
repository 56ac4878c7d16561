using Microsoft.Extensions.Localization;
using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;
using Pendopo.Platform;
using Pendopo.Platform.Centres;

namespace Pendopo.Channels.LinkedIn;

/// <summary>Connects a page that the person chose, or gives a connected one new tokens. It is tried before it is kept.</summary>
internal sealed class ConnectLinkedIn(LinkedInSignIn signIn, KeepAccount keep, IStringLocalizer<LinkedInText> words)
{
    public async Task<Result<Channel>> Run(Centre centre, string urn, LinkedInVisit visit, CancellationToken cancel)
    {
        if (await signIn.Name(visit.Tokens, urn, cancel) is not { } name)
            return words.Problem("PageRefused");
        var tokens = visit.Tokens;
        var keys = new LinkedInKeys(urn, name, tokens.Access, tokens.AccessEnds, tokens.Refresh, tokens.RefreshEnds, tokens.Granted);
        return await keep.Run(centre, LinkedInConnector.NetworkName, (name, urn), keys, before => keys with { Sendings = before.Sendings }, cancel);
    }
}
