using System.Globalization;
using System.Text;
using Pendopo.Text.Words;

namespace Pendopo.Text.Models;

/// <summary>What numbers, signs and pictures say by their shape: 39,5 is a fever, 170/110 a blood pressure, ten digits a telephone number.</summary>
internal static class Shapes
{
    private const uint Seed = 11;

    // Concepts by shape have numbers from 200 on; those of the word list stay below.
    private const byte Fever = 200, HighFever = 201, HighPressure = 202, Pressure = 203, LongNumber = 204, Question = 205, Exclamation = 206,
        Address = 207, Mention = 208, PictureGood = 209, PictureSad = 210, PictureLaugh = 211, PictureSick = 212, PictureOther = 213, SmallNumber = 214, Quotation = 215, Identity = 216;

    public static byte Concept(TokenKind kind, ReadOnlySpan<char> text) => kind switch
    {
        TokenKind.Number => Number(text),
        TokenKind.Sign => text[0] switch { '?' => Question, '!' => Exclamation, _ => Quotation },
        TokenKind.Address => Address,
        TokenKind.Mention => Mention,
        TokenKind.Emoji => Picture(text),
        _ => 0,
    };

    public static uint Hash(TokenKind kind, ReadOnlySpan<char> text) => kind switch
    {
        TokenKind.Number => Hashing.Mix(0xA0000u + Number(text)),
        TokenKind.Address or TokenKind.Mention => Hashing.Mix(0xA0000u + Concept(kind, text)),
        _ => Hashing.Word(text, Seed),
    };

    public static string? Name(byte concept) => concept switch
    {
        Fever => "38 °C",
        HighFever => "39+ °C",
        HighPressure => "160/100+",
        LongNumber or Identity => "number",
        Address => "link",
        _ => null,
    };

    private static byte Number(ReadOnlySpan<char> text)
    {
        var slash = text.IndexOf('/');
        if (slash > 0 && int.TryParse(text[..slash], NumberStyles.None, CultureInfo.InvariantCulture, out var upper) && upper is > 70 and < 260)
        {
            return upper >= 160 ? HighPressure : Pressure;
        }

        var digits = 0;
        foreach (var c in text)
        {
            digits += char.IsAsciiDigit(c) ? 1 : 0;
        }

        if (digits >= 8)
        {
            return digits >= 13 ? Identity : LongNumber;
        }

        Span<char> point = stackalloc char[16];
        text[..Math.Min(text.Length, 16)].CopyTo(point);
        point.Replace(',', '.');
        if (!double.TryParse(point[..Math.Min(text.Length, 16)], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value))
        {
            return SmallNumber;
        }

        return value switch { >= 39 and < 43 => HighFever, >= 37.5 and < 39 => Fever, _ => SmallNumber };
    }

    private static byte Picture(ReadOnlySpan<char> text)
    {
        Rune.DecodeFromUtf16(text, out var rune, out _);
        return rune.Value switch
        {
            0x1F602 or 0x1F923 or 0x1F606 or 0x1F605 or 0x1F61C or 0x1F61D or 0x1F639 or 0x1F480 => PictureLaugh,
            0x1F62D or 0x1F622 or 0x1F61E or 0x1F614 or 0x1F494 or 0x1F620 or 0x1F621 or 0x1F624 or 0x1F92C or 0x1F44E or 0x1F62B or 0x1F629 or 0x1F630 or 0x1F631 => PictureSad,
            0x1F912 or 0x1F915 or 0x1F927 or 0x1F922 or 0x1F92E or 0x1F637 or 0x1F691 or 0x1F6A8 => PictureSick,
            0x1F44D or 0x1F44F or 0x1F64F or 0x2764 or 0x1F60D or 0x1F970 or 0x1F60A or 0x1F600 or 0x1F603 or 0x1F604 or 0x1F929 or 0x1F4AF or 0x1F525 or 0x2728 or 0x1F389 or 0x1F31F or 0x2B50 => PictureGood,
            _ => PictureOther,
        };
    }
}
