using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Channels.Contracts;
using Pendopo.Platform;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Publishing.Calendar;

/// <summary>Makes, changes and removes a queue. What was scheduled through it keeps its minute.</summary>
internal sealed class KeepQueue(PendopoDb db, Here here, IStringLocalizer<CalendarText> words)
{
    /// <param name="Id">The queue, or null for a new one.</param>
    /// <param name="Hours">Lines of a weekday and hours, as <see cref="SlotWords"/> reads them.</param>
    /// <param name="BasedOn">The version that the writer saw; null for a new one.</param>
    public sealed record Request(Id<PostingQueue>? Id, string Name, string Hours, IReadOnlyCollection<Id<Channel>> Channels, int? BasedOn);

    public async Task<Result<Done>> Run(Request request, CancellationToken cancel)
    {
        if (!here.May("publishing.publish"))
            return words.Problem("MayNotPlan");
        var slots = SlotWords.Read(request.Hours);
        if (await Refuses(request, slots, cancel) is { Count: > 0 } problems)
            return problems;
        var queue = request.Id is { } id ? await db.Set<PostingQueue>().FirstOrDefaultAsync(row => row.Id == id, cancel) : null;
        if (request.Id is not null && queue is null)
            return Problem.NotFound;
        if (queue?.Version != request.BasedOn)
            return words.Problem("SomebodyElseChanged");
        if (queue is null)
            db.Add(queue = PostingQueue.Of(here.Centre.Id));
        queue.Say(request.Name.Trim(), slots!, request.Channels);
        return await db.TrySave(cancel) ? default(Done) : words.Problem("SomebodyElseChanged");
    }

    public async Task<Result<Done>> Remove(Id<PostingQueue> id, CancellationToken cancel)
    {
        if (!here.May("publishing.publish"))
            return words.Problem("MayNotPlan");
        if (await db.Set<PostingQueue>().FirstOrDefaultAsync(row => row.Id == id, cancel) is not { } queue)
            return Problem.NotFound;
        db.Remove(queue);
        return await db.TrySave(cancel) ? default(Done) : words.Problem("SomebodyElseChanged");
    }

    private async Task<List<Problem>> Refuses(Request request, IReadOnlyList<WeekSlot>? slots, CancellationToken cancel)
    {
        var problems = new List<Problem>();
        if (string.IsNullOrWhiteSpace(request.Name))
            problems.Add(words.Problem("QueueNameRequired", "Name"));
        else if (request.Name.Trim().Length > PostingQueue.NameLength)
            problems.Add(words.Problem("TooLong", "Name", PostingQueue.NameLength));
        else if (await db.Set<PostingQueue>().AnyAsync(queue => queue.Name == request.Name.Trim() && (request.Id == null || queue.Id != request.Id), cancel))
            problems.Add(words.Problem("NameTaken", "Name"));
        if (slots is null || slots.Count == 0)
            problems.Add(words.Problem("HoursUnclear", "Hours"));
        else if (slots.Count > PostingQueue.MostSlots)
            problems.Add(words.Problem("TooManyHours", "Hours", PostingQueue.MostSlots));
        var known = await db.Set<Channel>().Where(channel => request.Channels.Contains(channel.Id)).CountAsync(cancel);
        if (request.Channels.Count == 0 || known != request.Channels.Count)
            problems.Add(words.Problem("ChannelsRequired", "Channels"));
        return problems;
    }
}
