using System.Globalization;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.Letters;

/// <summary>What the forms of letters send.</summary>
internal static class LetterForm
{
    /// <summary>The language of the page, `id` or `en`.</summary>
    public static string Language => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en" ? "en" : "id";

    public static IReadOnlyCollection<Id<Channel>> Lists(IFormCollection form) =>
        [.. form["Form.Lists"].OfType<string>().Select(text => Guid.TryParse(text, out var id) ? new Id<Channel>(id) : default).Where(id => id != default)];

    public static string? OnlyIn(IFormCollection form) => form["Form.OnlyIn"].ToString() is var only && only is "id" or "en" ? only : null;
}
