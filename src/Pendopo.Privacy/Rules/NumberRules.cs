using Pendopo.Privacy.Reading;
using Pendopo.Privacy.Words;

namespace Pendopo.Privacy.Rules;

/// <summary>Long numbers: NIK, KK, BPJS, tax, phone, account, device, licence and record numbers.</summary>
internal sealed class NumberRules(Page page)
{
    private const int FarBefore = 10;

    private readonly NumberRun run = new();

    public void Read()
    {
        for (var token = 0; token < page.Count;)
        {
            if (page[token].Kind is not (TokenKind.Digits or TokenKind.Mixed) || IsInsideCode(token))
            {
                token++;
                continue;
            }
            if (PhoneRule.Extension(page, token) is { } extension)
            {
                token = extension + 1;
                continue;
            }
            var next = run.Read(page, token);
            for (var first = 0; first < run.Count;)
                first = Match(first) is { } last ? last + 1 : first + 1;
            token = Math.Max(next, token + 1);
        }
    }

    // "JX0098812234", "contoh.id/v/11299", "v2.3.1": a part of something that begins with letters is no number of its own.
    private bool IsInsideCode(int token) =>
        page.IsGlued(token) && page[token].Kind == TokenKind.Digits && token > 1 && page.IsSign(token - 1, '/') && page.IsGlued(token - 1)
        && page.IsWord(token - 2) && !page[token - 2].Is(Cue.Nik | Cue.Phone | Cue.Kk) && !IsMessenger(token);

    private bool IsMessenger(int token) => token > 3 && page.Text(page[token - 2]).SequenceEqual("me") && page.IsSign(token - 3, '.');

    /// <summary>Tries every kind on the groups from the first; the last group of a match, or null.</summary>
    private int? Match(int first)
    {
        var context = Context.Of(page, run[first].Token, run[run.Count - 1].Token);
        if (IsSocialSecurity(run, first) && (context & Cue.Nik) != Cue.None)
            return Note(FindingKind.Nik, first, first + 2, 0.9, "number.named");
        return Imei(first, context) ?? Long(first, context) ?? Tax(first, context) ?? Insurance(first, context) ?? Licence(first, context) ?? Account(first, context)
            ?? Record(first, context) ?? PhoneRule.Match(page, run, first, context) ?? Device(first, context);
    }

    /// <summary>054-00-6917: three, two, four with hyphens is the social security number of the United States (20 CFR 422.103).</summary>
    public static bool IsSocialSecurity(NumberRun run, int first) =>
        run.Count - first == 3 && run.Total(first, first) == 3 && run.Total(first + 1, first + 1) == 2 && run.Total(first + 2, first + 2) == 4 && run[first + 1].Separator == '-' && run[first + 2].Separator == '-';

    // 49 015420 323751 8 (3GPP TS 23.003 section 6.2)
    private int? Imei(int first, Cue context) =>
        first == 0 && run.Count > 1 && ((context & Cue.Device) != Cue.None || Context.Stands(page, run[0].Token, Cue.Device, 5)) && run.Total(0, run.Count - 1) is >= 14 and <= 16 ? Note(FindingKind.Device, 0, run.Count - 1, 0.9, "number.named") : null;

    private int? Upto(int first, int length, bool even = true)
    {
        for (var last = first; last < run.Count && run.Total(first, last) <= length; last++)
        {
            if (run.Total(first, last) == length)
                return even && !run.IsEven(first, last) ? null : last;
        }
        return null;
    }

    private int? Long(int first, Cue context)
    {
        if (Upto(first, Nik.Length) is not { } last)
            return null;
        var digits = run.Digits(first, last);
        if ((context & (Cue.Account | Cue.Device | Cue.Npwp)) != Cue.None || IsCard(digits, context) || ((context & (Cue.Nik | Cue.Kk)) == Cue.None && Context.Stands(page, run[first].Token, Cue.Card, 2) && Luhn.IsValid(digits)))
            return Note((context & Cue.Device) != Cue.None ? FindingKind.Device : (context & Cue.Npwp) != Cue.None ? FindingKind.Npwp : FindingKind.Account, first, last, 0.9, "number.named");
        if ((context & Cue.Licence) != Cue.None)
            return Note(FindingKind.SipStr, first, last, 0.9, "number.named");
        // "VA BPJS 8888 …": what the account is for stands nearer than the word for it.
        if (!Nik.IsPlausible(digits) && (context & (Cue.Nik | Cue.Kk)) == Cue.None && Context.Stands(page, run[first].Token, Cue.Account, 3))
            return Note(FindingKind.Account, first, last, 0.88, "number.named");
        // "Kartu keluarga a.n. … nomornya …": the card was named before the name.
        var isFamily = !IsOfHead(run[first].Token)
            && ((context & Cue.Kk) != Cue.None || ((context & Cue.Nik) == Cue.None && Context.Stands(page, run[first].Token, Cue.Kk, FarBefore)));
        if (Nik.IsPlausible(digits))
            return isFamily ? Note(FindingKind.Kk, first, last, 0.98, "kk.valid") : Note(FindingKind.Nik, first, last, 0.98, "nik.valid");
        return (context & (Cue.Nik | Cue.Kk)) == Cue.None ? null
            : Note((context & Cue.Kk) != Cue.None ? FindingKind.Kk : FindingKind.Nik, first, last, 0.8, "number.named");
    }

    // "NIK kepala keluarga 3404…": the number of a person, not of the card.
    private bool IsOfHead(int token) =>
        page.Text(page[token - 1]) is "keluarga" or "Keluarga" && page.Text(page[token - 2]) is "kepala" or "Kepala" && Context.Stands(page, token, Cue.Nik, 5);

    private static bool IsCard(ReadOnlySpan<char> digits, Cue context) =>
        (context & (Cue.Nik | Cue.Kk)) == Cue.None && digits[0] is '3' or '4' or '5' or '6' && Luhn.IsValid(digits) && !Nik.IsPlausible(digits);

    // NN.NNN.NNN.C-OOO.BBB; since PMK 112/2022 also 16 digits, which Long takes.
    private int? Tax(int first, Cue context)
    {
        if (Upto(first, 15, even: false) is not { } last)
            return null;
        var isShaped = last - first == 5 && run.Total(first, first) == 2 && run.Total(first, first + 3) == 9;
        return isShaped || (context & Cue.Npwp) != Cue.None ? Note(FindingKind.Npwp, first, last, isShaped ? 0.97 : 0.85, "npwp.shape") : null;
    }

    private int? Insurance(int first, Cue context)
    {
        if (Upto(first, 13) is not { } last)
            return null;
        // "bpjs mandiri 0003…": who pays for themselves, not the bank.
        if (run.Digits(first, last).StartsWith("000") && Context.Stands(page, run[first].Token, Cue.Bpjs, 3))
            return Note(FindingKind.Bpjs, first, last, 0.97, "number.named");
        if ((context & (Cue.Phone | Cue.Account | Cue.Device)) != Cue.None)
            return null;
        var isNamed = (context & Cue.Bpjs) != Cue.None;
        return isNamed || run.Digits(first, last).StartsWith("000") ? Note(FindingKind.Bpjs, first, last, isNamed ? 0.97 : 0.85, isNamed ? "number.named" : "bpjs.shape") : null;
    }

    private int? Licence(int first, Cue context)
    {
        var last = run.Count - 1;
        return (context & Cue.Licence) != Cue.None && first == 0 && run.Total(first, last) is >= 8 and <= 24 && Context.Stands(page, run[first].Token, Cue.Licence, 3)
            ? Note(FindingKind.SipStr, first, last, 0.9, "number.named") : null;
    }

    private int? Account(int first, Cue context)
    {
        if (Card(first) is { } card)
            return card;
        if ((context & Cue.Account) == Cue.None)
            return null;
        for (var last = run.Count - 1; last >= first; last--)
        {
            if (run.Total(first, last) is >= 8 and <= 18)
                return IsHouses(first, last) ? Pass(first, last) : Note(FindingKind.Account, first, last, 0.92, "number.named");
        }
        return null;
    }

    // "Bank Jateng 3-021-00457-1 a.n. Puskesmas …": where gifts for a house go.
    private bool IsHouses(int first, int last) => (Context.Stands(page, run[first].Token, Cue.House, 3) && !Context.Stands(page, run[first].Token, Cue.Self | Cue.Kin | Cue.Patient, 8)) || Context.Follows(page, run[last].Token, Cue.House, 6) && !Context.Follows(page, run[last].Token, Cue.Self | Cue.Kin | Cue.GivenName, 6);

    private int Pass(int first, int last)
    {
        page.Pass(FindingKind.Account, run[first].Token, run[last].Token);
        return last;
    }

    // Payment cards have 12 to 19 digits (ISO/IEC 7812-1); a card that is not so called must pass its check digit.
    private int? Card(int first)
    {
        for (var last = run.Count - 1; last >= first; last--)
        {
            var digits = run.Digits(first, last);
            if (digits.Length is < 12 or > 19 || digits[0] == '0')
                continue;
            var isCalled = Context.Stands(page, run[first].Token, Cue.Card, 5);
            if (isCalled || (digits.Length >= 13 && digits[0] is >= '3' and <= '6' && Luhn.IsValid(digits) && !Nik.IsPlausible(digits) && !Context.Stands(page, run[first].Token, Cue.Thing | Cue.Device | Cue.Phone, 5)))
                return Note(FindingKind.Account, first, last, isCalled ? 0.9 : 0.75, isCalled ? "number.named" : "card.check");
        }
        return null;
    }

    // "RM 12 88 40": two by two, as the shelves of records are ordered.
    private int? Record(int first, Cue context)
    {
        var last = run.Count - 1;
        if (first != 0 || last is < 1 or > 8 || (context & Cue.Mrn) == Cue.None || !Context.Stands(page, run[0].Token, Cue.Mrn, 6) || run.Total(0, last) is < 4 or > 10)
            return null;
        var isSpelled = run.Total(0, last) == last + 1;
        for (var at = 0; at <= last; at++)
        {
            if ((run.Total(at, at) is < 2 or > 3 && !isSpelled) || (at > 0 && run[at].Separator != ' '))
                return null;
        }
        return Note(FindingKind.Mrn, 0, last, 0.88, "number.named");
    }

    private int? Device(int first, Cue context)
    {
        var digits = run.Total(first, first);
        var isNamed = (context & Cue.Device) != Cue.None || (digits is >= 14 and <= 17 && Context.Stands(page, run[first].Token, Cue.Device, 5));
        if (!isNamed || digits is < 8 or > 20)
            return null;
        return Note(FindingKind.Device, first, first, 0.9, "number.named");
    }

    private int? Note(FindingKind kind, int first, int last, double score, string reason)
    {
        if (page.Allow.AllowsNumber(run.Digits(first, last)))
            page.Pass(kind, run[first].Token, run[last].Token);
        else
            page.Add(kind, run[first].Token, run[last].Token, score, reason);
        return last;
    }
}

/// <summary>The check digit of payment cards (ISO/IEC 7812-1 annex B).</summary>
internal static class Luhn
{
    public static bool IsValid(ReadOnlySpan<char> digits)
    {
        var (sum, isSecond) = (0, false);
        for (var at = digits.Length - 1; at >= 0; at--, isSecond = !isSecond)
        {
            var digit = digits[at] - '0';
            digit = isSecond ? digit * 2 : digit;
            sum += digit > 9 ? digit - 9 : digit;
        }
        return sum % 10 == 0;
    }
}
