using Pendopo.Platform.Data;
using Pendopo.Platform.Files;
using Pendopo.Safety.Contracts;

namespace Pendopo.Publishing.Declared;

/// <summary>Whom a picture shows, as who brings it says.</summary>
/// <param name="Shows">Null when nothing was said, which is refused.</param>
/// <param name="Consents">With <see cref="Shown.Persons"/>: under whose consents.</param>
/// <param name="NamedNext">The persons are named in a step of its own; until then it goes nowhere.</param>
public sealed record Declaration(Shown? Shows, IReadOnlyCollection<Id<Consent>> Consents, bool NamedNext = false)
{
    public static readonly Declaration Nobody = new(Shown.Nobody, []);

    public static Declaration Unsaid => new(null, []);

    /// <summary>One of the names of <see cref="Shown"/>, in any case; numbers and everything else are nothing.</summary>
    public static Shown? Read(string? text) =>
        Array.Find(Enum.GetNames<Shown>(), name => name.Equals(text?.Trim(), StringComparison.OrdinalIgnoreCase)) is { } known ? Enum.Parse<Shown>(known) : null;
}
