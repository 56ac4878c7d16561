using System.Globalization;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Platform.Exits;

public enum ExitKind { Page, Feed, Api, Activity, Network, Mail, Push, Export }

/// <summary>A way by which words or files leave the program. Each is registered by its room and asks the guard before it lets anything out.</summary>
/// <param name="Name">Stable name, `room.what`.</param>
/// <param name="Kind">What sort of way it is.</param>
/// <param name="Public">Whether anybody may read what leaves by it; a private one reaches only the person concerned.</param>
public sealed record Exit(string Name, ExitKind Kind, bool Public = true);

/// <summary>Words that are about to leave.</summary>
/// <param name="Exit">The name of the exit.</param>
/// <param name="Centre">On whose behalf.</param>
/// <param name="Subject">What it is: `post:ID`, `reply:ID`, `mail:sign-in`. Never personal data.</param>
/// <param name="Texts">The words, each with the name of its part (`title`, `text`, `alt`).</param>
/// <param name="Language">`id`, `en` or another BCP 47 tag; null when unknown.</param>
public sealed record Leaving(string Exit, Id<Centre> Centre, string Subject, IReadOnlyList<LeavingText> Texts, string? Language = null);

public sealed record LeavingText(string Part, string Text)
{
    private const string Picture = "picture";

    /// <summary>Text that stands in a picture: it can be hidden there, and not be worded anew.</summary>
    /// <param name="index">The place of the picture, from 0.</param>
    public static LeavingText InPicture(int index, string text) => new(string.Create(CultureInfo.InvariantCulture, $"{Picture}{index}"), text);

    /// <summary>The place of the picture, from 0, that a part stands in; null for words.</summary>
    public static int? PictureOf(string part) =>
        part.StartsWith(Picture, StringComparison.Ordinal) && int.TryParse(part.AsSpan(Picture.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : null;
}

/// <summary>Why something was held: the kind of thing found and where, never the thing itself.</summary>
public sealed record HeldReason(string Part, string Kind, int Start, int Length);

public sealed record ExitVerdict(bool MayLeave, IReadOnlyList<HeldReason> Reasons)
{
    public static readonly ExitVerdict Free = new(true, []);
}

/// <summary>Decides at the exits. The room Safety stands here.</summary>
public interface IExitGuard
{
    ValueTask<ExitVerdict> Ask(Exit exit, Leaving leaving, CancellationToken cancel);
}

/// <summary>The exits of the house: each room's ways out, and the question every one of them asks.</summary>
public sealed class ExitDoors(IReadOnlyList<Room> rooms, IServiceProvider services)
{
    private readonly Dictionary<string, Exit> byName = rooms.SelectMany(room => room.Exits).ToDictionary(exit => exit.Name, StringComparer.Ordinal);

    public IReadOnlyCollection<Exit> All => byName.Values;

    /// <summary>Asks whether the words may leave. An exit nobody registered is a bug, and so is a house without a guard: both throw.</summary>
    public ValueTask<ExitVerdict> Ask(Leaving leaving, CancellationToken cancel) =>
        services.GetRequiredService<IExitGuard>().Ask(byName[leaving.Exit], leaving, cancel);
}

/// <summary>Says by which exit a route or page lets words out. Every anonymous route carries one or stands in the list of those that hold none.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class LeavesByAttribute(string exit) : Attribute
{
    public string Exit { get; } = exit;
}
