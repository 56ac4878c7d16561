using Microsoft.EntityFrameworkCore;
using Pendopo.Community.Groups;
using Pendopo.Community.Members;
using Pendopo.Community.Talk;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;

namespace Pendopo.Community.News;

/// <summary>Puts down what members are told, in the caller's transaction: what happened and what is told of it stand or fall together.</summary>
internal sealed class TellMembers(PendopoDb db, Here here, JobBoard jobs, TimeProvider time)
{
    /// <summary>Of those who spoke under a post the latest so many are told of a further comment.</summary>
    public const int MostTold = 100;

    /// <summary>Whoever is called by name in a post. Of what is out of sight nobody is told.</summary>
    public async Task Posted(Said said, CancellationToken cancel)
    {
        if (said.HiddenAt is null)
            await Add((await Named(said, [], cancel)).Select(face => (face.MemberId, NewsKind.Named)), said.FaceId, said, said.GroupId, cancel);
    }

    /// <summary>Whoever said the post, spoke under it, or is called by name. Each is told once.</summary>
    public async Task Commented(Said post, Said said, CancellationToken cancel)
    {
        if (said.HiddenAt is not null)
            return;
        var spoke = await db.Set<Said>().Where(row => row.RootId == post.Id && row.GoneAt == null && row.HiddenAt == null).GroupBy(row => row.FaceId)
            .Select(faces => new { Face = faces.Key, Last = faces.Max(row => row.At) }).OrderByDescending(row => row.Last).Take(MostTold).Select(row => row.Face).ToListAsync(cancel);
        var there = await db.Set<Face>().AsNoTracking().Where(face => spoke.Contains(face.Id) || face.Id == post.FaceId).ToListAsync(cancel);
        var named = (await Named(said, there, cancel)).Select(face => (face.MemberId, NewsKind.Named));
        var author = there.Where(face => face.Id == post.FaceId).Select(face => (face.MemberId, post.IsAsked ? NewsKind.Answer : NewsKind.Comment));
        await Add(named.Concat(author).Concat(there.Select(face => (face.MemberId, NewsKind.Also))), said.FaceId, said, said.GroupId, cancel);
    }

    /// <summary>Whoever said something.</summary>
    /// <param name="by">Whose doing it is; null for the centre's.</param>
    public async Task Author(Said said, NewsKind kind, Id<Face>? by, CancellationToken cancel)
    {
        var member = await db.Set<Face>().Where(face => face.Id == said.FaceId).Select(face => face.MemberId).ToListAsync(cancel);
        await Add(member.Select(one => (one, kind)), by, said, said.GroupId, cancel);
    }

    /// <summary>Whoever gave an answer, and whoever asked: a professional stands behind it.</summary>
    public async Task Checked(Said answer, Said question, Id<Face> by, CancellationToken cancel)
    {
        var members = await db.Set<Face>().Where(face => face.Id == answer.FaceId || face.Id == question.FaceId).Select(face => face.MemberId).ToListAsync(cancel);
        await Add(members.Select(one => (one, NewsKind.Checked)), by, answer, answer.GroupId, cancel);
    }

    /// <summary>Those who lead a group.</summary>
    public async Task Knocked(Id<Group> group, Id<Face> by, CancellationToken cancel)
    {
        var leaders = await db.Set<Belonging>().Where(row => row.GroupId == group && row.Leads && row.State == BelongingState.In).Select(row => row.MemberId).ToListAsync(cancel);
        await Add(leaders.Select(one => (one, NewsKind.Knocked)), by, null, group, cancel);
    }

    /// <summary>Those who lead a group: something said there waits for their look.</summary>
    public async Task Waits(Said said, Id<Group> group, CancellationToken cancel)
    {
        var leaders = await db.Set<Belonging>().Where(row => row.GroupId == group && row.Leads && row.State == BelongingState.In).Select(row => row.MemberId).ToListAsync(cancel);
        await Add(leaders.Select(one => (one, NewsKind.Waits)), said.FaceId, said, group, cancel);
    }

    public Task LetIn(Belonging belonging, CancellationToken cancel) => Add([(belonging.MemberId, NewsKind.LetIn)], null, null, belonging.GroupId, cancel);

    /// <summary>Whoever is written to: once until they have read it.</summary>
    /// <param name="asks">Whether it is the first message, which asks.</param>
    public async Task Wrote(Face by, Face to, bool asks, CancellationToken cancel)
    {
        if (!await db.Set<NewsItem>().AnyAsync(row => row.MemberId == to.MemberId && row.FaceId == by.Id && row.ReadAt == null && (row.Kind == NewsKind.Asks || row.Kind == NewsKind.Wrote), cancel))
            await Add([(to.MemberId, asks ? NewsKind.Asks : NewsKind.Wrote)], by.Id, null, null, cancel);
    }

    /// <summary>Members about something of the centre's, such as a decision.</summary>
    public Task Centrally(IEnumerable<Id<Member>> members, NewsKind kind, CancellationToken cancel) => Add(members.Select(one => (one, kind)), null, null, null, cancel);

    /// <summary>Whoever bears a face.</summary>
    public async Task Bearer(Id<Face> face, NewsKind kind, CancellationToken cancel) =>
        await Centrally(await db.Set<Face>().Where(row => row.Id == face).Select(row => row.MemberId).ToListAsync(cancel), kind, cancel);

    private async Task Add(IEnumerable<(Id<Member> Member, NewsKind Kind)> whom, Id<Face>? by, Said? said, Id<Group>? group, CancellationToken cancel)
    {
        var told = whom.DistinctBy(one => one.Member).ToList();
        var doer = by is { } face ? await db.Set<Face>().Where(row => row.Id == face).Select(row => row.MemberId).FirstOrDefaultAsync(cancel) : default;
        told.RemoveAll(one => one.Member == doer);
        if (told.Count == 0)
            return;
        var (members, about) = (told.ConvertAll(one => one.Member), said?.Id);
        // Who asked that nothing of theirs be used is told nothing.
        var restricted = await db.Set<Member>().Where(row => members.Contains(row.Id) && row.RestrictedAt != null).Select(row => row.Id).ToListAsync(cancel);
        told.RemoveAll(one => restricted.Contains(one.Member));
        var wishes = await db.Set<NewsWish>().AsNoTracking().Where(row => members.Contains(row.MemberId)).ToDictionaryAsync(row => row.MemberId, cancel);
        var quiet = group is null ? [] : await db.Set<Belonging>().Where(row => row.GroupId == group && row.IsQuiet && members.Contains(row.MemberId)).Select(row => row.MemberId).ToListAsync(cancel);
        var before = about is null ? [] : await db.Set<NewsItem>().Where(row => row.SaidId == about && members.Contains(row.MemberId)).Select(row => new { row.MemberId, row.Kind }).ToListAsync(cancel);
        var added = new List<Id<Member>>();
        foreach (var (member, kind) in told)
        {
            var topic = NewsItem.TopicOf(kind);
            if ((topic is not null && quiet.Contains(member)) || wishes.GetValueOrDefault(member)?.IsOff(topic) == true || before.Exists(row => row.MemberId == member && row.Kind == kind))
                continue;
            db.Add(NewsItem.Of(here.Centre.Id, member, kind, time.Now(), about, by, group));
            added.Add(member);
        }
        await Ring(added, wishes, cancel);
    }

    // One job is enough while fresh unread news wait for it; what waits for longer has lost it, or came when it had looked. Where no phone is known there is none.
    private async Task Ring(List<Id<Member>> members, Dictionary<Id<Member>, NewsWish> wishes, CancellationToken cancel)
    {
        var phones = await db.Set<NewsBrowser>().Where(row => members.Contains(row.MemberId)).Select(row => row.MemberId).Distinct().ToListAsync(cancel);
        var recent = time.Now() - TellPhonesJob.Rest;
        foreach (var member in phones)
        {
            var until = wishes.GetValueOrDefault(member)?.RungUntil ?? DateTimeOffset.UnixEpoch;
            if (!await db.Set<NewsItem>().AnyAsync(row => row.MemberId == member && row.ReadAt == null && row.At > until && row.At > recent, cancel))
                jobs.Add(new TellPhones(member));
        }
    }

    // A name that several bear means who is there already; in a group only its people are meant.
    private async Task<List<Face>> Named(Said said, List<Face> there, CancellationToken cancel)
    {
        var called = NamedInWords.Of(said.Text);
        if (called.Count == 0)
            return [];
        var (names, group) = (called.SelectMany(one => one).Distinct(StringComparer.Ordinal).ToList(), said.GroupId);
        var bearers = await db.Set<Face>().AsNoTracking().Where(face => names.Contains(face.Name)
            && (group == null ? face.GroupId == null : db.Set<Belonging>().Any(row => row.GroupId == group && row.FaceId == face.Id && row.State == BelongingState.In))).Take(200).ToListAsync(cancel);
        var meant = new List<Face>();
        foreach (var longest in called.Select(one => one.FirstOrDefault(name => bearers.Exists(face => face.Name == name))).OfType<string>())
        {
            var so = bearers.FindAll(face => face.Name == longest);
            if ((so.Count == 1 ? so[0] : so.Find(face => there.Exists(other => other.Id == face.Id))) is { } one)
                meant.Add(one);
        }
        return meant;
    }
}
