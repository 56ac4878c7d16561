using Pendopo.Platform.Audit;
using Pendopo.Platform.Data;

namespace Pendopo.Safety.Consents;

/// <summary>Writes down who opened a sheet of consents.</summary>
internal sealed class NoteOpening(Openings openings)
{
    public const string Act = "consent.opened";

    public Task Run(Id<ConsentSheet> id, CancellationToken cancel) => openings.Note(Act, $"consent-sheet:{id}", cancel);
}
