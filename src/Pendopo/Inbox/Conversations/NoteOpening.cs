using Pendopo.Platform.Audit;
using Pendopo.Platform.Data;

namespace Pendopo.Inbox.Conversations;

/// <summary>Writes down who opened a conversation; what was opened outside hours stands in the weekly look.</summary>
internal sealed class NoteOpening(Openings openings)
{
    public const string Act = "inbox.opened";

    public Task Run(Id<Conversation> id, CancellationToken cancel) => openings.Note(Act, $"conversation:{id}", cancel);
}
