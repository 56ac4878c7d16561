using System.Collections.Frozen;

namespace Pendopo.Privacy.Rules;

/// <summary>Addresses and handles that are an office's or an example's and nobody's own: "info@…", "nama@…", "@puskesmas.melati".</summary>
internal static class Offices
{
    // Mailboxes of roles (RFC 2142), their Indonesian counterparts, and what forms write to show the form of an address.
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Boxes = new[]
    {
        "info", "informasi", "humas", "admin", "halo", "hello", "kontak", "contact", "feedback", "support", "cs", "layanan", "pengaduan", "sekretariat", "office", "help", "helpdesk", "saran", "media", "press",
        "noreply", "no-reply", "pendaftaran", "enquiries", "inquiries", "inquiry", "billing", "sales", "abuse", "postmaster", "webmaster", "hostmaster", "security", "privacy", "privasi", "dpo", "hrd", "recruitment",
        "complaints", "complaint", "keluhan", "lapor", "refunds", "booking", "appointment", "appointments", "reservasi", "pharmacy", "farmasi", "apotek", "lab", "finance", "keuangan", "kepegawaian", "tatausaha", "umum", "karir", "karier", "career", "careers", "jobs", "loker",
        "kerjasama", "partnership", "marketing", "redaksi", "editor", "news", "newsletter", "customercare", "customer.service", "care", "service", "services", "tanya", "konsultasi", "donasi", "donation", "donate", "ppid", "perpustakaan", "library", "mail", "surat", "arsip", "team", "tim", "panitia", "registrasi", "registration", "event", "events", "it",
        "nama", "name", "contoh", "example", "user", "username", "email", "namaanda", "yourname",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly string[] Houses = ["puskesmas", "pkm.", "klinik", "clinic", "rsud", "dinkes", "kemenkes", "posyandu", "hospital"];

    public static bool Has(FindingKind kind, ReadOnlySpan<char> words) => kind switch
    {
        FindingKind.Email => words.IndexOf('@') is > 0 and var at && (Boxes.Contains(words[..at]) || BeginsWithHouse(words[..at])),
        FindingKind.UrlProfile => words.Length > 5 && IsHouse(words),
        _ => false,
    };

    // "pkm.melati@…" is an office's, "ingrid+clinic@…" is a person's.
    private static bool BeginsWithHouse(ReadOnlySpan<char> box)
    {
        foreach (var house in Houses)
        {
            if (box.StartsWith(house, StringComparison.OrdinalIgnoreCase) && !box.Contains('+'))
                return true;
        }
        return false;
    }

    private static bool IsHouse(ReadOnlySpan<char> words)
    {
        foreach (var house in Houses)
        {
            if (words.Contains(house, StringComparison.OrdinalIgnoreCase))
                return true;
        }
        return false;
    }
}
