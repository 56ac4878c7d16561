using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;
using Pendopo.Platform.Ui;
using Pendopo.Safety.Consents;

namespace Pendopo.Safety.Contracts;

/// <summary>A consent that somebody outside is asked for.</summary>
/// <param name="Path">The person's own page where they answer and withdraw, below the centre's front page. A secret.</param>
public sealed record AskedConsent(Id<Consent> Consent, string Path);

/// <summary>Asks persons outside for their consent on behalf of a room that has them at hand. They answer on their own page of the register, as everybody does.</summary>
public sealed class OutsideConsents
{
    // As the desk's own form proposes.
    private const int Years = 1;

    private readonly PendopoDb db;
    private readonly Here here;
    private readonly ConsentWordings wordings;
    private readonly ConsentChannels channels;
    private readonly ConsentLinks links;
    private readonly AuditBook audit;
    private readonly TimeProvider time;

    internal OutsideConsents(PendopoDb db, Here here, ConsentRegister register, AuditBook audit, TimeProvider time) =>
        (this.db, this.here, wordings, channels, links, this.audit, this.time) = (db, here, register.Wordings, register.Channels, register.Links, audit, time);

    /// <summary>Adds a question to one adult for one purpose, on every channel of the centre in scope, for a year, in the caller's transaction.</summary>
    /// <param name="name">Whom it is about; at most 120 characters.</param>
    /// <param name="language">`id` or `en`.</param>
    /// <param name="by">The colleague on whose behalf it is asked.</param>
    public async Task<AskedConsent> Ask(string name, ConsentPurpose purpose, string language, Id<Person> by, CancellationToken cancel)
    {
        var link = links.Make();
        var sheet = ConsentSheet.Ask(here.Centre.Id, new(name, ConsentDecider.Self, "", "", null), language, link, by, time.Now());
        var offered = (await channels.Of(purpose, cancel)).Select(channel => channel.Key);
        var until = Clock.DateOf(time.GetUtcNow(), here.Centre.Zone).AddYears(Years);
        var consent = Consent.Ask(sheet, await wordings.InForce(purpose, cancel), offered, ConsentChannels.MediaOf(purpose), until);
        db.AddRange(sheet, consent);
        audit.Note("consent.asked", $"consent-sheet:{sheet.Id}", purpose.ToString());
        return new(consent.Id, "/consent/" + links.Unseal(link.Sealed));
    }

    /// <summary>Where the person of a consent answers and withdraws; null when it is unknown here, or the person was erased.</summary>
    public async Task<string?> PathOf(Id<Consent> consent, CancellationToken cancel) =>
        await db.Set<ConsentSheet>().AsNoTracking().FirstOrDefaultAsync(sheet => db.Set<Consent>().Any(row => row.Id == consent && row.SheetId == sheet.Id), cancel) is { } sheet
        && links.SecretOf(sheet) is { } secret ? "/consent/" + secret : null;
}

/// <summary>What the register asks with.</summary>
internal sealed record ConsentRegister(ConsentWordings Wordings, ConsentChannels Channels, ConsentLinks Links);
