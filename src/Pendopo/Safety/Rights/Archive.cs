using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;
using Pendopo.Platform.Ui;
using Pendopo.Safety.Consents;
using Pendopo.Safety.Contracts;

namespace Pendopo.Safety.Rights;

/// <summary>Everything that is kept of a person, with the trail of who did what with it: a page to read and the same as JSON, in one ZIP.</summary>
internal sealed class Archive(PendopoDb db, Here here, IEnumerable<IPersonalRecords> rooms, AuditBook audit, TimeProvider time)
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public async Task<byte[]> Of(RightsRequest request, CancellationToken cancel)
    {
        var subject = RecordSubject.Of(request.Handle);
        var records = new List<PersonalRecord>
        {
            new(RightsText.Say("RecordRequest"), request.AskedAt, [new(RightsText.Say("Name"), request.Name), new(RightsText.Say("Contact"), request.Contact), new(RightsText.Say("Text"), request.Text)]),
        };
        if (subject.Handle.Length > 0)
        {
            foreach (var room in rooms)
                records.AddRange(await room.Of(subject, cancel));
        }
        records.AddRange(await Trail(request, subject, cancel));
        audit.Note("rights.archive", $"rights:{request.Id}", records.Count.ToString(CultureInfo.InvariantCulture));
        await db.SaveChangesAsync(cancel);
        return Zip(records);
    }

    /// <summary>Who processed and opened what: the acts on the request, the account, the sheets of consents and what the rooms keep, by name of who did them.</summary>
    private async Task<IReadOnlyList<PersonalRecord>> Trail(RightsRequest request, RecordSubject subject, CancellationToken cancel)
    {
        var sheets = await db.Set<ConsentSheet>().AsNoTracking().Where(sheet => sheet.Code == subject.Code).Select(sheet => sheet.Id).ToListAsync(cancel);
        var consents = await db.Set<Consent>().AsNoTracking().Where(consent => sheets.Contains(consent.SheetId)).Select(consent => consent.Id).ToListAsync(cancel);
        var email = subject.Email.ToUpperInvariant();
        var account = await db.Set<Account>().AsNoTracking().Where(row => row.NormalizedEmail == email && email != "").Select(row => row.PersonId).ToListAsync(cancel);
        List<string> subjects = [$"rights:{request.Id}", .. account.Select(id => $"person:{id}"), .. sheets.Select(id => $"consent-sheet:{id}"), .. consents.Select(id => $"consent:{id}")];
        if (subject.Handle.Length > 0)
        {
            foreach (var room in rooms)
                subjects.AddRange(await room.Subjects(subject, cancel));
        }
        var centre = (Id<Centre>?)here.Centre.Id;
        var acts = await db.Set<AuditEntry>().AsNoTracking().Where(entry => entry.CentreId == centre && subjects.Contains(entry.Subject)).OrderBy(entry => entry.Id).ToListAsync(cancel);
        var people = acts.Select(act => act.ActorId).OfType<Id<Person>>().Distinct().ToList();
        var names = await db.Set<Person>().AsNoTracking().Where(person => people.Contains(person.Id)).ToDictionaryAsync(person => person.Id, person => person.Name, cancel);
        return [.. acts.Select(act => new PersonalRecord(RightsText.Say("RecordAct"), act.At,
            [new(RightsText.Say("Act"), ActText.Say(act.Act)), new(RightsText.Say("By"), act.ActorId is { } actor ? names.GetValueOrDefault(actor, "") : RightsText.Say("TheProgram"))]))];
    }

    private byte[] Zip(IReadOnlyList<PersonalRecord> records)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            Put(zip, "data.json", JsonSerializer.Serialize(new { centre = here.Centre.Name, asOf = time.GetUtcNow(), records = records.Select(record => new { kind = record.Kind, at = record.At, fields = record.Fields.Select(field => new { name = field.Key, value = field.Value }) }) }, Readable));
            Put(zip, "index.html", Page(records));
        }
        return bytes.ToArray();
    }

    private static void Put(ZipArchive zip, string name, string text)
    {
        using var entry = zip.CreateEntry(name).Open();
        entry.Write(Encoding.UTF8.GetBytes(text));
    }

    private string Page(IReadOnlyList<PersonalRecord> records)
    {
        var language = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;
        var page = new StringBuilder($"<!doctype html><html lang=\"{language}\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>{Safe(RightsText.Say("ArchiveTitle"))}</title><h1>{Safe(RightsText.Say("ArchiveTitle"))}</h1><p>{Safe(here.Centre.Name)}, {Safe(Clock.DateTime(time.GetUtcNow(), here.Centre.Zone))}</p>");
        foreach (var record in records)
        {
            page.Append(CultureInfo.InvariantCulture, $"<h2>{Safe(record.Kind)}</h2>");
            if (record.At is { } at)
                page.Append(CultureInfo.InvariantCulture, $"<p>{Safe(Clock.DateTime(at, here.Centre.Zone))}</p>");
            page.Append("<dl>");
            foreach (var (key, value) in record.Fields)
                page.Append(CultureInfo.InvariantCulture, $"<dt>{Safe(key)}</dt><dd>{Safe(value)}</dd>");
            page.Append("</dl>");
        }
        return page.Append("</html>").ToString();
    }

    private static string Safe(string text) => WebUtility.HtmlEncode(text);
}
