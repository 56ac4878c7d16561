using System.Globalization;
using Microsoft.Extensions.Localization;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Mail;
using Pendopo.Platform.People.Links;
using Pendopo.Platform.Settings;

namespace Pendopo.Platform.People.Administration;

/// <summary>Makes one-time links, and mails them where mail is set up, in the language of who gets them.</summary>
public sealed class SignInLetters(AccountLinks links, MailOut mail, IConfiguration settings, Here here, IStringLocalizer<PeopleText> words)
{
    /// <summary>Adds the link, and its mail, to the context.</summary>
    public async Task<HandedLink> Hand(Account account, Person person, LinkKind kind, Id<Person>? by, CancellationToken cancel)
    {
        var path = await links.Make(account.Id, kind, by, cancel);
        return new HandedLink(path, Mail(account, person, kind, path));
    }

    private bool Mail(Account account, Person person, LinkKind kind, string path)
    {
        // A link in a mail needs an address that holds from anywhere.
        if (settings[SettingKeys.PublicAddress] is not { Length: > 0 } address || account.Email is not { } email)
            return false;
        var reader = person.Language ?? here.Centre.Language;
        var before = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(reader);
            var (key, purpose) = Letter(kind);
            var sent = mail.Add(email, purpose, words[key + "Subject", here.Centre.Name], words[key + "Text", person.Name, here.Centre.Name, address + path], reader);
            // Who reads somebody's mail must not get past their authenticator app: of a recovery they are told, the link stays here.
            return sent && kind != LinkKind.Recovery;
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    private static (string Key, string Purpose) Letter(LinkKind kind) => kind switch
    {
        LinkKind.Invitation => ("MailInvite", "invitation"),
        LinkKind.Recovery => ("MailRecovery", "recovery"),
        _ => ("MailReset", "reset"),
    };
}
