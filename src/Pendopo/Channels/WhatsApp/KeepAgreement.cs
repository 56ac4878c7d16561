using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Channels.Contracts;
using Pendopo.Platform;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.WhatsApp;

/// <summary>The register of who agreed to be written: a person at the desk notes it, or whoever writes to the number says so themselves.</summary>
internal sealed class KeepAgreement(PendopoDb db, Here here, IStringLocalizer<WhatsAppText> words, TimeProvider time)
{
    public sealed record Request(string? Phone, string? Name, string? To, string? How, string? Note, bool Agreed);

    /// <summary>Somebody agreed on paper or by word of mouth.</summary>
    public async Task<Result<Agreement>> Note(Channel channel, Request request, CancellationToken cancel)
    {
        var problems = new List<Problem>();
        var phone = Phones.Of(request.Phone, Phones.CountryOf(channel));
        if (phone is null)
            problems.Add(words.Problem("PhoneUnclear", nameof(Request.Phone)));
        if (!request.Agreed)
            problems.Add(words.Problem("AgreedMissing", nameof(Request.Agreed)));
        if ((request.Note ?? "").Length > Agreement.NoteLength)
            problems.Add(words.Problem("NoteLong", nameof(Request.Note), Agreement.NoteLength));
        if (problems.Count > 0)
            return problems;
        var to = Enum.TryParse<AgreedTo>(request.To, out var asked) ? asked : AgreedTo.News;
        var how = Enum.TryParse<AgreedBy>(request.How, out var said) && said is AgreedBy.Paper or AgreedBy.Spoken ? said : AgreedBy.Paper;
        return await db.Attempt<Agreement>(async () =>
        {
            var contact = await Contact(channel, phone!, request.Name ?? "", cancel);
            if (contact.RestrictedAt is not null)
                return words.Problem("ContactRestricted", nameof(Request.Phone));
            if (!string.IsNullOrWhiteSpace(request.Name))
                contact.Call(request.Name.Trim());
            if (await Standing(contact.Id, to, cancel) is { } there)
                return there;
            var agreement = Agreement.Of(contact, to, how, (request.Note ?? "").Trim(), here.Actor, time.Now());
            db.Add(agreement);
            return agreement;
        }, () => words.Problem("Stale"), cancel);
    }

    /// <summary>Ends it at the desk, because the person asked for it.</summary>
    public Task<Result<Agreement>> End(Id<Agreement> id, CancellationToken cancel) => db.Attempt<Agreement>(async () =>
    {
        if (await db.Set<Agreement>().FirstOrDefaultAsync(row => row.Id == id, cancel) is not { } agreement)
            return Problem.NotFound;
        agreement.End(AgreementEnd.Desk, time.Now());
        return agreement;
    }, () => words.Problem("Stale"), cancel);

    private async Task<Contact> Contact(Channel channel, string phone, string name, CancellationToken cancel) =>
        await db.Set<Contact>().FirstOrDefaultAsync(row => row.ChannelId == channel.Id && row.Phone == phone, cancel) ?? db.Add(WhatsApp.Contact.Of(channel, phone, name.Trim(), time.Now())).Entity;

    private Task<Agreement?> Standing(Id<Contact> contact, AgreedTo to, CancellationToken cancel) =>
        db.Set<Agreement>().FirstOrDefaultAsync(row => row.ContactId == contact && row.To == to && row.EndedAt == null, cancel);
}
