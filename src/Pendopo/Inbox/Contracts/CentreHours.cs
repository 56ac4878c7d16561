using Pendopo.Inbox.Hours;

namespace Pendopo.Inbox.Contracts;

/// <summary>When the centre in scope is open: the hours that it settled once, for its inbox and for all who come.</summary>
internal sealed class CentreHours(KeepRules rules)
{
    /// <summary>Where people who may change them find them at the desk.</summary>
    public const string Address = "/desk/inbox/rules";

    /// <summary>The hours; the usual ones while nobody has settled any.</summary>
    public async Task<OpenHours> Read(CancellationToken cancel) => (await rules.Read(cancel)).Open;
}
