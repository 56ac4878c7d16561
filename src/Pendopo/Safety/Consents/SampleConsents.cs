using Microsoft.EntityFrameworkCore;
using Pendopo.Platform;
using Pendopo.Platform.Data;
using Pendopo.Platform.Ui;
using Pendopo.Safety.Contracts;
using Pendopo.Safety.Rights;

namespace Pendopo.Safety.Consents;

/// <summary>People of the sample world who were asked, one who said yes and one who has not answered, and one who wants to know what is kept.</summary>
internal sealed class SampleConsents(SampleScene scene)
{
    private const string Signature = "M40 120L58 70L72 48L84 62L90 110L104 138L126 132L142 96L150 78L164 70L182 84L200 120M60 150L210 146";

    public Task Add(CancellationToken cancel) => scene.As("desk", scene.Melati, async services =>
    {
        var ask = services.GetRequiredService<AskForConsent>();
        var until = Clock.DateOf(scene.Now, scene.Melati.Zone).AddYears(1);
        var told = await ask.Run(new(new("Bu Sari", ConsentDecider.Self, "", "", null), [ConsentPurpose.Story, ConsentPurpose.Photograph], ["print"], until, "id"), cancel);
        Check(told);
        var consents = await services.GetRequiredService<PendopoDb>().Set<Consent>().Where(row => row.SheetId == told.Value.Id).ToListAsync(cancel);
        // She tells her story and keeps her face to herself: one yes never carries another.
        var answers = consents.ConvertAll(consent => new ConsentAnswer(consent.Id, consent.Purpose == ConsentPurpose.Story, ["print"], ConsentNaming.FirstName));
        Check(await services.GetRequiredService<AnswerConsent>().OnScreen(new(told.Value.Id, answers, new(Signature, "", null, false, "", null)), cancel));
        Check(await ask.Run(new(new("Dimas kecil", ConsentDecider.Guardian, "Bu Rahma", "ibu", 13), [ConsentPurpose.Photograph], ["print"], until, "id"), cancel));
        Check(await services.GetRequiredService<RightsLedger>().Ask(new(RightKind.Access, "Pak Slamet", "0812 0000 0000", "@slamet@warga.example", "Apa yang disimpan puskesmas tentang saya?"), atDesk: true, cancel));
    }, cancel);

    private static void Check<T>(Result<T> result)
    {
        if (!result.Ok)
            throw new InvalidOperationException($"The sample could not be asked: {result.Problems[0].Code} {result.Problems[0].Field}.");
    }
}
