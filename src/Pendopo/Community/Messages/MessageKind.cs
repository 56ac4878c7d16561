using Microsoft.EntityFrameworkCore;
using Pendopo.Community.Members;
using Pendopo.Platform.Data;
using Pendopo.Safety.Contracts;

namespace Pendopo.Community.Messages;

/// <summary>Messages between members, as Safety moderates them: one message, when one of the two reports it, before the safety lead alone.</summary>
internal sealed class MessageKind(PendopoDb db, MessageReading reading, TimeProvider time) : IModeratedKind
{
    public const string Kind = "message";

    public string Name => Kind;

    public bool IsPrivate => true;

    public async Task<ContentSnapshot?> Snapshot(Guid item, CancellationToken cancel)
    {
        var id = new Id<SquareMessage>(item);
        if (await db.Set<SquareMessage>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancel) is not { } message)
            return null;
        var name = await db.Set<Face>().Where(face => face.Id == message.FaceId).Select(face => face.Name).FirstAsync(cancel);
        // Words of a message never change; what moves its version is a decision about it.
        return new(item, 0, message.FaceId.Value, name, message.Text, MessageText.Say("Where"), message.At);
    }

    public async Task<bool> IsSeen(Guid item, CancellationToken cancel) => await reading.One(new(item), cancel) is not null;

    public async Task Show(Guid item, bool shown, CancellationToken cancel)
    {
        var id = new Id<SquareMessage>(item);
        if (await db.Set<SquareMessage>().FirstOrDefaultAsync(row => row.Id == id, cancel) is { } message)
            message.Hide(shown ? null : time.Now());
    }
}
