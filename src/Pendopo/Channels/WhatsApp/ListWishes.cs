using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;

namespace Pendopo.Channels.WhatsApp;

/// <summary>What somebody wishes who writes STOP or MULAI. Kept with what the caller saves.</summary>
internal sealed class ListWishes(PendopoDb db, JobBoard jobs, TimeProvider time)
{
    /// <summary>STOP ends it at once, and is confirmed once; MULAI begins it. An older wish that comes late changes nothing that was said since.</summary>
    public async Task Obey(Contact contact, string message, DateTimeOffset at, ListWish wish, CancellationToken cancel)
    {
        var key = new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(message)).AsSpan(0, 16));
        if (await db.Set<Sending>().AnyAsync(row => row.Key == key && row.ContactId == contact.Id, cancel) || db.Set<Sending>().Local.Any(row => row.Key == key))
            return;
        await Note(contact, at, wish, cancel);
        // Who asked that nothing of theirs be used is told neither: on the list they are not before that ends.
        if (contact.RestrictedAt is not null)
            return;
        var word = Sending.To(contact, wish == ListWish.Off ? SendingKind.OffWord : SendingKind.OnWord, key, time.Now());
        db.Add(word);
        jobs.Add(new SendWord(word.Id));
    }

    /// <summary>The same without a word back, where each word is paid for.</summary>
    public async Task Note(Contact contact, DateTimeOffset at, ListWish wish, CancellationToken cancel)
    {
        var lines = await db.Set<Agreement>().Where(row => row.ContactId == contact.Id).ToListAsync(cancel);
        lines.AddRange(db.Set<Agreement>().Local.Where(row => row.ContactId == contact.Id && !lines.Contains(row)));
        if (wish == ListWish.Off)
        {
            contact.Stopped(at);
            foreach (var agreement in lines.Where(row => row.EndedAt is null && row.AgreedAt <= at))
                agreement.End(AgreementEnd.Message, at);
            if (!lines.Exists(row => row.EndedAt is null))
                foreach (var line in await db.Set<Sending>().Where(row => row.ContactId == contact.Id && row.Kind == SendingKind.Post && row.State == SendingState.Waiting).ToListAsync(cancel))
                    line.Skip("NoAgreement");
        }
        else if (!lines.Exists(row => row.To == AgreedTo.News && (row.EndedAt is null || row.EndedAt > at)))
        {
            var agreement = Agreement.Of(contact, AgreedTo.News, AgreedBy.Message, "", null, at);
            if (contact.StoppedAt >= at)
                agreement.End(AgreementEnd.Message, contact.StoppedAt.Value);
            db.Add(agreement);
        }
    }
}

internal enum ListWish { Off, On }

/// <summary>The words by which somebody leaves the list or joins it. Only alone in a message: "kapan hujan berhenti?" is a question.</summary>
internal static class ListWords
{
    private static readonly HashSet<string> Off = new(StringComparer.OrdinalIgnoreCase) { "stop", "berhenti", "stop kabar", "berhenti langganan", "unsubscribe", "unreg" };
    private static readonly HashSet<string> On = new(StringComparer.OrdinalIgnoreCase) { "mulai", "langganan", "daftar kabar", "start", "subscribe" };

    public static ListWish? Of(string text)
    {
        var said = text.Trim().Trim('.', '!', '"', '\'', ' ');
        return Off.Contains(said) ? ListWish.Off : On.Contains(said) ? ListWish.On : null;
    }
}
