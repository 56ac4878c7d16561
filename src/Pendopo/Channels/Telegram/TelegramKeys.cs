using Pendopo.Channels.Contracts;

namespace Pendopo.Channels.Telegram;

/// <summary>What is kept of a bot and its channel, encrypted.</summary>
/// <param name="Server">Origin of the Bot API, without a slash at its end: Telegram's own, or one that the centre runs itself.</param>
/// <param name="Token">The bot's token; whoever has it is the bot.</param>
/// <param name="Bot">The bot's own number, by which its messages are known.</param>
/// <param name="BotName">Its name, without @.</param>
/// <param name="Chat">The channel's number, which begins with -100.</param>
/// <param name="ChatName">The public name of the channel, without @; empty for a private one.</param>
internal sealed record TelegramKeys(string Server, string Token, long Bot, string BotName, long Chat, string ChatName)
{
    private const int MostLiked = 400, MostCopies = 60;

    /// <summary>How many reacted to a message of the channel, by its number, as the bot heard it last. What it never heard of is not known.</summary>
    public IReadOnlyDictionary<long, int> Reactions { get; init; } = new Dictionary<long, int>();

    /// <summary>Where the linked group holds its copy of a post of the channel, by the post's number: below it people comment.</summary>
    public IReadOnlyDictionary<long, TelegramCopy> Copies { get; init; } = new Dictionary<long, TelegramCopy>();

    /// <summary>The first comments that belong to posts, by what names the publication for ever.</summary>
    public IReadOnlyDictionary<Guid, TelegramComment> Comments { get; init; } = new Dictionary<Guid, TelegramComment>();

    public TelegramKeys Heard(IReadOnlyDictionary<long, int> reactions, IReadOnlyDictionary<long, TelegramCopy> copies) => this with
    {
        Reactions = reactions.Concat(Reactions.Where(known => !reactions.ContainsKey(known.Key))).OrderByDescending(pair => pair.Key).Take(MostLiked).ToDictionary(),
        Copies = copies.Concat(Copies.Where(known => !copies.ContainsKey(known.Key))).OrderByDescending(pair => pair.Key).Take(MostCopies).ToDictionary(),
    };

    public TelegramKeys With(Guid publication, TelegramComment comment) =>
        this with { Comments = Comments.Where(known => known.Key != publication).Append(new(publication, comment)).OrderByDescending(pair => pair.Value.Post).Take(MostLiked).ToDictionary() };

    public TelegramKeys Without(Guid publication) => this with { Comments = Comments.Where(known => known.Key != publication).ToDictionary() };

    /// <summary>Other credentials for the same channel: what was heard and begun there goes on.</summary>
    public TelegramKeys GoOn(TelegramKeys before) => this with { Reactions = before.Reactions, Copies = before.Copies, Comments = before.Comments };

    /// <summary>Where a person can look at a message of the channel.</summary>
    public string PageOf(long message) => ChatName.Length > 0 ? $"https://t.me/{ChatName}/{message}" : PageIn(Chat, message);

    /// <summary>Where a member can look at a message of a supergroup or private channel; its number is told there without -100.</summary>
    public static string PageIn(long chat, long message) => $"https://t.me/c/{(-chat) - 1_000_000_000_000}/{message}";

    // A record prints its members, and this one holds a token.
    public override string ToString() => $"bot {Bot} of {Chat}";
}

/// <summary>A copy of a post in the linked group.</summary>
internal sealed record TelegramCopy(long Group, long Message);

/// <summary>A first comment.</summary>
/// <param name="Post">The number of the post in the channel.</param>
/// <param name="Version">The mark by which the post is known (<see cref="RemoteRef.Version"/>).</param>
/// <param name="Begun">Whether it was being said: then it is never said again by itself.</param>
/// <param name="Group">Where it stands.</param>
/// <param name="Said">Its number there; null while it does not stand.</param>
internal sealed record TelegramComment(long Post, string? Version, bool Begun = false, long Group = 0, long? Said = null);
