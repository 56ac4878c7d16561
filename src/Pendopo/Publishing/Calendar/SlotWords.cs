using System.Globalization;

namespace Pendopo.Publishing.Calendar;

/// <summary>The hours of a week as people type them: a line a weekday, "Senin 08.00 16.30" or "Monday 08:00, 16:30". Pure.</summary>
public static class SlotWords
{
    private static readonly CultureInfo[] Languages = [CultureInfo.GetCultureInfo("id"), CultureInfo.GetCultureInfo("en")];

    /// <summary>Reads the lines; null when one of them cannot be understood.</summary>
    public static IReadOnlyList<WeekSlot>? Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var slots = new List<WeekSlot>();
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var words = line.Split([' ', ',', '\t'], StringSplitOptions.RemoveEmptyEntries);
            if (words.Length < 2 || DayOf(words[0].TrimEnd(':')) is not { } day)
                return null;
            foreach (var word in words[1..])
            {
                if (!TimeOnly.TryParseExact(word.Replace('.', ':'), ["HH:mm", "H:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
                    return null;
                slots.Add(new(day, time));
            }
        }
        return [.. slots.Distinct()];
    }

    /// <summary>Writes the hours in the language of the page, so that <see cref="Read"/> reads the same.</summary>
    public static string Write(IEnumerable<WeekSlot> slots) => string.Join('\n', slots.GroupBy(slot => slot.Day).OrderBy(day => ((int)day.Key + 6) % 7)
        .Select(day => $"{CultureInfo.CurrentUICulture.DateTimeFormat.GetDayName(day.Key)} {string.Join(' ', day.Select(slot => slot.Time).Order().Select(Platform.Ui.Clock.Time))}"));

    private static DayOfWeek? DayOf(string word)
    {
        foreach (var language in Languages)
        {
            var names = language.DateTimeFormat;
            for (var day = DayOfWeek.Sunday; day <= DayOfWeek.Saturday; day++)
            {
                if (Same(language, word, names.GetDayName(day)) || Same(language, word, names.GetAbbreviatedDayName(day)))
                    return day;
            }
        }
        // The everyday spelling beside the dictionary's.
        return word.ToLowerInvariant() switch
        {
            "jum'at" => DayOfWeek.Friday,
            "ahad" => DayOfWeek.Sunday,
            _ => null,
        };
    }

    private static bool Same(CultureInfo language, string word, string name) => language.CompareInfo.Compare(word, name, CompareOptions.IgnoreCase) == 0;
}
