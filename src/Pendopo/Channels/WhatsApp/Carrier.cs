using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.WhatsApp;

/// <summary>A network that brings a post to each who agreed, one message after the other: the ledger is the same for all of them.</summary>
internal interface ICarrier
{
    string Network { get; }

    /// <summary>Makes ready what all messages of this round have in common.</summary>
    Task<Carrying> Begin(Broadcast broadcast, ConnectedAccount account, CancellationToken cancel);
}

/// <summary>One round of messages.</summary>
/// <param name="Send">Makes the one call of a line, whose intent is kept already; says what it means, and how long all wait after it (null for no time).</param>
internal sealed record Carrying(Func<Contact, Sending, CancellationToken, Task<(Verdict Verdict, TimeSpan? Pause)>> Send)
{
    /// <summary>Why nothing may be sent until a person lets it go on; null when it may.</summary>
    public string? Hold { get; init; }

    /// <summary>So many messages, then the pause.</summary>
    public int Room { get; init; } = 100;

    public TimeSpan Pause { get; init; }

    /// <summary>So long the network wants between two messages to the same person.</summary>
    public TimeSpan BetweenTwo { get; init; }

    public static Carrying Held(string reason) => new((_, _, _) => throw new InvalidOperationException("What is held is not sent.")) { Hold = reason };
}

/// <summary>By an approved template of the Cloud API.</summary>
internal sealed class WhatsAppCarrier(PendopoDb db, Cloud cloud) : ICarrier
{
    private const int PauseAtPercent = 90;
    private static readonly TimeSpan WhileFull = TimeSpan.FromMinutes(5);

    public string Network => WhatsAppConnector.NetworkName;

    public async Task<Carrying> Begin(Broadcast broadcast, ConnectedAccount account, CancellationToken cancel)
    {
        var (words, keys) = (WhatsAppWords.For(account), account.Credentials<WhatsAppKeys>());
        if (await db.Set<WordTemplate>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == broadcast.TemplateId, cancel) is not { MaySend: true } template)
            return Carrying.Held(words["TemplateTrouble"]);
        var values = broadcast.Values(new ReadyWords(template.Name, template.Body, template.Language).Blanks);
        return new(async (contact, line, token) =>
        {
            var answer = await cloud.Do(keys, $"{keys.Phone}/messages", Answering.Addressed(Answering.Template(template, values), contact, line), token);
            return (Verdict.Of(answer, words), answer.Usage >= PauseAtPercent ? answer.Wait ?? WhileFull : null);
        }) { BetweenTwo = Verdict.Pair };
    }
}
