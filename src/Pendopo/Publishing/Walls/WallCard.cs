using Pendopo.Channels.Contracts;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Contracts;

namespace Pendopo.Publishing.Walls;

/// <summary>A post as it stands on a screen or hangs as a poster: its headline and few words. Pictures are those of its page.</summary>
internal sealed class WallCard : IBelongsToCentre, IVersioned
{
    public const int WordsLength = 1_000;

    private WallCard()
    {
    }

    public Id<WallCard> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public Id<Channel> ChannelId { get; private set; }
    public Id<Post> PostId { get; private set; }
    /// <summary>The publication's lasting key.</summary>
    public Guid Key { get; private set; }
    public string Title { get; private set; } = "";
    public string Words { get; private set; } = "";
    /// <summary>The post's page on the centre's own site, where the code leads.</summary>
    public string Url { get; private set; } = "";
    public string Language { get; private set; } = "";
    public int Revision { get; private set; }
    public DateTimeOffset ShownAt { get; private set; }
    /// <summary>When somebody said that the poster hangs; null while it does not, and for a screen.</summary>
    public DateTimeOffset? HungAt { get; private set; }
    /// <summary>When it was taken back while the poster hung: somebody takes it down.</summary>
    public DateTimeOffset? RecalledAt { get; private set; }
    public int Version { get; set; }

    public string RemoteId => RemoteIdOf(Key);

    public static string RemoteIdOf(Guid key) => $"wall:{key:N}";

    public static Guid? KeyOf(string remoteId) => remoteId.StartsWith("wall:", StringComparison.Ordinal) && Guid.TryParseExact(remoteId["wall:".Length..], "N", out var key) ? key : null;

    public static WallCard Of(Channel channel, Id<Post> post, Guid key, DateTimeOffset now) =>
        new() { Id = Id<WallCard>.New(), CentreId = channel.CentreId, ChannelId = channel.Id, PostId = post, Key = key, ShownAt = now };

    public void Say(OutgoingPost post)
    {
        (Title, Url, Language, Revision) = (KeptText.Of(post.Title, PostWords.TitleLength), post.Url, post.Language, post.Revision);
        Words = KeptText.Of(WordsOf(post), WordsLength);
    }

    public void Hang(DateTimeOffset now) => HungAt ??= now;

    public void Recall(DateTimeOffset now) => RecalledAt ??= now;

    // The headline and the code say the rest: neither is said twice.
    private static string WordsOf(OutgoingPost post)
    {
        var lines = post.Text.ReplaceLineEndings("\n").Split('\n').Select(line => line.Trim()).ToList();
        var title = lines.IndexOf(post.Title.Trim());
        if (title >= 0)
            lines.RemoveAt(title);
        lines.RemoveAll(line => line.Length == 0 || line.EndsWith(post.Url, StringComparison.Ordinal));
        return string.Join('\n', lines);
    }
}
