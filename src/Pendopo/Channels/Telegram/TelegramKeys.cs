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
    private const int MostLiked = 400;

    /// <summary>How many reacted to a message of the channel, by its number, as the bot heard it last. What it never heard of is not known.</summary>
    public IReadOnlyDictionary<long, int> Reactions { get; init; } = new Dictionary<long, int>();

    public TelegramKeys Heard(IReadOnlyDictionary<long, int> reactions) =>
        this with { Reactions = reactions.Concat(Reactions.Where(known => !reactions.ContainsKey(known.Key))).OrderByDescending(pair => pair.Key).Take(MostLiked).ToDictionary() };

    /// <summary>Where a person can look at a message of the channel.</summary>
    public string PageOf(long message) => ChatName.Length > 0 ? $"https://t.me/{ChatName}/{message}" : PageIn(Chat, message);

    /// <summary>Where a member can look at a message of a supergroup or private channel; its number is told there without -100.</summary>
    public static string PageIn(long chat, long message) => $"https://t.me/c/{(-chat) - 1_000_000_000_000}/{message}";

    // A record prints its members, and this one holds a token.
    public override string ToString() => $"bot {Bot} of {Chat}";
}
