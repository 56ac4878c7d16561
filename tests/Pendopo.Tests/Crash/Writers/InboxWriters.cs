namespace Pendopo.Tests.Crash.Writers;

/// <summary>Answers in one conversation, or leaves notes for colleagues in it.</summary>
internal sealed class ConversationWriter(string name, string conversation, bool answers) : Writer(name)
{
    public string TextOf(int number) => $"Terima kasih, {Name} mencatat nomor {number}.";

    public bool Answers => answers;

    public override int Count(Kept rows)
    {
        var mine = rows.Messages.FindAll(row => row.Kind == (answers ? "Answer" : "Note") && row.Text.Contains($" {Name} ", StringComparison.Ordinal));
        return Gapless(mine.Select(row => int.Parse(row.Text[(row.Text.LastIndexOf(' ') + 1)..^1])), string.Join('\n', mine));
    }

    protected override Task Take(int step, Door door) =>
        door.Json(HttpMethod.Post, $"/api/v1/conversations/{conversation}/{(answers ? "answers" : "notes")}", new { text = TextOf(step) }, "officer");
}

/// <summary>Somebody on another server who writes to the centre, signed, one message after another.</summary>
internal sealed class PeerWriter(string name, Channels.Fediverse.FakePerson person) : Writer(name)
{
    public override int Count(Kept rows) => Gapless(rows.Taken.Select(NumberIn).Where(number => number > 0).Distinct());

    public string NoteOf(int number) => $"{Notes}{number}-";

    protected override async Task Take(int step, Door door) => await Send(step, door);

    /// <summary>A sender that did not hear the answer sends it again, signed anew.</summary>
    public async Task SendAgain(Door door)
    {
        if (Acknowledged > 0)
            await Send(Acknowledged, door);
    }

    private async Task Send(int number, Door door)
    {
        var now = DateTimeOffset.UtcNow;
        var note = person.Note($"Apakah buka hari ini? Saya {Name}.", null, [CrashStage.Melati], [Pendopo.Fediverse.Vocabulary.ActivityDocument.Public], now, NoteOf(number));
        await door.Deliver(person, person.Activity("Create", note, NoteOf(number) + "/activity"), now);
    }

    private int NumberIn(string arguments)
    {
        var at = arguments.IndexOf(Notes, StringComparison.Ordinal);
        return at < 0 ? 0 : int.Parse(arguments[(at + Notes.Length)..arguments.IndexOf('-', at + Notes.Length)]);
    }

    private string Notes => $"{person.Id}/notes/{Name}/";
}

/// <summary>Signs in again and again, from a household of its own; each sign-in is a session.</summary>
internal sealed class SignInWriter(string name, string email, int household) : Writer(name)
{
    private int before = -1;
    private int tries;

    /// <summary>The cookies of the acknowledged sign-ins.</summary>
    public List<string> Cookies { get; } = [];

    public override int Count(Kept rows)
    {
        var now = rows.Sessions.Count(row => row.Equals(email, StringComparison.OrdinalIgnoreCase));
        before = before < 0 ? now : before;
        return now - before;
    }

    protected override async Task Take(int step, Door door) =>
        Cookies.Add(await door.SignIn(email, $"10.{household}.{++tries % 200}.7"));
}
