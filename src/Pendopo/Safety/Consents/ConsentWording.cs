using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;
using Pendopo.Safety.Contracts;

namespace Pendopo.Safety.Consents;

/// <summary>One version of the text of one purpose, in both languages. It never changes: a better one is a new version.</summary>
public sealed class ConsentWording : IBelongsToCentre
{
    public const int TextLength = 4_000;

    private ConsentWording()
    {
    }

    public Id<ConsentWording> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public ConsentPurpose Purpose { get; private set; }
    /// <summary>The version, from 1.</summary>
    public int Number { get; private set; }
    public string Indonesian { get; private set; } = "";
    public string English { get; private set; } = "";
    /// <summary>Who wrote it; null for the text that the program brought along.</summary>
    public Id<Person>? WrittenById { get; private set; }
    public DateTimeOffset WrittenAt { get; private set; }

    internal static ConsentWording Of(Id<Centre> centre, ConsentPurpose purpose, int number, (string Indonesian, string English) text, Id<Person>? by, DateTimeOffset now) => new()
    {
        Id = Id<ConsentWording>.New(),
        CentreId = centre,
        Purpose = purpose,
        Number = number,
        Indonesian = text.Indonesian,
        English = text.English,
        WrittenById = by,
        WrittenAt = now,
    };

    public string In(string language) => language == "en" ? English : Indonesian;
}
