namespace Pendopo.Fediverse.Html;

/// <summary>
/// Markup that came out of <see cref="HtmlSanitizer"/>. Only the sanitiser can make one, so that a page may write
/// <see cref="Value"/> without encoding it. The default value is empty markup.
/// </summary>
public readonly record struct CleanHtml
{
    private readonly string? value;

    internal CleanHtml(string value) => this.value = value;

    /// <summary>No markup at all.</summary>
    public static CleanHtml Empty => default;

    /// <summary>The markup; never null, empty when nothing was left.</summary>
    public string Value => value ?? "";

    /// <summary>Whether nothing was left.</summary>
    public bool IsEmpty => string.IsNullOrEmpty(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
