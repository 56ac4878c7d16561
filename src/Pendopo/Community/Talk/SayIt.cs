using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Community.Groups;
using Pendopo.Community.Members;
using Pendopo.Community.Polls;
using Pendopo.Community.Questions;
using Pendopo.Community.Worries;
using Pendopo.Platform;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Data;
using Pendopo.Platform.Files;

namespace Pendopo.Community.Talk;

/// <summary>What somebody wants to say.</summary>
/// <param name="Group">The group it is for; then the audience is that group.</param>
/// <param name="Key">The form's own mark.</param>
/// <param name="AnswerBy">By when an answer to a question is promised, or null.</param>
/// <param name="Poll">What the readers are asked to choose, or null.</param>
/// <param name="Sure">They were asked about their words, and say them so.</param>
internal sealed record SayAsked(string? Text, string? Line, string? Topic, string? SeenBy, Id<Group>? Group, Guid Key, IReadOnlyList<Id<StoredFile>>? Pictures = null, bool IsQuestion = false, DateTimeOffset? AnswerBy = null, PollAsked? Poll = null, bool Sure = false);

/// <summary>Members say something, comment, change it and take it back. A form that comes twice is said once.</summary>
internal sealed class SayIt(PendopoDb db, Viewers viewers, SaidReading reading, BesideWords beside, SquareWatch watch, AuditBook audit, TimeProvider time, IStringLocalizer<CommunityText> words)
{
    public async Task<Result<Said>> Post(SayAsked asked, CancellationToken cancel)
    {
        var viewer = await viewers.Read(cancel);
        if (viewer.Member is not { } member || (asked.Group is { } group && viewer.In(group) is null))
            return Problem.NotFound;
        List<Problem> problems = [.. Wrong(asked), .. beside.Wrong(asked)];
        var audience = SaidAudience.Group;
        if (asked.Group is null && (!Enum.TryParse(asked.SeenBy, ignoreCase: false, out audience) || audience is not (SaidAudience.Everyone or SaidAudience.Members or SaidAudience.Village)))
            problems.Add(words.Problem("AudienceMissing", "SeenBy"));
        else if (audience == SaidAudience.Village && member.VillageId is null)
            problems.Add(words.Problem("VillageMissing", "SeenBy"));
        if (problems.Count > 0)
            return problems;
        var face = await FaceIn(viewer, asked.Group, cancel);
        if (await Before(asked.Key, viewer, cancel) is { } before)
            return before;
        if (await watch.Refuses(viewer, new(Everything(asked), IsComment: false, asked is { IsQuestion: true, Group: null }, asked.Pictures?.Count ?? 0, Sure: asked.Sure), cancel) is { } wait)
            return wait;
        var said = Said.Post(face, new(audience, asked.Group, audience == SaidAudience.Village ? member.VillageId : null, SquareTopics.Knows(asked.Topic) ? asked.Topic! : "", Plain(asked.Text), (asked.Line ?? "").Trim(), asked.Key, asked.IsQuestion), time.Now());
        db.Add(said);
        await watch.Hear(viewer, said, Everything(asked), isNew: true, cancel);
        await beside.Posted(said, asked, cancel);
        return await Keep(said, viewer, cancel);
    }

    public async Task<Result<Said>> Comment(Id<Said> root, string? text, Guid key, bool sure, CancellationToken cancel)
    {
        var viewer = await viewers.Read(cancel);
        if (viewer.Member is null || await reading.One(root, cancel) is not { RootId: null } post)
            return Problem.NotFound;
        if (Plain(text).Length is 0 or > Said.TextLength)
            return words.Problem(Plain(text).Length == 0 ? "TextMissing" : "TextLong", "Text", Said.TextLength);
        if (await Before(key, viewer, cancel) is { } before)
            return before;
        if (await watch.Refuses(viewer, new(Plain(text), IsComment: true, Sure: sure), cancel) is { } wait)
            return wait;
        var said = Said.Under(post, await FaceIn(viewer, post.GroupId, cancel), Plain(text), key, time.Now());
        db.Add(said);
        // What a professional says under a question answers it.
        if (post.IsAsked && await reading.BadgeOf(said.FaceId, cancel) is not null && !viewer.Faces.Contains(post.FaceId))
            (await db.Set<Question>().FirstOrDefaultAsync(row => row.SaidId == root, cancel))?.Answer(time.Now());
        await watch.Hear(viewer, said, said.Text, isNew: true, cancel);
        await beside.Commented(post, said, cancel);
        return await Keep(said, viewer, cancel);
    }

    public async Task<Result<Said>> Change(Id<Said> id, string? text, string? line, int? basedOn, bool sure, CancellationToken cancel)
    {
        if (Plain(text).Length is 0 or > Said.TextLength)
            return words.Problem(Plain(text).Length == 0 ? "TextMissing" : "TextLong", "Text", Said.TextLength);
        if (line?.Trim().Length > Said.LineLength)
            return words.Problem("TextLong", "Line", Said.LineLength);
        var viewer = await viewers.Read(cancel);
        return await db.Attempt<Said>(async () =>
        {
            if (await Own(id, cancel) is not { } said)
                return Problem.NotFound;
            if (basedOn is { } seen && seen != said.Version)
                return words.Problem("Stale");
            if (await watch.Refuses(viewer, new($"{line?.Trim()}\n{Plain(text)}", said.RootId is not null, IsToNurse(said), IsChange: true, Sure: sure), cancel) is { } wait)
                return wait;
            said.Change(Plain(text), (line ?? "").Trim(), time.Now());
            await beside.Changed(said, cancel);
            await watch.Hear(viewer, said, $"{said.Line}\n{said.Text}", isNew: false, cancel);
            return said;
        }, () => words.Problem("Stale"), cancel);
    }

    /// <summary>Takes one's own words back, pictures with their bytes included. Comments of others under a post stay.</summary>
    public async Task<Result<Done>> TakeBack(Id<Said> id, CancellationToken cancel) => await db.Attempt<Done>(async () =>
    {
        if (await Own(id, cancel) is not { } said)
            return Problem.NotFound;
        await beside.Gone(id, cancel);
        if (said.RootId is null && await db.Set<Said>().AnyAsync(row => row.RootId == id, cancel))
            said.TakeBack(time.Now());
        else
            db.Remove(said);
        return default(Done);
    }, () => words.Problem("Stale"), cancel);

    /// <summary>Who leads a group pins a post of it, takes it out of sight, or undoes that.</summary>
    /// <param name="act">`pin`, `unpin`, `hide` or `show`.</param>
    public async Task<Result<Done>> Tend(Id<Said> id, string? act, CancellationToken cancel)
    {
        var viewer = await viewers.Read(cancel);
        return await db.Attempt<Done>(async () =>
        {
            var led = viewer.Places.Where(place => place.Leads).Select(place => (Id<Group>?)place.Group).ToList();
            if (await db.Set<Said>().FirstOrDefaultAsync(row => row.Id == id && row.GroupId != null && led.Contains(row.GroupId), cancel) is not { GoneAt: null } said || !Take(said, act))
                return Problem.NotFound;
            audit.Note("community.tend", $"said:{id}", act!);
            return default(Done);
        }, () => words.Problem("Stale"), cancel);
    }

    private bool Take(Said said, string? act)
    {
        switch (act)
        {
            case "pin" or "unpin" when said.RootId is null:
                said.Pin(act == "pin" ? time.Now() : null);
                return true;
            case "hide":
                said.Hide(Hiding.Group, time.Now());
                return true;
            case "show":
                said.Show(Hiding.Group);
                return true;
            default:
                return false;
        }
    }

    private static bool IsToNurse(Said said) => said is { IsAsked: true, RootId: null, GroupId: null };

    private async Task<Said?> Own(Id<Said> id, CancellationToken cancel)
    {
        var mine = (await viewers.Read(cancel)).Faces;
        return await db.Set<Said>().FirstOrDefaultAsync(row => row.Id == id && row.GoneAt == null && mine.Contains(row.FaceId), cancel);
    }

    private async Task<Face> FaceIn(Viewer viewer, Id<Group>? group, CancellationToken cancel)
    {
        var id = group is null ? viewer.Own!.Id : viewer.In(group)!.Face;
        return await db.Set<Face>().AsNoTracking().FirstAsync(row => row.Id == id, cancel);
    }

    private async Task<Said?> Before(Guid key, Viewer viewer, CancellationToken cancel)
    {
        var mine = viewer.Faces;
        return await db.Set<Said>().AsNoTracking().FirstOrDefaultAsync(row => row.Key == key && mine.Contains(row.FaceId), cancel);
    }

    private async Task<Result<Said>> Keep(Said said, Viewer viewer, CancellationToken cancel) =>
        await db.TrySave(cancel) ? said : await Before(said.Key, viewer, cancel) is { } before ? before : words.Problem("Stale");

    private List<Problem> Wrong(SayAsked asked)
    {
        var problems = new List<Problem>();
        if (Plain(asked.Text).Length is 0 or > Said.TextLength)
            problems.Add(words.Problem(Plain(asked.Text).Length == 0 ? "TextMissing" : "TextLong", "Text", Said.TextLength));
        if (asked.Line?.Trim().Length > Said.LineLength)
            problems.Add(words.Problem("TextLong", "Line", Said.LineLength));
        return problems;
    }

    // What one may choose from is as much said as the words above it.
    private static string Everything(SayAsked asked) => string.Join('\n', new[] { asked.Line?.Trim(), Plain(asked.Text), asked.Poll?.Choices }.Where(part => !string.IsNullOrEmpty(part)));

    private static string Plain(string? text) => (text ?? "").Trim().ReplaceLineEndings("\n");
}
