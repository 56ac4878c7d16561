using Pendopo.Privacy.Reading;
using Pendopo.Privacy.Words;

namespace Pendopo.Privacy.Rules;

/// <summary>Long numbers: NIK, KK, BPJS, tax, phone, account, device, licence and record numbers.</summary>
internal sealed class NumberRules(Page page)
{
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
        return Long(first, context) ?? Tax(first, context) ?? Insurance(first, context) ?? Licence(first, context) ?? Account(first, context)
            ?? PhoneRule.Match(page, run, first, context) ?? Device(first, context);
    }

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
        if ((context & (Cue.Account | Cue.Device | Cue.Npwp)) != Cue.None || IsCard(digits, context))
            return Note((context & Cue.Device) != Cue.None ? FindingKind.Device : (context & Cue.Npwp) != Cue.None ? FindingKind.Npwp : FindingKind.Account, first, last, 0.9, "number.named");
        if ((context & Cue.Licence) != Cue.None)
            return Note(FindingKind.SipStr, first, last, 0.9, "number.named");
        if (Nik.IsPlausible(digits))
            return (context & Cue.Kk) != Cue.None ? Note(FindingKind.Kk, first, last, 0.98, "kk.valid") : Note(FindingKind.Nik, first, last, 0.98, "nik.valid");
        return (context & (Cue.Nik | Cue.Kk)) == Cue.None ? null
            : Note((context & Cue.Kk) != Cue.None ? FindingKind.Kk : FindingKind.Nik, first, last, 0.8, "number.named");
    }

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
        if (Upto(first, 13) is not { } last || (context & (Cue.Phone | Cue.Account | Cue.Device)) != Cue.None)
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
                return Note(FindingKind.Account, first, last, 0.92, "number.named");
        }
        return null;
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
        if (!page.Allow.AllowsNumber(run.Digits(first, last)))
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
