namespace Pendopo.Tests.Crash.Writers;

/// <summary>Publishes one post after another through the API, in four steps each: begun, submitted, approved, sent.</summary>
internal sealed class PublishingWriter(string name) : Writer(name)
{
    private const int Steps = 4;
    private string? post;

    public string TitleOf(int number) => $"{Name} nomor {number}.";

    public override int Count(Kept rows)
    {
        var mine = rows.Posts.Where(row => row.Title.StartsWith(Name + " nomor ", StringComparison.Ordinal)).ToList();
        var last = Gapless(mine.Select(Number));
        mine.Where(row => Number(row) < last).ShouldAllBe(row => Reached(row) == Steps);
        return mine.Sum(Reached);
    }

    /// <summary>The posts whose sending is kept.</summary>
    public IEnumerable<string> Sent(Kept rows) => Enumerable.Range(1, Count(rows) / Steps).Select(TitleOf);

    protected override async Task Take(int step, Door door)
    {
        var number = (step - 1) / Steps + 1;
        switch ((step - 1) % Steps)
        {
            case 0:
                post = await Begin(number, door);
                break;
            case 1:
                await door.Json(HttpMethod.Put, $"/api/v1/posts/{post}/submission", new { comment = "" }, "officer");
                break;
            case 2:
                await door.Json(HttpMethod.Post, $"/api/v1/posts/{post}/reviews", new { answer = "Approve", revision = 1 }, "reviewer");
                break;
            default:
                await door.Json(HttpMethod.Post, $"/api/v1/posts/{post}/sendings", new { channels = new[] { door.Fediverse } }, "officer");
                break;
        }
    }

    /// <summary>After a crash the same request with the same key is sent again by a program that did not hear the answer.</summary>
    public async Task BeginAgain(Door door)
    {
        if (Acknowledged % Steps == 1)
            (await Begin((Acknowledged - 1) / Steps + 1, door)).ShouldBe(post, StringCompareShould.IgnoreCase);
    }

    protected override void Remember(Kept rows) =>
        post = Acknowledged == 0 ? null : rows.Posts.First(row => row.Title == TitleOf((Acknowledged - 1) / Steps + 1)).Id;

    private async Task<string> Begin(int number, Door door) =>
        (await door.Json(HttpMethod.Post, "/api/v1/posts", Words(TitleOf(number), "Minum air yang sudah direbus."), "officer", ("Idempotency-Key", $"{Name}-{number}"))).GetProperty("id").GetString()!;

    private static int Reached(KeptPost row) => row.Publications > 0 ? 4 : row.Review switch { "Approved" => 3, "WaitingForApproval" => 2, _ => 1 };

    private int Number(KeptPost row) => int.Parse(row.Title[(Name.Length + " nomor ".Length)..^1]);

    internal static object Words(string title, string text) => new { kind = "Tip", title, summary = "Rebus sampai mendidih.", text, topic = "Air", language = "id" };
}

/// <summary>Writes at one draft again and again: each step is a revision.</summary>
internal sealed class DraftWriter(string name) : Writer(name)
{
    private string? post;

    public override int Count(Kept rows)
    {
        var mine = rows.Posts.Where(row => row.Title == Title).ToList();
        mine.Count.ShouldBeLessThanOrEqualTo(1, Name);
        if (mine.Count == 0)
            return 0;
        mine[0].Text.ShouldBe(TextOf(mine[0].Revision), "the words are those of the revision");
        rows.Revisions.Count(row => row == mine[0].Id).ShouldBe(mine[0].Revision, "each revision is kept once");
        return mine[0].Revision;
    }

    protected override async Task Take(int step, Door door)
    {
        if (step == 1)
            post = (await door.Json(HttpMethod.Post, "/api/v1/posts", PublishingWriter.Words(Title, TextOf(1)), "officer", ("Idempotency-Key", Name))).GetProperty("id").GetString()!;
        else
            await door.Json(HttpMethod.Put, $"/api/v1/posts/{post}", new { revision = step - 1, words = PublishingWriter.Words(Title, TextOf(step)) }, "officer");
    }

    protected override void Remember(Kept rows) => post = rows.Posts.FirstOrDefault(row => row.Title == Title)?.Id;

    private string Title => $"{Name} sedang ditulis.";

    private static string TextOf(int revision) => $"Ini tulisan yang ke-{revision}.";
}
