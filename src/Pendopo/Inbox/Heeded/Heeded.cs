using Microsoft.EntityFrameworkCore;
using Pendopo.Inbox.Conversations;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;

namespace Pendopo.Inbox.Heeded;

/// <summary>What people said and what the centre did about it, in both languages; nobody is named.</summary>
public sealed record HeededWords(string SaidId, string SaidEn, string DidId, string DidEn);

/// <summary>One line of "you said, we did".</summary>
internal sealed class HeededLine : IBelongsToCentre, IVersioned
{
    public const int WordsLength = 400;

    private HeededLine()
    {
    }

    public Id<HeededLine> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public string SaidId { get; private set; } = "";
    public string SaidEn { get; private set; } = "";
    public string DidId { get; private set; } = "";
    public string DidEn { get; private set; } = "";
    /// <summary>The conversation it came from, for the desk alone; null when it came another way.</summary>
    public Id<Conversation>? ConversationId { get; private set; }
    public Id<Person> EditorId { get; private set; }
    /// <summary>Since when everybody reads it; null while it is not shown.</summary>
    public DateTimeOffset? ShownAt { get; private set; }
    public int Version { get; set; }

    public HeededWords Words => new(SaidId, SaidEn, DidId, DidEn);

    public static HeededLine Of(Id<Centre> centre, Id<Conversation>? conversation) => new() { Id = Id<HeededLine>.New(), CentreId = centre, ConversationId = conversation };

    public void Say(HeededWords words, bool shown, Id<Person> editor, DateTimeOffset now)
    {
        (SaidId, SaidEn, DidId, DidEn, EditorId) = (words.SaidId, words.SaidEn, words.DidId, words.DidEn, editor);
        ShownAt = shown ? ShownAt ?? now : null;
    }

    /// <summary>What was said, and what was done, in a language; the other one stands in where it is missing.</summary>
    public (string Said, string Did, string Language) In(string language) =>
        language == "en" && SaidEn.Length > 0 ? (SaidEn, DidEn, "en") : SaidId.Length > 0 ? (SaidId, DidId, "id") : (SaidEn, DidEn, "en");

    public static void Map(ModelBuilder builder) => builder.Entity<HeededLine>(line =>
    {
        line.ToTable("inbox_heeded");
        line.Ignore(row => row.Words);
        line.Property(row => row.SaidId).HasMaxLength(WordsLength);
        line.Property(row => row.SaidEn).HasMaxLength(WordsLength);
        line.Property(row => row.DidId).HasMaxLength(WordsLength);
        line.Property(row => row.DidEn).HasMaxLength(WordsLength);
        line.HasIndex(row => new { row.CentreId, row.ShownAt });
    });
}
