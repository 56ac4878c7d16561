using Pendopo.Community.Groups;
using Pendopo.Community.Held;
using Pendopo.Community.Licences;
using Pendopo.Community.Members;
using Pendopo.Community.Messages;
using Pendopo.Community.News;
using Pendopo.Community.Openness;
using Pendopo.Community.Polls;
using Pendopo.Community.Questions;
using Pendopo.Community.Reports;
using Pendopo.Community.Rumours;
using Pendopo.Community.Search;
using Pendopo.Community.Sharing;
using Pendopo.Community.Silence;
using Pendopo.Community.Talk;
using Pendopo.Community.Trust;
using Pendopo.Community.Worries;
using Pendopo.Platform;
using Pendopo.Platform.Access;
using Pendopo.Platform.Data;
using Pendopo.Platform.Web;

namespace Pendopo.Community;

/// <summary>Something said, as programs read it: a face, never an account.</summary>
/// <param name="Claim">The claim whose answer a person put beside it: `/true-or-not/{id}`.</param>
/// <param name="UnderReview">Whether a person looks into it: people are asked to wait before they pass it on.</param>
internal sealed record SaidBody(Guid Id, string Face, string Name, string Audience, Guid? Group, string Topic, string Text, string Line, DateTimeOffset At, DateTimeOffset? EditedAt, int Comments, IReadOnlyList<PictureCard> Pictures, BadgeBody? Badge, bool IsQuestion, string? CheckedBy, DateTimeOffset? CheckedAt, bool Accepted, Guid? Claim, bool UnderReview, PollView? Poll)
{
    public static SaidBody Of(SaidCard card) => new(card.Said.Id.Value, card.Handle, card.Name, card.Said.Audience.ToString(), card.Said.GroupId?.Value, card.Said.Topic, card.Said.Text, card.Said.Line, card.Said.At, card.Said.EditedAt, card.Comments, card.Pictures, BadgeBody.Of(card.Badge), card.Said is { IsAsked: true, RootId: null },
        card.Known is { ByAuthor: false } known ? known.Name : null, card.Known is { ByAuthor: false } at ? at.At : null, card.IsAccepted, card.Rumour is { State: RumourState.Confirmed } rumour ? rumour.ClaimId : null, card.Rumour is { State: RumourState.Looking }, card.Poll);
}

internal sealed record FeedBody(IReadOnlyList<SaidBody> Posts, string? Older);

internal sealed record ThreadBody(SaidBody Post, IReadOnlyList<SaidBody> Comments);

internal sealed record GroupBody(Guid Id, string Name, string About, string Rules, string Topic, string Door, bool AdultsOnly, int People, bool Inside)
{
    public static GroupBody Of(GroupView view) => new(view.Group.Id.Value, view.Group.Name, view.Group.About, view.Group.Rules, view.Group.Topic, view.Group.Door.ToString(), view.Group.AdultsOnly, view.People, view.IsIn);
}

internal sealed record FaceBody(string Face, string Name, bool Leads);

/// <param name="SeenBy">`Everyone`, `Members` or `Village`; with a group nothing.</param>
/// <param name="Key">A mark of one's own making; sent again, nothing is said twice.</param>
/// <param name="Poll">What the readers are asked to choose.</param>
/// <param name="Sure">True after the refusal `WordsAsk`, to say the words all the same.</param>
internal sealed record SayBody(string? Text = null, string? Line = null, string? Topic = null, string? SeenBy = null, Guid? Group = null, Guid? Key = null, PollBody? Poll = null, bool Sure = false);

/// <param name="Days">How many days it runs: 1, 3, 7 or 14.</param>
/// <param name="Shows">`AfterVote` or `AtEnd`.</param>
internal sealed record PollBody(IReadOnlyList<string>? Choices = null, bool Several = false, int Days = TakePoll.UsualDays, string Shows = nameof(PollShows.AfterVote))
{
    public PollAsked Asked => new(string.Join('\n', (Choices ?? []).OfType<string>().Select(choice => choice.ReplaceLineEndings(" "))), Several, Days.ToString(System.Globalization.CultureInfo.InvariantCulture), Shows);
}

internal sealed record VoteBody(IReadOnlyList<Guid>? Choices = null);

internal sealed record CommentBody(string? Text = null, Guid? Key = null, bool Sure = false);

internal sealed record ChangeBody(string? Text = null, string? Line = null, bool Sure = false);

internal sealed record ReportBody(string? Reason = null, string? Note = null);

internal sealed record DecisionBody(string? Decision = null, string? Statement = null);

/// <summary>A report as who decides reads it: never who reported.</summary>
internal sealed record OpenReportBody(Guid Id, string Kind, Guid Item, string Reason, string Name, string Text, string Note, DateTimeOffset At)
{
    public static OpenReportBody Of(Report report) => new(report.Id.Value, report.Kind, report.Item, report.Reason.ToString(), report.ShownName, report.ShownText, report.Note, report.At);
}

internal sealed record BelongBody(string? Alias = null);

internal sealed record SilenceBody(bool Block = false);

/// <summary>The square for programs, with the same eyes as the pages.</summary>
internal static class SquareApi
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var square = routes.MapGroup("/api/v1/square").WithTags("Square").RequireAuthorization();
        square.MapGet("/posts", Feed);
        square.MapPost("/posts", Say);
        square.MapGet("/posts/{id}", Thread);
        square.MapPut("/posts/{id}", Change);
        square.MapDelete("/posts/{id}", async (Id<Said> id, SayIt say, CancellationToken cancel) => (await say.TakeBack(id, cancel)).ToResult(_ => TypedResults.NoContent()));
        square.MapPost("/posts/{id}/comments", Comment);
        square.MapPost("/posts/{id}/reports", async (Id<Said> id, ReportBody body, MakeReport reports, CancellationToken cancel) =>
            (await reports.Run(SaidKind.Kind, id.Value, body.Reason, body.Note, cancel)).ToResult(_ => TypedResults.Accepted((string?)null)));
        square.MapGet("/reports", async (ReportDesk desk, CancellationToken cancel) =>
        {
            var open = await desk.Open(cancel);
            await desk.Opened(open, cancel);
            return TypedResults.Ok(open.Select(OpenReportBody.Of));
        }).Needs(CommunityRoom.MayModerate);
        square.MapPut("/reports/{id}/decision", async (Id<Report> id, DecisionBody body, ReportDesk desk, CancellationToken cancel) =>
            (await desk.Decide(id, body.Decision, body.Statement, cancel)).ToResult(_ => TypedResults.NoContent())).Needs(CommunityRoom.MayModerate);
        WorrySetup.Map(square);
        square.MapGet("/groups", async (GroupReading groups, CancellationToken cancel) => TypedResults.Ok((await groups.All(cancel)).Select(GroupBody.Of)));
        square.MapGet("/groups/{id}", async (Id<Group> id, GroupReading groups, CancellationToken cancel) => await groups.Find(id, cancel) is { } view ? (IResult)TypedResults.Ok(GroupBody.Of(view)) : TypedResults.NotFound());
        square.MapGet("/groups/{id}/posts", InGroup);
        square.MapGet("/groups/{id}/people", People);
        square.MapPut("/groups/{id}/belonging", async (Id<Group> id, BelongBody body, JoinGroup join, CancellationToken cancel) => (await join.Run(id, body.Alias, cancel)).ToResult(state => TypedResults.Ok(state.ToString())));
        square.MapDelete("/groups/{id}/belonging", async (Id<Group> id, JoinGroup join, CancellationToken cancel) => (await join.Leave(id, cancel)).ToResult(_ => TypedResults.NoContent()));
        square.MapGet("/people/{handle}/posts", By);
        square.MapPut("/people/{handle}/silence", async (string handle, SilenceBody body, Silencing silence, CancellationToken cancel) => (await silence.Begin(handle, body.Block, cancel)).ToResult(_ => TypedResults.NoContent()));
        square.MapDelete("/people/{handle}/silence", async (string handle, Silencing silence, CancellationToken cancel) => (await silence.End(handle, cancel)).ToResult(_ => TypedResults.NoContent()));
        LicenceApi.Map(square);
        QuestionApi.Map(square);
        RumourApi.Map(square);
        square.MapGet("/posts/{id}/share", async (Id<Said> id, PassOn pass, CancellationToken cancel) => (await pass.For(id, cancel)).ToResult(passed => TypedResults.Ok(passed)));
        square.MapGet("/kept-safe", async (KeptSafe kept, CancellationToken cancel) => TypedResults.Ok(await kept.Read(cancel)));
        NewsApi.Map(square);
        MessageApi.Map(square);
        square.MapPut("/posts/{id}/vote", async (Id<Said> id, VoteBody body, TakePoll polls, CancellationToken cancel) => (await polls.Vote(id, [.. body.Choices ?? []], cancel)).ToResult(_ => TypedResults.NoContent()));
        SearchApi.Map(square);
        TrustApi.Map(square);
        HeldSetup.Map(square);
        square.MapGet("/unread", async (SaidReading reading, CancellationToken cancel) => TypedResults.Ok(await reading.Unread(cancel)));
    }

    private static async Task<IResult> Feed(string? show, string? after, SaidReading reading, CancellationToken cancel)
    {
        var kind = Enum.TryParse<FeedKind>(show, ignoreCase: true, out var asked) && Enum.IsDefined(asked) ? asked : FeedKind.All;
        return TypedResults.Ok(Body(await reading.Feed(kind, PageMark.Read(after), cancel)));
    }

    private static async Task<IResult> Say(SayBody body, SayIt say, CancellationToken cancel) =>
        (await say.Post(new(body.Text, body.Line, body.Topic, body.SeenBy, body.Group is { } group ? new(group) : null, body.Key ?? Guid.CreateVersion7(), Poll: body.Poll?.Asked, Sure: body.Sure), cancel))
            .ToResult(said => TypedResults.Created($"/api/v1/square/posts/{said.Id}", new { id = said.Id }));

    private static async Task<IResult> Thread(Id<Said> id, SaidReading reading, CancellationToken cancel) =>
        await reading.Thread(id, cancel) is { } thread ? TypedResults.Ok(new ThreadBody(SaidBody.Of(thread.Post), [.. thread.Comments.Select(SaidBody.Of)])) : TypedResults.NotFound();

    private static async Task<IResult> Change(Id<Said> id, ChangeBody body, SayIt say, CancellationToken cancel) =>
        (await say.Change(id, body.Text, body.Line, null, body.Sure, cancel)).ToResult(_ => TypedResults.NoContent());

    private static async Task<IResult> Comment(Id<Said> id, CommentBody body, SayIt say, CancellationToken cancel) =>
        (await say.Comment(id, body.Text, body.Key ?? Guid.CreateVersion7(), body.Sure, cancel)).ToResult(said => TypedResults.Created($"/api/v1/square/posts/{id}", new { id = said.Id }));

    private static async Task<IResult> InGroup(Id<Group> id, string? after, GroupReading groups, SaidReading reading, CancellationToken cancel)
    {
        if (await groups.Find(id, cancel) is not { IsIn: true })
            return TypedResults.NotFound();
        var (pinned, page) = await reading.InGroup(id, PageMark.Read(after), cancel);
        return TypedResults.Ok(new FeedBody([.. pinned.Concat(page.Cards).Select(SaidBody.Of)], page.Older?.ToString()));
    }

    private static async Task<IResult> People(Id<Group> id, GroupReading groups, CancellationToken cancel) =>
        await groups.Find(id, cancel) is { IsIn: true } ? TypedResults.Ok((await groups.People(id, BelongingState.In, cancel)).Select(person => new FaceBody(person.Face.Handle, person.Face.Name, person.Leads))) : TypedResults.NotFound();

    private static async Task<IResult> By(string handle, string? after, Faces faces, SaidReading reading, CancellationToken cancel) =>
        await faces.Find(handle, cancel) is { } face ? TypedResults.Ok(Body(await reading.By(face, PageMark.Read(after), cancel))) : TypedResults.NotFound();

    private static FeedBody Body(SaidPage page) => new([.. page.Cards.Select(SaidBody.Of)], page.Older?.ToString());
}
