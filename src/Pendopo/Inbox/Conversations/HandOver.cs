using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Platform;
using Pendopo.Platform.Access;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Live;
using Pendopo.Platform.Mail;
using Pendopo.Platform.People;

namespace Pendopo.Inbox.Conversations;

/// <summary>Gives a conversation on with a note: to a colleague, or to whoever of a role is there first.</summary>
internal sealed class HandOver(PendopoDb db, Here here, Colleagues colleagues, StaffMail mail, IStringLocalizer<InboxText> words, LiveFeed live, TimeProvider time)
{
    private const int LongestNote = 2_000;

    /// <param name="to">`person:ID` or `role:ID`.</param>
    /// <param name="note">What the next one must know; never empty.</param>
    public async Task<Result<Conversation>> Run(Id<Conversation> id, string? to, string? note, CancellationToken cancel)
    {
        var said = (note ?? "").ReplaceLineEndings("\n").Trim();
        if (said.Length is 0 or > LongestNote)
            return words.Problem(said.Length == 0 ? "HandOverNoteMissing" : "NoteTooLong", "Note", LongestNote);
        var (person, role) = Target(to);
        var next = await Next(person, role, cancel);
        if (next is null)
            return words.Problem("NoSuchColleague", "To");
        var done = await db.Attempt<Conversation>(async () =>
        {
            if (await db.Set<Conversation>().FirstOrDefaultAsync(row => row.Id == id, cancel) is not { } conversation)
                return Problem.NotFound;
            if (!here.May(InboxRoom.MayAssign) && !(here.May(InboxRoom.MayReply) && conversation.AssigneeId == here.Actor))
                return words.Problem("MayNotAssign", "To");
            conversation.HandTo(person, role);
            db.Add(Message.By(conversation, MessageKind.Note, here.Actor, said, "", time.Now()));
            await mail.Tell([.. next.Where(one => one != here.Actor)], new("inbox.assigned", typeof(InboxText), "AssignedMail", $"/desk/inbox/{id}"), cancel);
            return conversation;
        }, () => words.Problem("Stale"), cancel);
        if (done.Ok)
            live.Tell(InboxLive.Topic(here.Centre.Id), "message");
        return done;
    }

    /// <summary>The roles of the centre whose holders may answer.</summary>
    public static async Task<List<(Id<Role> Id, string Key, string Name)>> Roles(PendopoDb db, Id<Centre> centre, CancellationToken cancel) =>
        [.. (await db.Set<Role>().AsNoTracking().Where(row => row.CentreId == centre).OrderBy(row => row.Key).ToListAsync(cancel))
            .Where(row => row.Allowed.Contains(InboxRoom.MayReply, StringComparer.Ordinal)).Select(row => (row.Id, row.Key, row.Name))];

    private async Task<List<Id<Person>>?> Next(Id<Person>? person, Id<Role>? role, CancellationToken cancel)
    {
        if (person is { } one)
            return (await colleagues.WhoAnswer(cancel)).Exists(colleague => colleague.Id == one) ? [one] : null;
        if (role is not { } many || (await Roles(db, here.Centre.Id, cancel)).TrueForAll(known => known.Id != many))
            return null;
        var now = time.Now();
        return await db.Set<Membership>().Where(held => held.RoleId == many && held.Since <= now && (held.Until == null || held.Until > now)).Select(held => held.PersonId).Distinct().ToListAsync(cancel);
    }

    private static (Id<Person>? Person, Id<Role>? Role) Target(string? to) => to?.Split(':', 2) switch
    {
        ["person", var id] when Id<Person>.TryParse(id, null, out var person) => (person, null),
        ["role", var id] when Id<Role>.TryParse(id, null, out var role) => (null, role),
        _ => (null, null),
    };
}
