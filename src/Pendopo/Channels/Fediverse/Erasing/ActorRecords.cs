using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Fediverse.Followed;
using Pendopo.Channels.Fediverse.Reported;
using Pendopo.Platform.Data;
using Pendopo.Safety.Contracts;

namespace Pendopo.Channels.Fediverse.Erasing;

/// <summary>What is kept of somebody on another server besides their words: that they follow, like, wrote, reported and are followed.</summary>
internal sealed class ActorRecords(PendopoDb db) : IPersonalRecords
{
    private const int Most = 2_000;

    public IReadOnlyList<string> Tables =>
    [
        "channels_fediverse_person", "channels_fediverse_follower", "channels_fediverse_reaction", "channels_fediverse_received", "channels_fediverse_followed",
        "channels_fediverse_followed_post", "channels_fediverse_report",
    ];

    public async Task<IReadOnlyList<PersonalRecord>> Of(RecordSubject subject, CancellationToken cancel)
    {
        var actors = await db.Set<RemoteActor>().AsNoTracking().Where(actor => actor.Uri == subject.Handle || subject.Handle.Contains(actor.Username)).ToListAsync(cancel);
        var records = new List<PersonalRecord>();
        foreach (var actor in actors.Where(actor => actor.Uri == subject.Handle || actor.Handle == subject.Handle))
        {
            records.Add(new(FediverseText.Say("RecordProfile"), actor.FetchedAt, [new(FediverseText.Say("RecordName"), $"{actor.Name} ({actor.Handle})"), new(FediverseText.Say("RecordAddress"), actor.Uri)]));
            records.AddRange((await db.Set<Follower>().AsNoTracking().Where(row => row.ActorId == actor.Id).ToListAsync(cancel)).Select(row => Line("RecordFollows", row.FollowedAt, actor.Handle)));
            records.AddRange((await db.Set<Reaction>().AsNoTracking().Where(row => row.ActorId == actor.Id).OrderBy(row => row.At).Take(Most).ToListAsync(cancel)).Select(row => Line("RecordReaction", row.At, row.Kind.ToString())));
            records.AddRange((await db.Set<ReceivedPost>().AsNoTracking().Where(row => row.ActorId == actor.Id).OrderBy(row => row.ReceivedAt).Take(Most).ToListAsync(cancel)).Select(row => Line("RecordReceived", row.ReceivedAt, row.Uri)));
            records.AddRange((await db.Set<FollowedAccount>().AsNoTracking().Where(row => row.ActorId == actor.Id).ToListAsync(cancel)).Select(_ => Line("RecordFollowed", null, actor.Handle)));
            records.AddRange((await db.Set<FollowedPost>().AsNoTracking().Where(row => row.ActorId == actor.Id).OrderBy(row => row.Id).Take(Most).ToListAsync(cancel)).Select(row => Line("RecordRead", null, row.Uri)));
            records.AddRange((await db.Set<FediverseReport>().AsNoTracking().Where(row => row.From == actor.Uri).OrderBy(row => row.At).ToListAsync(cancel)).Select(row => Line("RecordReport", row.At, row.Comment)));
        }
        return records;
    }

    private static PersonalRecord Line(string kind, DateTimeOffset? at, string what) => new(FediverseText.Say(kind), at, [new(FediverseText.Say("RecordWhat"), what)]);
}
