using Microsoft.AspNetCore.DataProtection;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Mail.Dkim;
using Pendopo.Platform.Mail.Mime;
using Pendopo.Platform.Mail.Smtp;
using Pendopo.Platform.Settings;

namespace Pendopo.Channels.Letters;

/// <summary>What every copy of a letter has in common.</summary>
internal sealed record CopyMould(Centre Centre, Issue Issue, MailRoute Route, LetterKeys Keys);

/// <summary>Makes pens: one a connection.</summary>
internal sealed class CopyWriting(LetterLinks links, TimeProvider time)
{
    public CopyPen For(CopyMould mould) => new(mould, links, time);
}

/// <summary>Writes and signs copies, one after the other.</summary>
internal sealed class CopyPen(CopyMould mould, LetterLinks links, TimeProvider time) : IDisposable
{
    private readonly DkimSigner signer = new(mould.Route.Domain, mould.Keys.Selector, mould.Keys.Private, time);

    public MailRoute Route => mould.Route;

    /// <summary>The mail, and the address in its envelope to which it would come back.</summary>
    public (byte[] Mail, string From) Write(DueCopy copy)
    {
        var (issue, secret) = (mould.Issue, links.Unseal(copy.SecretSealed));
        var own = links.AddressOf(mould.Centre, secret);
        List<KeyValuePair<string, string>> headers =
        [
            new("From", MailText.Address(mould.Centre.Name, mould.Route.From)),
            new("To", MailText.Address(copy.Name, copy.Email)),
            new("Subject", MailText.Header(issue.Subject)),
            new("Date", MailForm.Date(issue.MadeAt)),
            new("Message-ID", $"<{MessageId(copy, mould.Route)}>"),
            new("Content-Language", issue.Language),
            // RFC 2919; it names the list by its number, for a name may tell what its reader suffers from.
            new("List-Id", $"<{issue.ChannelId.Value:n}.{mould.Route.Domain}>"),
            // RFC 8058: one header each, short enough for one line, both signed.
            new("List-Unsubscribe", $"<{links.StopOf(mould.Centre, secret, issue.ChannelId)}>"),
            new("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
            new("Precedence", "bulk"),
        ];
        var form = new MailForm(headers, issue.Text.Replace(Issue.OwnLink, own, StringComparison.Ordinal), issue.Html.Replace(Issue.OwnLink, own, StringComparison.Ordinal));
        return (form.Bytes($"=_{copy.Id.Value:n}", signer), ReturnAddress.Of(mould.Keys, copy.Id, mould.Route.From));
    }

    public void Dispose() => signer.Dispose();

    private static string MessageId(DueCopy copy, MailRoute route) => $"{copy.Id.Value:n}@{route.Domain}";
}

/// <summary>The links that letters carry: whoever has one speaks for its subscriber, and for nobody else.</summary>
internal sealed class LetterLinks(IDataProtectionProvider protection, PublicAddress address)
{
    private readonly IDataProtector protector = protection.CreateProtector("channels.letter-link");

    public Platform.Access.SecretLink Make() => Platform.Access.SecretLink.Make(protector);

    public string Unseal(string text) => protector.Unprotect(text);

    /// <summary>The page of their choices, or of their yes while they have not said it.</summary>
    public string AddressOf(Centre centre, string secret) => $"{address.Home(centre)}/letters/{secret}";

    /// <summary>Where a mail program's own button ends one list.</summary>
    public string StopOf(Centre centre, string secret, Pendopo.Platform.Data.Id<Contracts.Channel> list) => $"{address.Home(centre)}/letters/{secret}/stop/{list.Value:n}";
}
