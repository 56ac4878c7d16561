using System.Globalization;
using System.Text;

namespace Pendopo.Care;

/// <summary>A name as the last part of an address.</summary>
internal static class CareSlug
{
    /// <summary>Letters and digits divided by hyphens; empty for a name without any.</summary>
    public static string Of(string name)
    {
        var plain = name.Normalize(NormalizationForm.FormD).ToLowerInvariant();
        var words = new string([.. plain.Where(c => char.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark).Select(c => char.IsAsciiLetterOrDigit(c) ? c : ' ')]);
        return string.Join('-', words.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>One that nothing bears yet: a number is added where it must be.</summary>
    /// <param name="otherwise">For a name without letters and digits.</param>
    public static string Free(string name, string otherwise, IReadOnlyCollection<string> taken)
    {
        var slug = Of(name) is { Length: > 0 } made ? made : otherwise;
        return taken.Contains(slug) ? Enumerable.Range(2, taken.Count + 1).Select(number => $"{slug}-{number}").First(one => !taken.Contains(one)) : slug;
    }
}
