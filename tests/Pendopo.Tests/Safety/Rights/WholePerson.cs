using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Channels.Contracts;
using Pendopo.Inbox.Conversations;
using Pendopo.Inbox.Privately;
using Pendopo.Platform.Data;
using Pendopo.Safety.Consents;
using Pendopo.Safety.Contracts;
using Pendopo.Safety.Guard;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Safety.Rights;

/// <summary>Somebody of whom much is kept, each thing with a word of its own.</summary>
internal static class WholePerson
{
    public static string Word(int person, string what) => $"kenari{person}{what}x";

    public static string Handle(int person) => $"@{Word(person, "handle")}@contoh.example";

    /// <summary>Writes, is answered, goes on in private, agrees to something and asks about it.</summary>
    public static async Task Live(TestApp app, int person)
    {
        await using var scope = await app.ScopeOf("desk");
        var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
        var (centre, now, staff) = (await app.CentreOf("melati"), app.Clock.Now(), await app.PersonOf("desk"));
        var channel = await db.Set<Channel>().FirstOrDefaultAsync(row => row.Network == "scripted") ?? db.Add(Channel.Connect(centre.Id, "scripted", "melati.scripted", "melati", null, now)).Entity;
        var author = new RemotePerson($"did:{Word(person, "id")}", Handle(person), Word(person, "name"), null);
        var told = new Incoming(new RemoteRef(Word(person, "remote"), null), IncomingKind.Reply, author, null, null, Word(person, "earlier"), null, "id", now);
        var conversation = Conversation.Begin(channel, told, told.Remote, null, now);
        var heard = Message.HeardIn(conversation, told);
        var earlier = heard.Hear(told with { Text = Word(person, "heard"), EditedAt = now.AddSeconds(1) });
        conversation.Hear(heard.Text, now);
        var answer = Message.By(conversation, MessageKind.Answer, staff.Id, Word(person, "answer"), "id", now);
        var draft = ReplyDraft.Of(conversation, staff.Id);
        draft.Keep(Word(person, "draft"), now);
        var (talk, _) = PrivateTalk.Offer(conversation, staff.Id, now);
        var own = Conversation.Continue(conversation, talk.Author, now);
        own.Hear(Word(person, "private"), now);
        talk.Said(own.Id, now);
        db.AddRange(conversation, heard, earlier!, answer, Message.By(conversation, MessageKind.Note, staff.Id, Word(person, "note"), "", now), draft, talk, own, Message.HeardPrivately(own, Word(person, "private"), now));
        db.Add(HeldContent.Of(new(InboxExits.Asking(conversation, Word(person, "held")), Word(person, "hash"), []), now));
        var sheet = ConsentSheet.Ask(centre.Id, new(Word(person, "sheet"), ConsentDecider.Guardian, Word(person, "guardian"), Word(person, "relation"), 13), "id", scope.ServiceProvider.GetRequiredService<ConsentLinks>().Make(), staff.Id, now);
        sheet.Answer(ConsentWay.Tablet, new("", "", null, true, Word(person, "witness"), true), staff.Id, now);
        var wording = await scope.ServiceProvider.GetRequiredService<ConsentWordings>().InForce(ConsentPurpose.Photograph, default);
        db.AddRange(sheet, Consent.Ask(sheet, wording, ["site"], [ConsentMedium.Picture], DateOnly.FromDateTime(now.UtcDateTime).AddYears(1)));
        await db.SaveChangesAsync();
    }
}
