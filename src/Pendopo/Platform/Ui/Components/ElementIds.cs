using System.Globalization;

namespace Pendopo.Platform.Ui.Components;

/// <summary>Ids that tie a label to its element within one page. One a request, so that the same page is the same bytes.</summary>
public sealed class ElementIds
{
    private int last;

    /// <summary>An id nobody else on the page has: the prefix and a running number.</summary>
    public string Next(string prefix) => string.Create(CultureInfo.InvariantCulture, $"{prefix}-{++last}");

    /// <summary>A stable id made from a field's name: "Form.Email" becomes "form-email".</summary>
    public static string Of(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : '-'));
    }
}
