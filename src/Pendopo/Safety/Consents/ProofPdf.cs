using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Platform.Access;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Files;
using Pendopo.Platform.Ui;
using Pendopo.Safety.Contracts;

namespace Pendopo.Safety.Consents;

/// <summary>The dated proof as a PDF, in either language: the same that the page shows, read from the ledger at this minute.</summary>
internal sealed class ProofPdf(Here here, TimeProvider time, IStringLocalizer<ConsentText> words)
{
    /// <param name="named">Whether the titles of the copies are named: to the desk yes, to the person only as numbers.</param>
    public byte[] Of(SheetView view, bool named)
    {
        var sheet = view.Sheet;
        var pdf = new PlainPdf($"{words["ProofTitle"]} {sheet.Code}", CultureInfo.CurrentUICulture.TwoLetterISOLanguageName)
            .Head(words["ProofTitle"]).Text(words["CodeIs", sheet.Code])
            .Text(words["ProofSaid", here.Centre.Name, At(time.GetUtcNow())]).Text(words["About", sheet.Name]);
        if (sheet.Decides == ConsentDecider.Guardian)
            pdf.Line(words["Guardian"], $"{sheet.Guardian} ({sheet.Relation})");
        if (sheet.ChildAgrees is { } agrees)
            pdf.Line(words["ChildsWord"], words[agrees ? "Yes" : "No"]);
        pdf.Line(words["AskedOn"], $"{At(sheet.AskedAt)}{(view.AskedBy.Length > 0 ? ", " + view.AskedBy : "")}");
        if (sheet.AnsweredAt is { } answered)
            pdf.Line(words["AnsweredOn"], $"{At(answered)}. {words["Way_" + sheet.Way]}").Line(words["SignedBy"], Signed(sheet));
        if (sheet.ReadAloud)
            pdf.Line(words["Witness"], sheet.Witness);
        foreach (var consent in view.Consents)
            Add(pdf, sheet, consent, named);
        return pdf.Bytes();
    }

    private void Add(PlainPdf pdf, ConsentSheet sheet, ConsentView view, bool named)
    {
        var consent = view.Consent;
        pdf.Section($"{words["Purpose_" + consent.Purpose]}: {words["State_" + consent.State]}")
            .Line(words["Where"], view.Channels).Line(words["Until"], Clock.Date(consent.UntilDay));
        if (consent.AnsweredAt is { } answered)
            pdf.Line(words["AnsweredOn"], At(answered));
        if (consent.EndedAt is { } ended)
            pdf.Line(words["EndedOn"], $"{At(ended)}. {words["End_" + consent.EndedHow]}{(view.EndedBy.Length > 0 ? $" ({view.EndedBy})" : "")}");
        pdf.Text(words["TextVersion", view.Wording.Number]).Text(view.Wording.In(sheet.Language));
        if (consent.State != ConsentState.Ended)
            return;
        var things = view.Uses.Select(use => use.Item).ToList();
        if (view.Recalls.Count == 0)
            pdf.Text(words[view.Uses.Count == 0 ? "NothingWasShown" : "RecallBegins"]);
        foreach (var line in view.Recalls)
        {
            var title = named && view.Uses.FirstOrDefault(use => use.Item == line.Item) is { } thing ? thing.Title : words["CopyNumber", things.IndexOf(line.Item) + 1].Value;
            var due = line.DueAt is { } next ? $" ({words["NextStep"]} {At(next)})" : "";
            pdf.Line($"{title}, {line.ChannelName}", $"{words["Recall_" + line.State]}{due}, {At(line.ChangedAt)}");
        }
    }

    private string Signed(ConsentSheet sheet) =>
        words[sheet.Signature.Length > 0 ? "DrawnSignature" : sheet.PinHash.Length > 0 ? "SignedByPin" : "SignedOnPaper"];

    private string At(DateTimeOffset instant) => Clock.DateTime(instant, here.Centre.Zone);
}

/// <summary>Where the proof is fetched: at the desk, and by the person's own link.</summary>
internal static class ProofRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/desk/consents/{id:guid}/proof.pdf", AtDesk).ExcludeFromDescription().Needs(ConsentSetup.MaySee);
        routes.MapGet("/api/v1/consent-sheets/{id}/proof.pdf", AtDesk).WithTags("Consents").Needs(ConsentSetup.MaySee).WithSummary("The dated proof as a PDF, in `id` or `en`.");
        routes.MapGet("/desk/consents/{id:guid}/paper", Paper).ExcludeFromDescription().Needs(ConsentSetup.MaySee);
        routes.MapGet("/api/v1/consent-sheets/{id}/paper", Paper).WithTags("Consents").Needs(ConsentSetup.MaySee).WithSummary("The photograph of the signed paper.");
        routes.MapGet("/consent/{secret}/proof.pdf", ByLink).ExcludeFromDescription().AllowAnonymous();
        routes.MapGet("/{at}/consent/{secret}/proof.pdf", ByLink).ExcludeFromDescription().AllowAnonymous();
    }

    private static async Task<Results<FileContentHttpResult, NotFound>> AtDesk(Guid id, string? language, HttpContext http, ConsentReader reader, ProofPdf proof, NoteOpening note, CancellationToken cancel)
    {
        Speak(language);
        if (await reader.Read(new(id), cancel) is not { } view)
            return TypedResults.NotFound();
        await note.Run(view.Sheet.Id, cancel);
        return File(http, proof.Of(view, named: true), view);
    }

    // The paper that was signed, for whoever may see the sheet: its file belongs to who photographed it, and an auditor shall see it too.
    private static async Task<Results<FileStreamHttpResult, NotFound>> Paper(Guid id, HttpContext http, PendopoDb db, IBlobStore blobs, NoteOpening note, CancellationToken cancel)
    {
        var (sheet, files) = (new Id<ConsentSheet>(id), db.Set<StoredFile>().AsNoTracking());
        if (await files.FirstOrDefaultAsync(file => db.Set<ConsentSheet>().Any(row => row.Id == sheet && row.PaperId == file.Id), cancel) is not { } paper || blobs.Open(new BlobName(paper.Name)) is not { } content)
            return TypedResults.NotFound();
        await note.Run(sheet, cancel);
        http.Response.Headers.CacheControl = "private, no-store";
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        http.Response.Headers.ContentDisposition = "inline";
        return TypedResults.Stream(content, paper.Mime);
    }

    private static async Task<Results<FileContentHttpResult, NotFound>> ByLink(string secret, string? at, string? language, HttpContext http, Here here, ConsentLinks links, ConsentReader reader, ProofPdf proof, CancellationToken cancel)
    {
        Speak(language);
        http.Response.Headers["Referrer-Policy"] = "no-referrer";
        var known = here.HasCentre && (at is null || at.Equals("@" + here.Centre.Handle, StringComparison.OrdinalIgnoreCase));
        return known && await links.Follow(secret, cancel) is { AnsweredAt: not null } sheet && await reader.Read(sheet.Id, cancel) is { } view
            ? File(http, proof.Of(view, named: false), view) : TypedResults.NotFound();
    }

    private static FileContentHttpResult File(HttpContext http, byte[] bytes, SheetView view)
    {
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.File(bytes, "application/pdf", $"{view.Sheet.Code}.pdf");
    }

    // Within this request alone: the culture flows with it.
    private static void Speak(string? language)
    {
        if (language is "id" or "en")
            CultureInfo.CurrentUICulture = CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(language);
    }
}
