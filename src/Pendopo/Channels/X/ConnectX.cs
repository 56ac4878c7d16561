using Microsoft.Extensions.Localization;
using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;
using Pendopo.Platform;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.X;

/// <summary>Connects the account that the person opened at X, or gives a connected one new tokens, once somebody agreed to what it costs.</summary>
internal sealed class ConnectX(KeepAccount keep, IStringLocalizer<XText> words, TimeProvider time)
{
    public async Task<Result<Channel>> Run(Centre centre, XVisit visit, bool agreed, CancellationToken cancel)
    {
        if (!agreed)
            return words.Problem("AgreeRequired", "Agree");
        if (visit.Refresh.Length == 0)
            return words.Problem("NoRefresh");
        var keys = new XKeys(visit.User, visit.Username, visit.Name, visit.Access, visit.AccessEnds, visit.Refresh, visit.Granted, time.Now());
        return await keep.Run(centre, XConnector.NetworkName, ("@" + visit.Username, visit.User), keys, before => keys with { Sendings = before.Sendings }, cancel);
    }
}
