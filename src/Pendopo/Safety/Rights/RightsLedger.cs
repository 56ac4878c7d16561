using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Platform.Access;
using Pendopo.Platform;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Safety.Consents;

namespace Pendopo.Safety.Rights;

/// <summary>Takes requests in and carries them to their answer.</summary>
internal sealed class RightsLedger(PendopoDb db, Here here, ConsentLinks links, AuditBook audit, TimeProvider time, IStringLocalizer<RightsText> words)
{
    private const int Most = 200;

    /// <summary>Writes a request down: from the person's own page, or at the desk for somebody who came or called.</summary>
    /// <param name="atDesk">Whether somebody of the centre writes it down.</param>
    public async Task<Result<RightsRequest>> Ask(RightsWords said, bool atDesk, CancellationToken cancel)
    {
        if (atDesk && !here.May(RightsSetup.MayAnswer))
            return words.Problem("MayNotAnswer");
        var trimmed = said with { Name = said.Name.Trim(), Contact = said.Contact.Trim(), Handle = said.Handle.Trim(), Text = said.Text.ReplaceLineEndings("\n").Trim() };
        if (Refuses(trimmed) is { Count: > 0 } problems)
            return problems;
        var request = RightsRequest.Of(here.Centre.Id, trimmed, links.Make(), atDesk ? here.Actor : null, time.Now());
        db.Add(request);
        audit.Note("rights.asked", $"rights:{request.Id}", request.Kind.ToString());
        return await db.TrySave(cancel) ? request : words.Problem("SomebodyElseChanged");
    }

    /// <summary>The secret path by which the person follows their request; null after they were erased.</summary>
    public string? PathOf(RightsRequest request) => links.Shown(request.SecretSealed) is { } secret ? "/rights/" + secret : null;

    public Task<RightsRequest?> Follow(string secret, CancellationToken cancel)
    {
        var hash = SecretLink.HashOf(secret);
        return db.Set<RightsRequest>().AsNoTracking().FirstOrDefaultAsync(row => row.SecretHash == hash, cancel);
    }

    public Task<RightsRequest?> Find(Id<RightsRequest> id, CancellationToken cancel) => db.Set<RightsRequest>().FirstOrDefaultAsync(row => row.Id == id, cancel);

    /// <summary>What is open first, the most urgent on top; then what was closed last.</summary>
    public async Task<IReadOnlyList<RightsRequest>> All(CancellationToken cancel)
    {
        var open = await Open().AsNoTracking().OrderBy(row => row.DueAt).Take(Most).ToListAsync(cancel);
        var closed = await db.Set<RightsRequest>().AsNoTracking().Where(row => row.State == RightsState.Done || row.State == RightsState.Declined).OrderByDescending(row => row.DueAt).Take(Most).ToListAsync(cancel);
        return [.. open, .. closed];
    }

    /// <summary>How many are open, and how many of them are due within a day or late.</summary>
    public async Task<(int Open, int Urgent)> Count(CancellationToken cancel)
    {
        var soon = time.Now().AddDays(1);
        return (await Open().CountAsync(cancel), await Open().CountAsync(row => row.DueAt <= soon, cancel));
    }

    /// <summary>Takes it on, and says how it was made sure who asks.</summary>
    public Task<Result<RightsRequest>> Take(Id<RightsRequest> id, string identity, CancellationToken cancel) => Act(id, "rights.taken", request =>
    {
        if (identity.Trim().Length is 0 or > RightsRequest.ContactLength)
            return words.Problem("IdentityRequired", "Identity", RightsRequest.ContactLength);
        request.Take(here.Actor, identity.Trim());
        return null;
    }, cancel);

    /// <summary>Answers it. What is given out or changed goes only to somebody of whom it is known who they are.</summary>
    public Task<Result<RightsRequest>> Answer(Id<RightsRequest> id, bool done, string answer, CancellationToken cancel) => Act(id, done ? "rights.done" : "rights.declined", request =>
    {
        if (answer.Trim().Length is 0 or > RightsRequest.TextLength)
            return words.Problem(done ? "AnswerRequired" : "ReasonRequired", "Answer", RightsRequest.TextLength);
        if (done && request.Identity.Length == 0)
            return words.Problem("IdentityFirst", "Identity");
        if (done && request.NeedsAct && request.ActedAt is null)
            return words.Problem("ActFirst");
        request.Close(done ? RightsState.Done : RightsState.Declined, answer.ReplaceLineEndings("\n").Trim(), time.Now());
        return null;
    }, cancel);

    private async Task<Result<RightsRequest>> Act(Id<RightsRequest> id, string act, Func<RightsRequest, Problem?> change, CancellationToken cancel)
    {
        if (!here.May(RightsSetup.MayAnswer))
            return words.Problem("MayNotAnswer");
        if (await Find(id, cancel) is not { } request)
            return Problem.NotFound;
        if (request.IsClosed)
            return words.Problem("ClosedAlready");
        if (change(request) is { } problem)
            return problem;
        audit.Note(act, $"rights:{id}", request.Kind.ToString());
        return await db.TrySave(cancel) ? request : words.Problem("SomebodyElseChanged");
    }

    private IQueryable<RightsRequest> Open() => db.Set<RightsRequest>().Where(row => row.State == RightsState.Open || row.State == RightsState.InWork);

    private List<Problem> Refuses(RightsWords said)
    {
        var problems = new List<Problem>();
        if (said.Name.Length is 0 or > RightsRequest.NameLength)
            problems.Add(words.Problem("NameRequired", "Name", RightsRequest.NameLength));
        if (said.Contact.Length is 0 or > RightsRequest.ContactLength)
            problems.Add(words.Problem("ContactRequired", "Contact", RightsRequest.ContactLength));
        if (said.Handle.Length > RightsRequest.ContactLength)
            problems.Add(words.Problem("TooLong", "Handle", RightsRequest.ContactLength));
        if (said.Text.Length > RightsRequest.TextLength)
            problems.Add(words.Problem("TooLong", "Text", RightsRequest.TextLength));
        return problems;
    }
}
