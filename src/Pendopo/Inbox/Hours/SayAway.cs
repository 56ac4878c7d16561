using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Inbox.Conversations;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;
using Pendopo.Platform.Ui;

namespace Pendopo.Inbox.Hours;

/// <summary>Tells who writes while the centre is shut that it is, and whom to call: once a person and closing, never a robot, never another
/// automatic reply. It answers nothing: the conversation goes on waiting.</summary>
internal sealed partial class SayAway(PendopoDb db, Accounts accounts, JobBoard jobs, TimeProvider time)
{
    // What a network brings hours later is no longer a person at the door.
    private static readonly TimeSpan Fresh = TimeSpan.FromHours(2);

    // RFC 3834 section 2: reply neither to what is automatic nor to yourself. A colleague who is answering needs no robot beside them.
    private static readonly TimeSpan SomebodyIsThere = TimeSpan.FromHours(1);

    public async Task Consider(Conversation conversation, Incoming incoming, InboxRules rules, Centre centre, CancellationToken cancel)
    {
        var now = time.Now();
        var local = centre.Local(now).DateTime;
        if (!rules.AwayOn || conversation.ApartAt is not null || conversation.RestrictedAt is not null || incoming.Author.Robot || IsAutomatic(incoming.Text) || rules.Open.ShutSince(local) is not { } shut)
            return;
        var where = rules.AwayOnChannel(conversation.ChannelId);
        if (where == AwayWhere.Nowhere || where == AwayWhere.Private && !conversation.Private)
            return;
        var since = Instants.Cut(centre.Instant(shut));
        if (incoming.SentAt < since || now - incoming.SentAt > Fresh || !await MayReply(conversation, cancel) || await WasTold(conversation, since, now, cancel))
            return;
        var message = Message.Automatic(conversation, Words(rules, conversation, incoming, centre, local), Language(incoming, centre), now);
        db.AddRange(AwayReply.To(conversation, since), message);
        jobs.Add(new SendAnswer(message.Id), lane: conversation.Network);
    }

    /// <summary>Whether words say of themselves that no person wrote them.</summary>
    internal static bool IsAutomatic(string text) => Automatic().IsMatch(text);

    /// <summary>What is told: the centre's words, when it opens, and the number for emergencies, which stands there whatever the centre wrote.</summary>
    internal static string Words(InboxRules rules, Conversation conversation, Incoming incoming, Centre centre, DateTime local)
    {
        var english = Language(incoming, centre) == "en";
        var said = english ? rules.AwayEn : rules.AwayId;
        var opens = rules.Open.OpensAt(local) is { } next
            ? string.Create(System.Globalization.CultureInfo.GetCultureInfo(english ? "en" : "id"), $"{next:dddd} {next.ToString(english ? "HH:mm" : "HH.mm", System.Globalization.CultureInfo.InvariantCulture)}")
            : english ? "soon" : "segera";
        said = said.Replace("{{buka}}", opens, StringComparison.OrdinalIgnoreCase).Replace("{{opens}}", opens, StringComparison.OrdinalIgnoreCase);
        return said.Contains(Doorplate.EmergencyNumber, StringComparison.Ordinal) ? said : said + (english ? $" In an emergency call {Doorplate.EmergencyNumber}." : $" Keadaan darurat: hubungi {Doorplate.EmergencyNumber}.");
    }

    private static string Language(Incoming incoming, Centre centre) =>
        incoming.Language is { Length: >= 2 } told ? told.StartsWith("id", StringComparison.OrdinalIgnoreCase) || told.StartsWith("jv", StringComparison.OrdinalIgnoreCase) || told.StartsWith("su", StringComparison.OrdinalIgnoreCase) ? "id" : "en" : centre.Language;

    private async Task<bool> MayReply(Conversation conversation, CancellationToken cancel) =>
        await accounts.Find(conversation.ChannelId, cancel) is { State: ChannelState.Connected } channel && accounts.Connector(channel.Network).Abilities.HasFlag(ConnectorAbilities.Reply);

    private async Task<bool> WasTold(Conversation conversation, DateTimeOffset since, DateTimeOffset now, CancellationToken cancel)
    {
        var lately = now - SomebodyIsThere;
        return await db.Set<AwayReply>().AnyAsync(row => row.Network == conversation.Network && row.AuthorId == conversation.AuthorId && row.ShutSince == since, cancel)
            || await db.Set<Message>().AnyAsync(row => row.ConversationId == conversation.Id && row.Kind == MessageKind.Answer && row.At >= lately, cancel);
    }

    [GeneratedRegex(@"\b(auto(matic|mated)?[ -]?(reply|response|responder)|out of office|balasan otomatis|jawaban otomatis|pesan otomatis|auto[ -]?balas)\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Automatic();
}
