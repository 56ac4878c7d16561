using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;

namespace Pendopo.Publishing.Pages;

/// <summary>The pages that every centre's site has, whatever it publishes.</summary>
public enum HousePageKind
{
    /// <summary>What is kept about people and what they may ask.</summary>
    Privacy,

    /// <summary>The rules of the place.</summary>
    Terms,

    /// <summary>What works for whom, and what does not yet.</summary>
    Accessibility,
}

/// <summary>A centre's own wording of one of its pages in one language. Without one the default stands.</summary>
internal sealed class HousePage : IBelongsToCentre, IVersioned
{
    /// <summary>Longest text in characters: ten times the default.</summary>
    public const int TextLength = 30_000;

    private HousePage()
    {
    }

    public Id<HousePage> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public HousePageKind Kind { get; private set; }
    /// <summary>`id` or `en`.</summary>
    public string Language { get; private set; } = "";
    /// <summary>Markdown; may hold the names in braces that <see cref="HousePageWords"/> fills.</summary>
    public string Text { get; private set; } = "";
    public Id<Person> ChangedBy { get; private set; }
    public DateTimeOffset ChangedAt { get; private set; }
    public int Version { get; set; }

    public static HousePage Of(Id<Centre> centre, HousePageKind kind, string language) =>
        new() { Id = Id<HousePage>.New(), CentreId = centre, Kind = kind, Language = language };

    public void Write(string text, Id<Person> by, DateTimeOffset now) => (Text, ChangedBy, ChangedAt) = (text, by, now);
}
