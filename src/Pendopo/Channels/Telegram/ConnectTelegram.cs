using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;
using Pendopo.Platform;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.Telegram;

/// <summary>Connects a channel through its bot, or gives a connected one another token. All that can be wrong is asked of Telegram before anything is kept.</summary>
internal sealed partial class ConnectTelegram(PendopoDb db, BotApi api, Accounts accounts, IStringLocalizer<TelegramText> words, TimeProvider time)
{
    public const string DefaultServer = "https://api.telegram.org";

    /// <param name="Token">As @BotFather tells it.</param>
    /// <param name="Chat">The channel: its public name with or without @, its address, or the number of a private one.</param>
    /// <param name="Server">A Bot API server that the centre runs itself; empty for Telegram's own.</param>
    public sealed record Request(string? Token, string? Chat, string? Server);

    public async Task<Result<Channel>> Run(Centre centre, Request request, CancellationToken cancel)
    {
        if (Check(request, out var entry) is { Count: > 0 } problems)
            return problems;
        var me = await api.Do(entry.Server, entry.Token, "getMe", [], cancel);
        if (me is not { Ok: true } || me.Result.Number("id") is not { } bot)
            return me.TokenLost ? words.Problem("TokenRefused", nameof(Request.Token)) : words.Problem("ServerNotReached", nameof(Request.Server));
        var keys = new TelegramKeys(entry.Server, entry.Token, bot, me.Result.Text("username"), 0, "");
        var chat = await api.Do(keys, "getChat", new JsonObject { ["chat_id"] = entry.Chat }, cancel);
        if (!chat.Ok || chat.Result.Number("id") is not { } number || chat.Result.Text("type") != "channel")
            return words.Problem(chat.Ok ? "NotAChannel" : chat.WillPass || chat.Status == 429 ? "ServerNotReached" : "ChannelNotFound", chat.WillPass ? nameof(Request.Server) : nameof(Request.Chat));
        keys = keys with { Chat = number, ChatName = KeptText.Of(chat.Result.Text("username"), Border.HandleLength) };
        if (!TelegramConnector.MayWrite(await api.Do(keys, "getChatMember", new JsonObject { ["chat_id"] = number, ["user_id"] = bot }, cancel)))
            return words.Problem("NotAdministrator", nameof(Request.Chat));
        // Two programs that ask one bot take each other's messages away.
        if ((await api.Do(keys, "getWebhookInfo", [], cancel)).Result.Text("url").Length > 0)
            return words.Problem("BotTaken", nameof(Request.Token));
        return await Keep(centre, keys, KeptText.Of(chat.Result.Text("title"), Border.NameLength), cancel);
    }

    private List<Problem> Check(Request request, out (string Server, string Token, string Chat) entry)
    {
        var problems = new List<Problem>();
        entry = (DefaultServer, request.Token?.Trim() ?? "", Name(request.Chat?.Trim() ?? ""));
        if (!Token().IsMatch(entry.Token))
            problems.Add(words.Problem(entry.Token.Length == 0 ? "TokenRequired" : "TokenUnclear", nameof(Request.Token)));
        if (entry.Chat.Length == 0)
            problems.Add(words.Problem("ChatRequired", nameof(Request.Chat)));
        if (!string.IsNullOrWhiteSpace(request.Server))
        {
            if (ServerAddress.Origin(request.Server.Trim()) is { } origin)
                entry.Server = origin;
            else
                problems.Add(words.Problem("ServerNotAnAddress", nameof(Request.Server)));
        }
        return problems;
    }

    // "melati", "@melati", "t.me/melati" and "https://t.me/melati" name the same channel.
    private static string Name(string typed)
    {
        var last = typed.TrimEnd('/');
        last = last[(last.LastIndexOf('/') + 1)..].TrimStart('@');
        return last.Length == 0 || last.StartsWith('-') ? last : "@" + last;
    }

    private async Task<Channel> Keep(Centre centre, TelegramKeys keys, string title, CancellationToken cancel)
    {
        var (address, handle) = ($"{keys.Chat}", keys.ChatName.Length > 0 ? "@" + keys.ChatName : title);
        var known = await db.Set<Channel>().FirstOrDefaultAsync(channel => channel.Network == TelegramConnector.NetworkName && channel.Address == address, cancel);
        if (known is null)
            db.Add(known = Channel.Connect(centre.Id, TelegramConnector.NetworkName, handle, address, accounts.Seal(keys), time.Now()));
        else
            known.Renew(handle, address, accounts.Seal(known.Credentials is null ? keys : keys.GoOn((await accounts.Open(known, cancel)).Credentials<TelegramKeys>())), time.Now());
        await db.SaveChangesAsync(cancel);
        return known;
    }

    [GeneratedRegex("^[0-9]{5,16}:[A-Za-z0-9_-]{30,60}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Token();
}
