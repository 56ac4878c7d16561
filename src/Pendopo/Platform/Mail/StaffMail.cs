using System.Globalization;
using System.Resources;
using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;
using Pendopo.Platform.Settings;

namespace Pendopo.Platform.Mail;

/// <summary>What a colleague is told by mail: that something waits, and where. What it is stands behind the sign-in.</summary>
/// <param name="Purpose">Stable name, such as `publishing.submitted`.</param>
/// <param name="Texts">The resources that hold the words.</param>
/// <param name="Key">The key of the sentence, which is the subject too. {0} is the centre's name.</param>
/// <param name="Path">The page at the desk.</param>
public sealed record StaffWord(string Purpose, Type Texts, string Key, string Path);

/// <summary>Tells colleagues by mail what waits for them, each in their own language. Without a mail server the desk alone tells it.</summary>
public sealed class StaffMail(PendopoDb db, MailOut mail, CentreScope scope, CentreDirectory centres, PublicAddress address)
{
    /// <summary>Adds the mails to the context; they leave after the caller saved.</summary>
    /// <param name="enclosed">Files that go with each mail; null for none.</param>
    public async Task Tell(IReadOnlyCollection<Id<Person>> people, StaffWord word, CancellationToken cancel, IReadOnlyList<Enclosure>? enclosed = null)
    {
        if (!mail.IsSetUp || people.Count == 0 || await centres.ById(scope.Centre, cancel) is not { } centre)
            return;
        var accounts = await db.Set<Account>().AsNoTracking().Where(account => people.Contains(account.PersonId) && account.DisabledAt == null && account.Email != null)
            .Join(db.Set<Person>().AsNoTracking(), account => account.PersonId, person => person.Id, (account, person) => new { account.Email, person.Language })
            .ToListAsync(cancel);
        var texts = new ResourceManager(word.Texts);
        foreach (var account in accounts)
        {
            var language = account.Language ?? centre.Language;
            var culture = CultureInfo.GetCultureInfo(language);
            var sentence = string.Format(culture, texts.GetString(word.Key, culture) ?? throw new MissingManifestResourceException(word.Key), centre.Name);
            mail.Add(account.Email!, word.Purpose, sentence, $"{sentence}\n\n{address.Root}{word.Path}\n", language, enclosed);
        }
    }
}
