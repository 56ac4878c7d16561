using Microsoft.EntityFrameworkCore;
using Pendopo.Platform;
using Pendopo.Platform.Data;
using Pendopo.Safety.Contracts;

namespace Pendopo.Safety.Consents;

/// <summary>A yes or no to one consent.</summary>
/// <param name="Channels">With a yes: the channels the person ticked among those offered.</param>
internal sealed record ConsentAnswer(Id<Consent> Consent, bool Yes, IReadOnlyCollection<string> Channels, ConsentNaming Naming);

/// <summary>Takes the answers of a sheet: from the person's own page, on the desk's tablet, or as the desk reads them off a signed paper.</summary>
internal sealed class AnswerConsent(PendopoDb db, ConsentDesk desk)
{
    public sealed record Request(Id<ConsentSheet> Sheet, IReadOnlyList<ConsentAnswer> Answers, ConsentProof Proof);

    /// <summary>The person's own answer, alone or with somebody of the centre beside them.</summary>
    public Task<Result<ConsentSheet>> OnScreen(Request request, CancellationToken cancel) =>
        Take(request, desk.Here.Person is null ? ConsentWay.Phone : ConsentWay.Tablet, cancel);

    /// <summary>What stands on a signed paper, with its photograph.</summary>
    public async Task<Result<ConsentSheet>> OnPaper(Request request, CancellationToken cancel) =>
        desk.Forbids(ConsentSetup.MayAsk) is { } forbidden ? forbidden : await Take(request, ConsentWay.Paper, cancel);

    private async Task<Result<ConsentSheet>> Take(Request request, ConsentWay way, CancellationToken cancel)
    {
        if (await db.Set<ConsentSheet>().FirstOrDefaultAsync(row => row.Id == request.Sheet, cancel) is not { } sheet)
            return Problem.NotFound;
        if (sheet.AnsweredAt is not null)
            return desk.Problem("AnsweredAlready");
        var consents = await db.Set<Consent>().Where(row => row.SheetId == sheet.Id).OrderBy(row => row.Id).ToListAsync(cancel);
        var proof = request.Proof with { Witness = request.Proof.Witness.Trim(), ChildAgrees = sheet.AsksChild ? request.Proof.ChildAgrees : null };
        if (Refuses(request, sheet, consents, proof, way) is { Count: > 0 } problems)
            return problems;
        foreach (var consent in consents)
            Settle(consent, request.Answers.First(answer => answer.Consent == consent.Id));
        sheet.Answer(way, proof, desk.Here.Person?.Id, desk.Now);
        desk.Note("consent.answered", sheet, $"{way}: {string.Join(' ', consents.Select(consent => $"{consent.Purpose}={consent.State}"))}");
        return await db.TrySave(cancel) ? sheet : desk.Problem("SomebodyElseChanged");
    }

    private void Settle(Consent consent, ConsentAnswer answer)
    {
        if (answer.Yes)
            consent.Give(consent.OfferedList.Where(key => answer.Channels.Contains(key, StringComparer.Ordinal) || ConsentChannels.Always(consent.Purpose).Contains(key)), answer.Naming, desk.Now);
        else
            consent.Refuse(desk.Now);
    }

    private List<Problem> Refuses(Request request, ConsentSheet sheet, List<Consent> consents, ConsentProof proof, ConsentWay way)
    {
        var problems = new List<Problem>();
        foreach (var consent in consents)
        {
            var answer = request.Answers.FirstOrDefault(one => one.Consent == consent.Id);
            if (answer is null)
                problems.Add(desk.Problem("AnswerRequired", $"Answer{consent.Id}"));
            else if (answer.Yes && !ConsentChannels.Always(consent.Purpose).Any() && !consent.OfferedList.Any(key => answer.Channels.Contains(key, StringComparer.Ordinal)))
                problems.Add(desk.Problem("TickChannel", $"Channels{consent.Id}"));
        }
        var anyYes = request.Answers.Any(answer => answer.Yes);
        if (anyYes && sheet.AsksChild && proof.ChildAgrees is null)
            problems.Add(desk.Problem("ChildRequired", "Child", ConsentSheet.OwnVoiceFrom));
        if (anyYes && sheet.AsksChild && proof.ChildAgrees == false)
            problems.Add(desk.Problem("ChildSaysNo", "Child"));
        if (proof.ReadAloud && proof.Witness.Length == 0)
            problems.Add(desk.Problem("WitnessRequired", "Witness"));
        if (proof.Witness.Length > ConsentSheet.NameLength)
            problems.Add(desk.Problem("TooLong", "Witness", ConsentSheet.NameLength));
        problems.AddRange(Unproven(proof, way, anyYes));
        return problems;
    }

    private IEnumerable<Problem> Unproven(ConsentProof proof, ConsentWay way, bool anyYes)
    {
        if (proof.Signature.Length > 0 && !ConsentSheet.IsSignature(proof.Signature))
            yield return desk.Problem("SignatureUnclear", "Pin");
        if (proof.Pin.Length > 0 && !(proof.Pin.Length == 6 && proof.Pin.All(char.IsAsciiDigit)))
            yield return desk.Problem("PinWrong", "Pin");
        if (anyYes && way == ConsentWay.Paper && proof.Paper is null)
            yield return desk.Problem("PaperRequired", "Paper");
        if (anyYes && way != ConsentWay.Paper && proof.Signature.Length == 0 && proof.Pin.Length == 0)
            yield return desk.Problem("SignRequired", "Pin");
    }
}
