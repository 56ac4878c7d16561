using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Events;
using Pendopo.Publishing.Consents;
using Pendopo.Safety.Contracts;

namespace Pendopo.Publishing.Declared;

/// <summary>A person took a consent back: what is kept at the desk under it (pictures, texts of the library, infographics, quotes) is marked from that moment, and the
/// ledger hears of each.</summary>
internal sealed class MarkWithdrawn(PendopoDb db, CentreDirectory centres, CentreScope scope, ConsentUses uses, RecallLedger ledger) : IEventHandler<ConsentWithdrawn>
{
    private static readonly string[] Kept = [PictureConsents.KindName, LibraryConsents.KindName, InfographicConsents.KindName, QuoteConsents.KindName];

    public async Task Handle(ConsentWithdrawn happened, CancellationToken cancel)
    {
        if (!Kept.Contains(happened.Kind, StringComparer.Ordinal))
            return;
        scope.Enter(happened.Centre);
        var centre = await centres.ById(happened.Centre, cancel) ?? throw new InvalidOperationException("A consent has no centre.");
        var items = await uses.Items(happened.Consent, happened.Kind, cancel);
        await ledger.Note(happened.Consent, [.. items.Select(item => new RecallReport(happened.Kind, item, "desk", PersonsText.Say("AtTheDesk", centre.Language), RecallState.CalledOff, null))], cancel);
        await db.SaveChangesAsync(cancel);
    }
}
