using System.Text.Json.Nodes;
using Pendopo.Channels.Contracts;
using Pendopo.Tests.Channels.Bluesky;

namespace Pendopo.Tests.Channels.Telegram;

/// <summary>Sending, changing, taking back and answering, on good days and bad ones, to a stand-in that behaves as the documentation says.</summary>
public sealed class TelegramPublishingTests : TelegramTests
{
    [Fact]
    public async Task A_post_is_one_message_with_its_title_in_bold_and_a_preview_of_its_page()
    {
        var sent = (await Centre.Publish(Melati.Post("Jadwal imunisasi\n\nSelasa pukul 08.00."))).ShouldBeOfType<SendOutcome.Sent>();

        var ((chat, number), message) = Telegram.Messages.ShouldHaveSingleItem();
        sent.Remote.ShouldBe(new RemoteRef($"{chat}:{number}", $"https://t.me/melati_sehat/{number}", "text"));
        message["text"]!.GetValue<string>().ShouldBe("Jadwal imunisasi\n\nSelasa pukul 08.00.");
        message["entities"]!.ToJsonString().ShouldBe("""[{"type":"bold","offset":0,"length":16}]""");
        message["link_preview_options"]!["url"]!.GetValue<string>().ShouldBe("https://melati.example/@melati/posts/jadwal");
    }

    [Fact]
    public async Task A_picture_carries_the_words_below_it_and_an_album_below_its_first()
    {
        await Centre.Publish(Melati.Post("Foto", Melati.Image(new byte[3000])));
        Telegram.Messages.ShouldHaveSingleItem().Value["caption"]!.GetValue<string>().ShouldBe("Foto");
        Telegram.Pictures["photo"].ShouldBe(3000);
        Telegram.Messages.Clear();

        var album = (await Centre.Publish(Melati.Post("Tiga foto", Melati.Image([1]), Melati.Image([1, 2]), Melati.Image([1, 2, 3])))).ShouldBeOfType<SendOutcome.Sent>();

        var numbers = Telegram.Messages.Keys.Select(key => key.Number).Order().ToList();
        album.Remote.Id.ShouldBe($"{TelegramStandIn.Channel}:{numbers[0]}");
        album.Remote.Version.ShouldBe($"picture,{numbers[1]},{numbers[2]}");
        Telegram.Messages[(TelegramStandIn.Channel, numbers[0])]["caption"]!.GetValue<string>().ShouldBe("Tiga foto");
        Telegram.Messages[(TelegramStandIn.Channel, numbers[1])].ContainsKey("caption").ShouldBeFalse();
        Telegram.Pictures.Where(part => part.Key.StartsWith("picture", StringComparison.Ordinal)).OrderBy(part => part.Key).Select(part => part.Value).ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task A_video_goes_along_with_its_words_alone_or_before_the_pictures_and_a_larger_one_is_fetched()
    {
        static OutgoingVideo Film(int size) => new("https://melati.example/files/v.mp4", "video/mp4", size, 480, 854, 20, "", "", _ => Task.FromResult<Stream>(new MemoryStream(new byte[size])));
        var poster = Melati.Post("Cuci tangan", Melati.Image([1])) with { Video = Film(3000), ShowsPoster = true };
        var sent = (await Centre.Publish(poster)).ShouldBeOfType<SendOutcome.Sent>().Remote;
        var alone = Telegram.Messages.ShouldHaveSingleItem().Value;
        (alone["caption"]!.ToString(), alone["duration"]!.ToString(), alone["height"]!.ToString(), Telegram.Pictures["video"]).ShouldBe(("Cuci tangan", "20", "854", 3000));
        (await Centre.Connector.Edit(Centre.Account, poster with { Text = "Enam langkah" }, sent, default)).ShouldBeOfType<SendOutcome.Sent>();
        (await Centre.Connector.Recall(Centre.Account, sent, default)).ShouldBeOfType<SendOutcome.Sent>();
        Telegram.Messages.ShouldBeEmpty();

        await Centre.Publish(poster with { ShowsPoster = false });
        Telegram.Messages.OrderBy(message => message.Key.Number).Select(message => (message.Value["type"]!.ToString(), message.Value["caption"]?.ToString())).ShouldBe([("video", "Cuci tangan"), ("photo", null)]);
        Telegram.Messages.Clear();

        foreach (var fetches in new[] { true, false })
        {
            (Telegram.Fetches, _) = (fetches, Telegram.Pictures.TryRemove("video", out _));
            (await Centre.Publish(poster with { Video = Film(9_000_000) })).ShouldBeOfType<SendOutcome.Sent>();
            Telegram.Pictures.GetValueOrDefault("video").ShouldBe(fetches ? 0 : 9_000_000, "brought only where it could not be fetched");
        }
        Telegram.Messages.Count.ShouldBe(2);
        Telegram.Messages.Clear();
        await Centre.Publish(poster with { Video = Film(100) with { Bytes = 20_000_001 } });
        Telegram.Messages.ShouldHaveSingleItem().Value.ContainsKey("duration").ShouldBeFalse("too large: its poster, and the way to the page");
        Telegram.Messages.Clear();
        Telegram.Pictures.Clear();
        Telegram.Fetches = true;
        (await Centre.Publish(poster with { Video = Film(9_000_000), ShowsPoster = false })).ShouldBeOfType<SendOutcome.Sent>();
        (Telegram.Pictures.ShouldHaveSingleItem().Key, Telegram.Messages.Count).ShouldBe(("picture0", 2), "the video is fetched, the one picture beside it brought");
        Telegram.Messages.Clear();
        // No picture is left out for the video.
        (await Centre.Publish(Melati.Post("Sepuluh foto", [.. Enumerable.Repeat(Melati.Image([1]), 10)]) with { Video = Film(3000) })).ShouldBeOfType<SendOutcome.Sent>();
        Telegram.Messages.Values.Select(message => message["type"]!.ToString()).ShouldBe(Enumerable.Repeat("photo", 10));
    }

    [Fact]
    public async Task What_Telegram_would_not_take_is_refused_before_anything_is_sent()
    {
        (await Centre.Publish(Melati.Post(new string('a', 4097)))).ShouldBeOfType<SendOutcome.Refused>().Code.ShouldBe("TooLong");
        (await Centre.Publish(Melati.Post(new string('a', 1025), Melati.Image([1])))).ShouldBeOfType<SendOutcome.Refused>().Reason.ShouldContain("1,024");
        (await Centre.Publish(Melati.Post("x", Melati.Image([1]) with { Width = 2100, Height = 100 }))).ShouldBeOfType<SendOutcome.Refused>().Code.ShouldBe("PictureShape");
        Telegram.Calls.ShouldBeEmpty();
        (await Centre.Publish(Melati.Post(new string('a', 4096)))).ShouldBeOfType<SendOutcome.Sent>();
        var limits = await Centre.Connector.Limits(Centre.Account, default);
        Fit.Check(limits, new string('a', 1025), [new("image/png", 1, "alt")]).ShouldHaveSingleItem().ShouldBe(new(FitTrouble.TooManyGraphemes, 1025, 1024));
        Fit.Check(limits, new string('a', 1025), []).ShouldBeEmpty();
    }

    [Fact]
    public async Task Each_trouble_has_its_own_outcome()
    {
        Telegram.FailNext("sendMessage", 429, "Too Many Requests: retry after 17", new JsonObject { ["retry_after"] = 17 });
        (await Centre.Publish(Melati.Post())).ShouldBeOfType<SendOutcome.RetryAt>().When.ShouldBe(TelegramMelati.Now.AddSeconds(17));
        Telegram.FailNext("sendMessage", 400, "Bad Request: can't parse entities");
        (await Centre.Publish(Melati.Post())).ShouldBeOfType<SendOutcome.Refused>().Reason.ShouldBe("Bad Request: can't parse entities");
        Telegram.FailNext("sendMessage", 403, "Forbidden: bot was kicked from the channel chat");
        (await Centre.Publish(Melati.Post())).ShouldBeOfType<SendOutcome.Reconnect>().Reason.ShouldContain("administrator");
        Telegram.MayPost = false;
        (await Centre.Publish(Melati.Post())).ShouldBeOfType<SendOutcome.Reconnect>();
        Telegram.FailNext("sendMessage", 502, "Bad Gateway");
        (await Centre.Publish(Melati.Post())).ShouldBeOfType<SendOutcome.Unknown>();
        Telegram.TokenNow = "1:other";
        (await Centre.Publish(Melati.Post())).ShouldBeOfType<SendOutcome.Reconnect>().Reason.ShouldContain("BotFather");
        Telegram.Messages.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_post_without_an_answer_is_never_sent_again_by_itself_and_a_person_looks()
    {
        Telegram.BreakAnswerOfNext("sendMessage");
        (await Centre.Publish(Melati.Post())).ShouldBeOfType<SendOutcome.Unknown>();
        Telegram.Messages.Count.ShouldBe(1);
        (await Centre.Connector.Reconcile(Centre.Account, Melati.Post(), default)).ShouldBeOfType<SendOutcome.Unknown>().Reason.ShouldContain("Open the channel");
        Telegram.Calls.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Words_are_changed_in_place_and_the_same_words_again_are_no_fault()
    {
        var sent = ((SendOutcome.Sent)await Centre.Publish(Melati.Post("Lama"))).Remote;
        (await Centre.Connector.Edit(Centre.Account, Melati.Post("Baru"), sent, default)).ShouldBeOfType<SendOutcome.Sent>();
        (await Centre.Connector.Edit(Centre.Account, Melati.Post("Baru"), sent, default)).ShouldBeOfType<SendOutcome.Sent>();
        Telegram.Messages.ShouldHaveSingleItem().Value["text"]!.GetValue<string>().ShouldBe("Baru");
        var picture = ((SendOutcome.Sent)await Centre.Publish(Melati.Post("Foto lama", Melati.Image([1])))).Remote;
        (await Centre.Connector.Edit(Centre.Account, Melati.Post("Foto baru"), picture, default)).ShouldBeOfType<SendOutcome.Sent>();
        Telegram.Messages.Values.Count(message => message["caption"]?.GetValue<string>() == "Foto baru").ShouldBe(1);
        (await Centre.Connector.Edit(Centre.Account, Melati.Post(new string('a', 1025)), picture, default)).ShouldBeOfType<SendOutcome.Refused>().Code.ShouldBe("TooLong");
    }

    [Fact]
    public async Task A_recall_takes_all_of_an_album_twice_is_once_and_what_is_too_old_becomes_a_task()
    {
        var album = ((SendOutcome.Sent)await Centre.Publish(Melati.Post("Dua", Melati.Image([1]), Melati.Image([2])))).Remote;
        Telegram.BreakAnswerOfNext("deleteMessages");
        (await Centre.Connector.Recall(Centre.Account, album, default)).ShouldBeOfType<SendOutcome.RetryAt>();
        (await Centre.Connector.Recall(Centre.Account, album, default)).ShouldBeOfType<SendOutcome.Sent>();
        Telegram.Messages.ShouldBeEmpty();
        Telegram.DeletesOldMessages = false;
        (await Centre.Connector.Recall(Centre.Account, album, default)).ShouldBeOfType<SendOutcome.Refused>().Reason.ShouldContain("delete it there");
    }

    [Fact]
    public async Task A_comment_in_the_group_is_liked_and_deleted_also_twice()
    {
        var comment = new RemoteRef($"{TelegramStandIn.Group}:56", null);
        Telegram.Messages[(TelegramStandIn.Group, 56)] = new() { ["text"] = "Obat murah!" };
        for (var twice = 0; twice < 2; twice++)
            (await Centre.Connector.Act(Centre.Account, comment, CommentAct.Like, default)).ShouldBeOfType<SendOutcome.Sent>();
        Telegram.Reacted.ShouldHaveSingleItem().ShouldBe(new((TelegramStandIn.Group, 56), "👍"));
        for (var twice = 0; twice < 2; twice++)
            (await Centre.Connector.Act(Centre.Account, comment, CommentAct.Delete, default)).ShouldBeOfType<SendOutcome.Sent>();
        Telegram.Messages.ShouldBeEmpty();
        Telegram.DeletesOldMessages = false;
        (await Centre.Connector.Act(Centre.Account, comment, CommentAct.Delete, default)).ShouldBeOfType<SendOutcome.Refused>();
    }

    [Fact]
    public async Task An_answer_goes_under_what_was_asked_also_when_the_group_moved()
    {
        var sent = (await Reply(new RemoteRef("-300:56", null))).ShouldBeOfType<SendOutcome.Sent>();
        var ((chat, _), message) = Telegram.Messages.ShouldHaveSingleItem();
        chat.ShouldBe(-300);
        sent.Remote.Id.ShouldStartWith("-300:");
        message["reply_parameters"]!.ToJsonString().ShouldBe("""{"message_id":56,"allow_sending_without_reply":true}""");
        Telegram.FailNext("sendMessage", 400, "Bad Request: group chat was upgraded to a supergroup chat", new JsonObject { ["migrate_to_chat_id"] = TelegramStandIn.Group });
        (await Reply(new RemoteRef("-300:57", null))).ShouldBeOfType<SendOutcome.Sent>().Remote.Id.ShouldStartWith($"{TelegramStandIn.Group}:");
        Telegram.FailNext("sendMessage", 403, "Forbidden: bot was blocked by the user");
        (await Reply(new RemoteRef("9:1", null))).ShouldBeOfType<SendOutcome.Refused>().Reason.ShouldContain("blocked the bot");
        (await Reply(new RemoteRef("nowhere", null))).ShouldBeOfType<SendOutcome.Refused>();
    }

    private Task<SendOutcome> Reply(RemoteRef to) => Centre.Connector.Reply(Centre.Account, Melati.Answer(to, to), default);
}
