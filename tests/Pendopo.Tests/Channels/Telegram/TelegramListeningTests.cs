using System.Text.Json.Nodes;
using Pendopo.Channels.Contracts;
using Pendopo.Channels.Telegram;
using Pendopo.Tests.Channels.Fediverse.Forged;

namespace Pendopo.Tests.Channels.Telegram;

public sealed class TelegramListeningTests : TelegramTests
{
    [Fact]
    public async Task A_comment_under_a_post_comes_with_the_post_it_is_about()
    {
        Telegram.Happens(InGroup(55, "copy").With("is_automatic_forward", true).With("sender_chat", new JsonObject { ["id"] = TelegramStandIn.Channel, ["title"] = "Puskesmas Melati" }));
        Telegram.Happens(Comment(56, "Apakah gratis?"));

        var message = (await Hear(null)).Messages.ShouldHaveSingleItem();

        message.Kind.ShouldBe(IncomingKind.Reply);
        message.InReplyTo.ShouldBe($"{TelegramStandIn.Channel}:7");
        message.Remote.ShouldBe(new RemoteRef($"{TelegramStandIn.Group}:56", "https://t.me/c/1000000300/56"));
        message.Author.ShouldBe(new RemotePerson("telegram:9", "@siti", "Siti Aminah", "https://t.me/siti"));
        message.Text.ShouldBe("Apakah gratis?");
        message.SentAt.ShouldBe(DateTimeOffset.FromUnixTimeSeconds(1_790_000_001));
    }

    [Fact]
    public async Task All_that_one_person_says_to_the_bot_is_one_private_conversation()
    {
        Telegram.Happens(Private(1, "/start"));
        Telegram.Happens(Private(2, "Anak saya demam."));
        Telegram.Happens(Private(3, null).With("voice", new JsonObject { ["duration"] = 4 }));

        var messages = (await Hear(null)).Messages;

        messages.Select(message => message.Text).ShouldBe(["Anak saya demam.", "(sent a voice message; open Telegram to hear it)"]);
        messages.ShouldAllBe(message => message.Kind == IncomingKind.Private && message.Root!.Id == "9" && message.Remote.Url == null);
    }

    [Fact]
    public async Task A_command_in_private_is_no_message_and_pressed_ten_times_it_is_one_question()
    {
        for (var time = 0; time < 10; time++)
            Telegram.Happens(Private(10 + time, time % 2 == 0 ? "/antre" : "/Antre@melati_sehat_bot besok"));
        Telegram.Happens(Private(20, "/antre@another_bot"));
        Telegram.Happens(Private(21, "/"));
        Telegram.Happens(InGroup(22, "/antre@melati_sehat_bot"));
        Telegram.Happens(Private(23, "/antre").With("edit_date", 1_790_000_100), "edited_message");

        var heard = await Hear(null);

        heard.Messages.ShouldBeEmpty();
        var asked = heard.Commands.ShouldHaveSingleItem();
        (asked.Command, asked.Remote.Id, asked.Language).ShouldBe(("antre", "9:19", "id"));
    }

    [Fact]
    public async Task Our_own_words_other_bots_and_talk_among_members_are_not_heard()
    {
        Telegram.Happens(Comment(60, "Kami jawab").With("from", new JsonObject { ["id"] = TelegramStandIn.Bot, ["is_bot"] = true }));
        Telegram.Happens(Comment(61, "Promo").With("from", new JsonObject { ["id"] = 77, ["is_bot"] = true }));
        Telegram.Happens(Comment(62, "Dari admin").With("sender_chat", new JsonObject { ["id"] = TelegramStandIn.Channel, ["title"] = "Puskesmas Melati" }));
        Telegram.Happens(InGroup(63, "Besok arisan di mana?"));
        Telegram.Happens(InGroup(64, "Halo @melati_sehat_bot, buka hari Minggu?"));
        Telegram.Happens(new JsonObject { ["message_id"] = 65, ["chat"] = new JsonObject { ["id"] = TelegramStandIn.Group }, ["date"] = 1 });

        (await Hear(null)).Messages.ShouldHaveSingleItem().Kind.ShouldBe(IncomingKind.Mention);
    }

    [Fact]
    public async Task A_changed_message_is_the_same_message_told_again()
    {
        Telegram.Happens(Comment(56, "Apakah gratis?"));
        Telegram.Happens(Comment(56, "Apakah gratis untuk bayi?").With("edit_date", 1_790_000_100), "edited_message");

        var messages = (await Hear(null)).Messages;

        messages.Select(message => message.Remote.Id).Distinct().ShouldHaveSingleItem();
        messages[1].EditedAt.ShouldBe(DateTimeOffset.FromUnixTimeSeconds(1_790_000_100));
    }

    [Fact]
    public async Task Telegram_forgets_only_what_was_kept_and_what_was_not_is_told_again()
    {
        for (var number = 0; number < 130; number++)
            Telegram.Happens(Comment(100 + number, $"Pertanyaan {number}"));
        var first = await Hear(null);
        first.Messages.Count.ShouldBe(100);
        Telegram.Waiting.ShouldBe(130);

        // The same look again, as after a crash before it was kept.
        (await Hear(null)).Messages.Select(message => message.Remote.Id).ShouldBe(first.Messages.Select(message => message.Remote.Id));
        var second = await Hear(first.Cursor);

        second.Messages.Count.ShouldBe(30);
        Telegram.Waiting.ShouldBe(30);
        (await Hear(second.Cursor)).Cursor.ShouldBe(second.Cursor);
        Telegram.Waiting.ShouldBe(0);
    }

    [Fact]
    public async Task How_many_reacted_to_a_post_is_heard_and_what_was_never_told_is_not_zero()
    {
        var (post, quiet) = (new RemoteRef($"{TelegramStandIn.Channel}:7", null, "picture,8"), new RemoteRef($"{TelegramStandIn.Channel}:9", null, "text"));
        static JsonObject Reactions(long chat, long message, params int[] counts) => new()
        {
            ["chat"] = new JsonObject { ["id"] = chat }, ["message_id"] = message, ["date"] = 1_790_000_002,
            ["reactions"] = new JsonArray([.. counts.Select((count, at) => new JsonObject { ["type"] = new JsonObject { ["type"] = "emoji", ["emoji"] = at == 0 ? "👍" : "❤" }, ["total_count"] = count })]),
        };
        Telegram.Happens(Reactions(TelegramStandIn.Channel, 7, 3, 2), "message_reaction_count");
        Telegram.Happens(Reactions(TelegramStandIn.Group, 9, 9), "message_reaction_count");
        var first = await Hear(null);
        Telegram.Happens(Reactions(TelegramStandIn.Channel, 7, 4), "message_reaction_count");
        Telegram.Happens(Reactions(TelegramStandIn.Channel, 8, 1), "message_reaction_count");
        await Hear(first.Cursor);
        (await Centre.Connector.Measure(Centre.Account, post, default)).ShouldBe(new PostMeasures(5, null, null));
        (await Centre.Connector.Measure(Centre.Account, quiet, default)).ShouldBe(new PostMeasures(null, null, null));
    }

    [Fact]
    public async Task A_bad_hour_keeps_the_place_and_an_ended_token_is_told()
    {
        Telegram.FailNext("getUpdates", 502, "Bad Gateway");
        var nothing = await Hear("800");
        (nothing.Messages.Count, nothing.Cursor, nothing.Lost).ShouldBe((0, null, null));
        Telegram.TokenNow = "1:other";
        (await Hear("800")).Lost.ShouldNotBeNull().ShouldContain("BotFather");
    }

    private Task<Heard> Hear(string? cursor) => Centre.Connector.Hear(Centre.Account, cursor, default);

    private static JsonObject Comment(long number, string text) => InGroup(number, text).With("message_thread_id", 55).With("reply_to_message", new JsonObject
    {
        ["message_id"] = 55,
        ["forward_origin"] = new JsonObject { ["type"] = "channel", ["chat"] = new JsonObject { ["id"] = TelegramStandIn.Channel }, ["message_id"] = 7 },
    });

    private static JsonObject InGroup(long number, string text) => Said(number, text).With("chat", new JsonObject { ["id"] = TelegramStandIn.Group, ["type"] = "supergroup" });

    private static JsonObject Private(long number, string? text) => Said(number, text).With("chat", new JsonObject { ["id"] = 9, ["type"] = "private" });

    private static JsonObject Said(long number, string? text) => new()
    {
        ["message_id"] = number,
        ["from"] = new JsonObject { ["id"] = 9, ["is_bot"] = false, ["first_name"] = "Siti", ["last_name"] = "Aminah", ["username"] = "siti", ["language_code"] = "id" },
        ["date"] = 1_790_000_001,
        ["text"] = text,
    };
}
