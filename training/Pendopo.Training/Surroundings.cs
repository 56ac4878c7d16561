namespace Pendopo.Training;

/// <summary>Puts a greeting before or a politeness after a message now and then, and misspells a word, so that models look at what stays.</summary>
internal static class Surroundings
{
    private static readonly string[] Before =
    [
        "halo min", "permisi", "mau tanya", "dok", "min", "pagi", "siang kak", "assalamualaikum", "selamat malam", "izin bertanya", "bu bidan", "maaf ganggu", "halo puskesmas", "hi",
        "hello", "good morning", "punten", "nuwun sewu", "kak", "admin", "tanya dong", "maaf mau nanya", "excuse me",
    ];

    private static readonly string[] After =
    [
        "makasih", "terima kasih", "mohon infonya", "ya min", "ya dok", "🙏", "thanks", "tolong dijawab", "mohon dibalas", "min", "kak", "nuhun", "suwun", "thank you", "dok", "🙏🙏", "😭", "...", "!",
    ];

    public static string Add(string text, string urgency, Random random)
    {
        if (!string.Equals(urgency, "N", StringComparison.Ordinal))
        {
            text = random.Next(8) == 0 ? Before[random.Next(Before.Length)] + (random.Next(2) == 0 ? ", " : " ") + text : text;
            text = random.Next(10) == 0 ? text + " " + After[random.Next(After.Length)] : text;
        }

        return random.Next(8) == 0 ? Misspell(text, random) : text;
    }

    // One letter left out, doubled or swapped with its neighbour.
    private static string Misspell(string text, Random random)
    {
        if (text.Length < 8)
        {
            return text;
        }

        var at = random.Next(1, text.Length - 2);
        if (!char.IsLetter(text[at]) || !char.IsLetter(text[at + 1]))
        {
            return text;
        }

        return random.Next(3) switch
        {
            0 => text.Remove(at, 1),
            1 => text.Insert(at, text[at].ToString()),
            _ => text[..at] + text[at + 1] + text[at] + text[(at + 2)..],
        };
    }
}
