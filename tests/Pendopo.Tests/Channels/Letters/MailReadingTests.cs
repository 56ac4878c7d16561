using System.Text;
using Pendopo.Channels.Letters;
using Pendopo.Platform.Mail.Dns;
using Pendopo.Platform.Mail.Mime;

namespace Pendopo.Tests.Channels.Letters;

/// <summary>What comes in by the mail server's pipe.</summary>
public sealed class MailReadingTests
{
    [Theory]
    [InlineData("5.1.1", true)]
    [InlineData("5.2.2", false)]
    [InlineData("5.7.1", false)]
    public void A_status_report_says_whether_anybody_lives_there(string status, bool hard)
    {
        var back = MailBack.Of(Read(LetterMails.Bounce(status, "0198aabbccddeeff0011223344556677@melati.example")));
        (back.Kind, back.Hard, back.Status).ShouldBe((BackKind.Bounce, hard, status));
        back.About.ShouldContain("0198aabbccddeeff0011223344556677@melati.example");
    }

    [Fact]
    public void A_delay_is_no_bounce() =>
        MailBack.Of(Read(LetterMails.Bounce("4.4.1", "x@melati.example").Replace("Action: failed", "Action: delayed", StringComparison.Ordinal))).Kind.ShouldBe(BackKind.Notice);

    [Fact]
    public void A_providers_report_is_a_complaint() => MailBack.Of(Read(LetterMails.Complaint("x@melati.example"))).Kind.ShouldBe(BackKind.Complaint);

    [Theory]
    [InlineData("Auto-Submitted: auto-replied")]
    [InlineData("Precedence: bulk")]
    [InlineData("Return-Path: <>")]
    public void A_programs_answer_is_no_persons(string header) => MailBack.Of(Read($"{header}\nFrom: a@warga.example\n\nSaya sedang cuti.")).Kind.ShouldBe(BackKind.Automatic);

    [Fact]
    public void Words_are_read_in_their_own_letters_without_what_they_quote()
    {
        var mail = Read("From: =?utf-8?Q?S=C3=A9ri?= =?utf-8?B?IFd1bGFu?= <Seri@Warga.example>\nSubject: Re: oralit\nContent-Type: multipart/alternative; boundary=x\n\n"
            + "--x\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\nBerapa ta=\nkarannya? =E2=80=94 S=C3=A9ri\n\nPada Senin, Puskesmas menulis:\n> Oralit diberikan\n> sedikit demi sedikit\n\n--x\nContent-Type: text/html\n\n<p>Berapa?</p>\n--x--\n");
        MailWords.Of(mail).ShouldBe("Berapa takarannya? — Séri");
        var from = MailWords.From(mail)!;
        (from.Address, from.DisplayName).ShouldBe(("seri@warga.example", "Séri Wulan"));
    }

    [Fact]
    public void Only_markup_is_read_as_its_words() =>
        MailWords.Of(Read("From: a@b.example\nContent-Type: text/html; charset=iso-8859-1\n\n<style>p{}</style><p>Terima kasih</p><p>caf\u00e9</p><blockquote>Kutipan</blockquote>")).ReplaceLineEndings(" ").ShouldBe("Terima kasih café");

    [Fact]
    public void Nothing_that_anybody_sends_breaks_the_reading()
    {
        var random = new Random(20261122);
        var pieces = new[] { "Content-Type: multipart/mixed; boundary=\"a\"\n", "--a\n", "--a--\n", "\n\n", "=?utf-8?B?//8=?=", "=?x?Q?=ZZ?=", "Content-Transfer-Encoding: base64\n", "AAA=", "=\n", ": \n", "From: <<<\n", "Content-Type: message/rfc822\n", "\0\u00ff", "Content-Type: message/delivery-status\n", "Status: 5\n" };
        for (var round = 0; round < 3_000; round++)
        {
            var mail = Read(string.Concat(Enumerable.Range(0, random.Next(40)).Select(_ => pieces[random.Next(pieces.Length)])));
            _ = MailBack.Of(mail);
            _ = MailWords.Of(mail);
            _ = MailWords.From(mail);
            var bytes = new byte[random.Next(12, 80)];
            random.NextBytes(bytes);
            _ = TxtQuestion.Read(bytes);
        }
        Read(string.Concat(Enumerable.Repeat("Content-Type: multipart/mixed; boundary=a\n\n--a\n", 5_000))).Everything().Count().ShouldBeLessThan(200);
    }

    [Fact]
    public void Words_written_for_a_mail_are_read_back_as_they_were()
    {
        foreach (var text in new[] { "Pemberian oralit di rumah", "Menjaga kesehatan jiwa — langkah “pertama” untuk keluarga di desa, bersama kader dan bidan 🌿", "=?x?=", new string('é', 300) })
        {
            var mail = Read($"Subject: {MailText.Header(text)}\nContent-Transfer-Encoding: quoted-printable\n\n{MailText.QuotedPrintable(text + " \n.titik\n..")}");
            mail.Of("Subject").ShouldBe(text);
            mail.Text().ReplaceLineEndings("\n").ShouldBe(text + " \n.titik\n..\n");
            MailText.QuotedPrintable(text).Split("\r\n").ShouldAllBe(line => line.Length <= 76);
        }
    }

    private static MailPart Read(string mail) => MailReading.Of(Encoding.Latin1.GetBytes(mail));
}

/// <summary>Mails as servers write them, after the examples of RFC 3464 and RFC 5965.</summary>
internal static class LetterMails
{
    public static string Bounce(string status, string messageId) =>
        "From: MAILER-DAEMON@mx.example\nTo: kabar@melati.example\nSubject: Undelivered Mail\nAuto-Submitted: auto-replied\nMIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status;\n\tboundary=\"b1\"\n\n"
        + "--b1\nContent-Type: text/plain\n\nIt did not arrive.\n\n--b1\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n\nFinal-Recipient: rfc822; sari@warga.example\nAction: failed\nStatus: " + status + "\nDiagnostic-Code: smtp; 550 no\n\n"
        + "--b1\nContent-Type: message/rfc822\n\nMessage-ID: <" + messageId + ">\nSubject: Kabar\n\nisi\n--b1--\n";

    public static string Complaint(string messageId) =>
        "From: fbl@provider.example\nSubject: FW: Kabar\nMIME-Version: 1.0\nContent-Type: multipart/report; report-type=feedback-report; boundary=\"c1\"\n\n--c1\nContent-Type: text/plain\n\nThis is a report.\n\n"
        + "--c1\nContent-Type: message/feedback-report\n\nFeedback-Type: abuse\nUser-Agent: P/1\nVersion: 1\n\n--c1\nContent-Type: message/rfc822\n\nMessage-ID: <" + messageId + ">\n\nisi\n--c1--\n";
}
