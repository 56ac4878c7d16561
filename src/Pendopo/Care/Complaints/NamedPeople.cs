using Pendopo.Platform.People;

namespace Pendopo.Care.Complaints;

/// <summary>Finds who a complaint names: nobody judges what was said of themselves. Rather one too many than one too few. Pure.</summary>
internal static class NamedPeople
{
    // What stands before or behind a name and names nobody.
    private static readonly HashSet<string> Titles = new(StringComparer.OrdinalIgnoreCase)
    {
        "drg", "dokter", "doctor", "bidan", "midwife", "ners", "nurse", "perawat", "suster", "mantri", "apoteker", "kader", "petugas", "ibu", "bapak", "pak", "mbak", "mas", "bang", "kak", "mbah", "kepala", "puskesmas",
        "skep", "skm", "amd", "keb", "spd", "the", "and", "dan",
    };

    /// <param name="words">What was said.</param>
    /// <param name="staff">The name of who it is about, where somebody chose one; else null.</param>
    public static bool IsNamed(Person person, string words, string? staff)
    {
        var own = Parts(person.Name);
        return own.Overlaps(Parts(words)) || (staff is not null && own.Overlaps(Parts(staff)));
    }

    private static HashSet<string> Parts(string text) =>
        new(new string([.. text.Select(sign => char.IsLetter(sign) ? sign : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(part => part.Length >= 3 && !Titles.Contains(part)), StringComparer.OrdinalIgnoreCase);
}
