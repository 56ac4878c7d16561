using System.Text.Json;

namespace Pendopo.Tests.Crash.Writers;

/// <summary>Books for callers, one time after another. All take the same times in the same order: who comes second gets the next place.</summary>
internal sealed class BookingWriter(string name, IReadOnlyList<JsonElement> times) : Writer(name)
{
    public override int Count(Kept rows)
    {
        var mine = rows.Appointments.FindAll(row => row.Name.StartsWith(Name + " nomor ", StringComparison.Ordinal));
        mine.ShouldAllBe(row => row.Seats == 1, "an appointment stands with its place, or not at all");
        return Gapless(mine.Select(row => int.Parse(row.Name[(Name.Length + " nomor ".Length)..])));
    }

    protected override Task Take(int step, Door door) => door.Json(HttpMethod.Post, "/api/v1/appointments/",
        new { session = Said(step, "session"), day = Said(step, "day"), clock = Said(step, "clock"), name = $"{Name} nomor {step}", phone = "081200000777", how = "Telephone", extra = true }, "clinician");

    private string Said(int step, string property) => times[step % times.Count].GetProperty(property).GetString()!;
}

/// <summary>Gives numbers in the queue of a session, each with the reason that is this writer's own, and calls one after each.</summary>
/// <param name="calls">Whether this one calls, too. One alone does.</param>
internal sealed class NumberWriter(string name, string session, string reason, bool calls) : Writer(name)
{
    private string? line;
    private int before = -1;

    public override int Count(Kept rows)
    {
        foreach (var queue in rows.Tickets.GroupBy(row => row.Line))
            Gapless(queue.Select(row => row.Number), $"numbers of {queue.Key}");
        var now = rows.Tickets.Count(row => row.Reason == reason) + (calls ? rows.Tickets.Sum(row => row.Calls) : 0);
        before = before < 0 ? now : before;
        return now - before;
    }

    protected override async Task Take(int step, Door door)
    {
        if (calls && step % 2 == 0)
            await door.Json(HttpMethod.Post, $"/api/v1/care-queues/{line ??= await Line(door)}/calls", new { }, "desk");
        else
            await door.Json(HttpMethod.Post, "/api/v1/care-queues/numbers", new { session, reason }, "desk");
    }

    private async Task<string> Line(Door door) =>
        (await door.Read("/api/v1/care-queues")).EnumerateArray().First(queue => queue.GetProperty("session").GetString() == session).GetProperty("id").GetString()!;
}
