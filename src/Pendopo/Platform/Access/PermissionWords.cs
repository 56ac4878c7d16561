using Microsoft.Extensions.Localization;
using Pendopo.Platform.Ui.Forms;

namespace Pendopo.Platform.Access;

/// <summary>What permissions are called by the people who give them: each room says it in its own texts, under <c>May.room.verb</c>
/// and, with what it allows, <c>May.room.verb.What</c>; its own name stands under <c>Room</c>.</summary>
public sealed class PermissionWords(IReadOnlyList<Room> rooms, IStringLocalizerFactory texts)
{
    /// <summary>Every permission as a choice with its name, what it allows and the room it belongs to, in the order of the rooms.</summary>
    public IReadOnlyList<Option> Choices =>
    [
        .. rooms.Where(room => room.Permissions.Any()).SelectMany(room =>
        {
            var words = texts.Create(room.Words ?? throw new InvalidOperationException($"The room {room.Name} guards something and has no words for it."));
            return room.Permissions.Select(permission => new Option(permission.Name, words["May." + permission.Name], words[$"May.{permission.Name}.What"], words["Room"]));
        }),
    ];
}
