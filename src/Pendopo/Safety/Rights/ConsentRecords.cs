using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Ui;
using Pendopo.Safety.Consents;
using Pendopo.Safety.Contracts;

namespace Pendopo.Safety.Rights;

/// <summary>The consents of a person, by the code of their sheet.</summary>
internal sealed class ConsentRecords(PendopoDb db, Here here, ConsentReader reader) : IPersonalRecords
{
    public IReadOnlyList<string> Tables => ["safety_consent_sheet", "safety_consent", "safety_consent_use", "safety_recall"];

    public async Task<IReadOnlyList<PersonalRecord>> Of(RecordSubject subject, CancellationToken cancel)
    {
        var records = new List<PersonalRecord>();
        foreach (var id in await db.Set<ConsentSheet>().AsNoTracking().Where(sheet => sheet.Code == subject.Code).Select(sheet => sheet.Id).ToListAsync(cancel))
        {
            var view = (await reader.Read(id, cancel))!;
            foreach (var consent in view.Consents)
                records.Add(new(RightsText.Say("RecordConsent"), view.Sheet.AskedAt, Fields(view, consent)));
        }
        return records;
    }

    private List<KeyValuePair<string, string>> Fields(SheetView of, ConsentView view)
    {
        var (sheet, consent) = (of.Sheet, view.Consent);
        List<KeyValuePair<string, string>> fields =
        [
            new(RightsText.Say("Name"), sheet.Name),
            new(ConsentText.Say("Guardian"), sheet.Guardian.Length > 0 ? $"{sheet.Guardian} ({sheet.Relation})" : ""),
            new(ConsentText.Say("ChildAge"), sheet.ChildAge?.ToString(CultureInfo.CurrentCulture) ?? ""),
            new(ConsentText.Say("ChildsWord"), sheet.ChildAgrees is { } agrees ? ConsentText.Say(agrees ? "Yes" : "No") : ""),
            new(ConsentText.Say("WhatFor"), ConsentText.Say("Purpose_" + consent.Purpose.ToString())),
            new(ConsentText.Say("StateNow"), ConsentText.Say("State_" + consent.State.ToString())),
            new(ConsentText.Say("Where"), view.Channels),
            new(ConsentText.Say("NamedAs"), ConsentText.Say("Naming_" + consent.Naming.ToString())),
            new(ConsentText.Say("Until"), Clock.Date(consent.UntilDay)),
            new(RightsText.Say("Text"), view.Wording.In(sheet.Language)),
            new(ConsentText.Say("AskedOn"), $"{At(sheet.AskedAt)} {of.AskedBy}".TrimEnd()),
            new(ConsentText.Say("AnsweredOn"), consent.AnsweredAt is { } answered ? $"{At(answered)} {ConsentText.Say("Way_" + sheet.Way)} {of.AnsweredWith}".TrimEnd() : ""),
            new(ConsentText.Say("Witness"), sheet.Witness),
            new(ConsentText.Say("DrawnSignature"), sheet.Signature),
            new(ConsentText.Say("EndedOn"), consent.EndedAt is { } ended ? $"{At(ended)} {ConsentText.Say("End_" + consent.EndedHow)} {view.EndedBy}".TrimEnd() : ""),
            new(ConsentText.Say("Note"), consent.EndNote),
            new(ConsentText.Say("StandsUnder"), string.Join("; ", view.Uses.Select(use => use.Title))),
            new(ConsentText.Say("RecallCaption"), string.Join("; ", view.Recalls.Select(line => $"{line.ChannelName}: {ConsentText.Say("Recall_" + line.State.ToString())}, {At(line.ChangedAt)}"))),
        ];
        return [.. fields.Where(field => field.Value.Length > 0)];
    }

    private string At(DateTimeOffset instant) => Clock.DateTime(instant, here.Centre.Zone);
}
