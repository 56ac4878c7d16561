using System.Globalization;
using Pendopo.Care.Reminders;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Settings;

namespace Pendopo.Care.Queue;

/// <summary>The queues of today for who asks a bot with `/antre`: what the screen in the waiting room shows, numbers alone.</summary>
internal sealed class AskedQueue(QueueBoard board, Here here, PublicAddress address, TimeProvider time) : ICommandAnswer
{
    // A message of a network ends somewhere; the page behind the address has all.
    private const int Most = 30;

    public string Command => "antre";

    public async Task<string> Say(CultureInfo language, CancellationToken cancel)
    {
        var (queues, home) = (await board.Today(cancel), address.Home(here.Centre));
        if (queues.Count == 0)
            return $"{QueueText.In(language, "AskedNone", here.Centre.Name)} {home}/services";
        var now = TimeZoneInfo.ConvertTime(time.GetUtcNow(), here.Centre.Zone);
        return string.Join('\n',
        [
            QueueText.In(language, "AskedTitle", here.Centre.Name, ReminderLines.Hour((now.Hour * 60) + now.Minute, language)), "",
            .. queues.Take(Most).Select(queue => Line(queue, language)), "", $"{QueueText.In(language, "AskedFollow")} {home}/queue",
        ]);
    }

    private static string Line(QueueState queue, CultureInfo language)
    {
        var name = queue.Room.Length > 0 ? $"{queue.Service} ({queue.Room})" : queue.Service;
        var said = queue.Line.PausedAt is not null ? QueueText.In(language, "AskedPaused", name)
            : queue.Serving is { } serving ? QueueText.In(language, "AskedServing", name, queue.Name(serving)) : QueueText.In(language, "AskedNobodyYet", name);
        return $"{said}, {QueueText.In(language, "AskedWaiting", queue.Waiting.Count)}";
    }
}
