using Microsoft.Extensions.Localization;
using Pendopo.Platform.Ui.Forms;

namespace Pendopo.Platform;

/// <summary>What the rooms call what they register, in plain words and the reader's language. Each room says it in its own texts: its own
/// name under <c>Room</c>, a permission under <c>May.room.verb</c> and what it allows under <c>May.room.verb.What</c>, a queue of work
/// under <c>Queue.name</c>, a kind of job, whose name begins with its room's, under <c>Job.room.kind</c>.</summary>
public sealed class RoomWords(IReadOnlyList<Room> rooms, IStringLocalizerFactory texts)
{
    /// <summary>Every permission as a choice with its name, what it allows and the room it belongs to, in the order of the rooms.</summary>
    public IReadOnlyList<Option> Permissions =>
    [
        .. rooms.Where(room => room.Permissions.Any()).SelectMany(room =>
        {
            var words = Of(room);
            return room.Permissions.Select(permission => new Option(permission.Name, words["May." + permission.Name], words[$"May.{permission.Name}.What"], words["Room"]));
        }),
    ];

    /// <summary>What a queue of work does; its bare name when no room has it any more.</summary>
    public string Queue(string name) =>
        rooms.FirstOrDefault(room => room.Queues.Any(queue => queue.Name == name)) is { } room ? Of(room)["Queue." + name] : name;

    /// <summary>What a job of a kind does; its bare name when this program has no such kind.</summary>
    public string Job(string kind) =>
        rooms.FirstOrDefault(room => kind.StartsWith(room.Name + ".", StringComparison.Ordinal)) is { } room && Of(room)["Job." + kind] is { ResourceNotFound: false } said
            ? said
            : kind;

    private IStringLocalizer Of(Room room) =>
        texts.Create(room.Words ?? throw new InvalidOperationException($"The room {room.Name} registers something and has no words for it."));
}
