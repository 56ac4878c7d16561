using Pendopo.Platform.Data;
using Pendopo.Safety.Contracts;

namespace Pendopo.Safety.Consents;

/// <param name="Offered">The channels that were asked for.</param>
/// <param name="Channels">Those that the person said yes to.</param>
internal sealed record ConsentBody(Id<Consent> Id, ConsentPurpose Purpose, ConsentState State, IReadOnlyList<string> Offered, IReadOnlyList<string> Channels, ConsentNaming Naming,
    DateOnly Until, DateTimeOffset? AnsweredAt, DateTimeOffset? EndedAt, ConsentEnd? EndedHow, DateTimeOffset? SuspendedAt)
{
    public static ConsentBody Of(Consent row) =>
        new(row.Id, row.Purpose, row.State, row.OfferedList, row.ChannelList, row.Naming, row.UntilDay, row.AnsweredAt, row.EndedAt, row.EndedHow, row.SuspendedAt);
}

internal sealed record SheetBody(Id<ConsentSheet> Id, string Code, string Name, ConsentDecider Decides, DateTimeOffset AskedAt, ConsentWay? Way, IReadOnlyList<ConsentBody> Consents)
{
    public static SheetBody Of(ConsentSheet sheet, IReadOnlyList<Consent> consents) =>
        new(sheet.Id, sheet.Code, sheet.Name, sheet.Decides, sheet.AskedAt, sheet.Way, [.. consents.Select(ConsentBody.Of)]);
}

/// <summary>What became of one copy on one channel.</summary>
internal sealed record RecallBody(Id<Consent> Consent, string Kind, Guid Item, string Channel, RecallState State, DateTimeOffset? DueAt, DateTimeOffset BegunAt, DateTimeOffset ChangedAt)
{
    public static RecallBody Of(RecallLine line) => new(line.ConsentId, line.Kind, line.Item, line.ChannelName, line.State, line.DueAt, line.BegunAt, line.ChangedAt);
}

/// <param name="TextVersion">Which version of the text was asked with.</param>
/// <param name="Text">That text, in the language in which it was shown.</param>
/// <param name="EndedBy">Who wrote the end down, by name; empty when the person did so themselves or the day passed.</param>
internal sealed record WholeConsentBody(ConsentBody Consent, bool Live, int TextVersion, string Text, string ChannelNames, string EndedBy, string EndNote, IReadOnlyList<UsedThing> Uses, IReadOnlyList<RecallBody> Recalls)
{
    public static WholeConsentBody Of(ConsentSheet sheet, ConsentView view) => new(ConsentBody.Of(view.Consent), view.Live, view.Wording.Number, view.Wording.In(sheet.Language), view.Channels,
        view.EndedBy, view.Consent.EndNote, view.Uses, [.. view.Recalls.Select(RecallBody.Of)]);
}

/// <summary>How an answer was proven.</summary>
internal enum ConsentSign
{
    /// <summary>Not answered, or answered with no to everything.</summary>
    None,
    Drawn,
    Pin,
    /// <summary>A signed paper, whose photograph is kept.</summary>
    Paper,
}

/// <summary>Who, when and how: what an auditor asks first.</summary>
/// <param name="AnsweredWith">Who held the tablet or wrote the paper in, by name; empty when nobody did.</param>
internal sealed record SheetProofBody(string Guardian, string Relation, int? ChildAge, bool? ChildAgrees, string Language, string AskedBy, DateTimeOffset? AnsweredAt, string AnsweredWith, ConsentSign Sign, bool ReadAloud, string Witness)
{
    public static SheetProofBody Of(SheetView view)
    {
        var sheet = view.Sheet;
        var sign = sheet.Signature.Length > 0 ? ConsentSign.Drawn : sheet.PinHash.Length > 0 ? ConsentSign.Pin : sheet.PaperId is not null ? ConsentSign.Paper : ConsentSign.None;
        return new(sheet.Guardian, sheet.Relation, sheet.ChildAge, sheet.ChildAgrees, sheet.Language, view.AskedBy, sheet.AnsweredAt, view.AnsweredWith, sign, sheet.ReadAloud, sheet.Witness);
    }
}

internal sealed record WholeSheetBody(SheetBody Sheet, SheetProofBody Proof, IReadOnlyList<WholeConsentBody> Consents, IReadOnlyList<RecallBody> Recalls)
{
    public static WholeSheetBody Of(SheetView view) => new(SheetBody.Of(view.Sheet, [.. view.Consents.Select(row => row.Consent)]), SheetProofBody.Of(view),
        [.. view.Consents.Select(row => WholeConsentBody.Of(view.Sheet, row))], [.. view.Consents.SelectMany(row => row.Recalls).Select(RecallBody.Of)]);
}
