using System.Globalization;
using System.Resources;
using Pendopo.Platform.Ui.Forms;

namespace Pendopo.Platform.People;

/// <summary>What somebody is licensed as. Names are kept in rows, so none is ever given another meaning.</summary>
public enum Profession
{
    Doctor,
    Dentist,
    Midwife,
    Nurse,
    Pharmacist,
    Nutritionist,
    Laboratory,
    Volunteer,
    Other,
}

/// <summary>The professions in the reader's language.</summary>
public static class Professions
{
    private static readonly ResourceManager Texts = new(typeof(PeopleText));

    public static IReadOnlyList<Option> Options => [.. Enum.GetValues<Profession>().Select(one => new Option(one.ToString(), Word(one)))];

    public static string Word(Profession profession) => Texts.GetString("Profession" + profession, CultureInfo.CurrentUICulture) ?? profession.ToString();
}

/// <summary>The one rule of how long a licence holds, wherever it stands: to the end of its last day, on the centre's own calendar. Nothing has to run for it to end.</summary>
public static class LicenceDays
{
    /// <summary>How long before its end a licence is spoken of at the desk: renewing it takes weeks.</summary>
    public const int Warn = 60;

    /// <param name="last">Null for a licence without an end.</param>
    /// <param name="day">The centre's day.</param>
    public static bool Hold(DateOnly? last, DateOnly day) => last is not { } until || day <= until;

    /// <summary>Whether it holds and is at its end within <see cref="Warn"/> days.</summary>
    public static bool EndSoon(DateOnly? last, DateOnly day) => last is { } until && day <= until && until.DayNumber - day.DayNumber < Warn;
}
