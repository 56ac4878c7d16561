using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Pendopo.Tests.Channels.Telegram;

/// <summary>The stand-in itself: it holds to what the documentation of the Bot API tells, so that a connector that passes against it has been asked the right questions.</summary>
public sealed class TelegramStandInTests : IAsyncLifetime
{
    private readonly HttpClient client = new();
    private TelegramStandIn telegram = null!;

    public async Task InitializeAsync() => telegram = await TelegramStandIn.StartAsync();

    public async Task DisposeAsync()
    {
        client.Dispose();
        await telegram.DisposeAsync();
    }

    [Fact]
    public async Task It_knows_its_token_its_chats_and_the_envelope_of_every_answer()
    {
        (await Call("getMe"))["result"]!["username"]!.ToString().ShouldBe("melati_sehat_bot");
        (await Call("getChat", new() { ["chat_id"] = "@melati_sehat" }))["result"]!["type"]!.ToString().ShouldBe("channel");
        Said(await Call("getChat", new() { ["chat_id"] = "@nowhere" })).ShouldBe((400, "Bad Request: chat not found"));
        Said(await Call("getCookies")).ShouldBe((404, "Not Found"));
        telegram.TokenNow = "1:another";
        Said(await Call("getMe")).ShouldBe((401, "Unauthorized"));
    }

    [Fact]
    public async Task Messages_stand_are_changed_and_deleted_within_the_limits_that_are_told()
    {
        Said(await Say("")).ShouldBe((400, "Bad Request: message text is empty"));
        Said(await Say(new string('a', 4097))).ShouldBe((400, "Bad Request: message is too long"));
        var number = (await Say("Jadwal"))["result"]!["message_id"]!.GetValue<long>();
        Said(await Edit(number, "Jadwal")).Description.ShouldStartWith("Bad Request: message is not modified");
        (await Edit(number, "Jadwal baru"))["ok"]!.GetValue<bool>().ShouldBeTrue();
        telegram.Messages[(TelegramStandIn.Channel, number)]["text"]!.ToString().ShouldBe("Jadwal baru");
        Said(await Edit(number + 1, "Lain")).ShouldBe((400, "Bad Request: message to edit not found"));
        // What cannot be found is passed over.
        (await Delete(number, number + 1))["ok"]!.GetValue<bool>().ShouldBeTrue();
        telegram.Messages.ShouldBeEmpty();
        telegram.MayPost = false;
        Said(await Say("Jadwal")).Description.ShouldContain("need administrator rights");
        Said(await Call("sendMediaGroup", new() { ["chat_id"] = TelegramStandIn.Channel, ["media"] = new JsonArray(new JsonObject { ["type"] = "photo", ["media"] = "https://melati.example/1.jpg" }) })).Description.ShouldContain("from 2 to 10");
    }

    [Fact]
    public async Task Updates_wait_until_a_later_number_is_asked_for_and_never_while_a_webhook_stands()
    {
        telegram.Happens(new JsonObject { ["message_id"] = 1 });
        telegram.Happens(new JsonObject { ["message_id"] = 2 });
        telegram.Happens(new JsonObject { ["chat"] = new JsonObject() }, "chat_member");
        var first = (await Updates(0))["result"]!.AsArray();
        first.Select(update => update!["message"]!["message_id"]!.GetValue<int>()).ShouldBe([1, 2], "what was not asked for is not told");
        (await Updates(0))["result"]!.AsArray().Count.ShouldBe(2);
        var last = first[^1]!["update_id"]!.GetValue<long>();
        (await Updates(last + 1))["result"]!.AsArray().ShouldBeEmpty();
        telegram.Waiting.ShouldBe(0);
        telegram.Webhook = "https://elsewhere.example/hook";
        Said(await Updates(0)).Code.ShouldBe(409);
    }

    [Fact]
    public async Task A_poll_is_anonymous_counted_and_closed_once()
    {
        JsonObject Poll(params string[] options) => new()
        {
            ["chat_id"] = TelegramStandIn.Channel, ["question"] = "Sudah vaksin?", ["options"] = new JsonArray([.. options.Select(text => new JsonObject { ["text"] = text })]),
        };
        var open = Poll("Sudah");
        open["is_anonymous"] = false;
        Said(await Call("sendPoll", open)).Description.ShouldContain("non-anonymous");
        Said(await Call("sendPoll", Poll(new string('a', 101)))).Code.ShouldBe(400);
        var number = (await Call("sendPoll", Poll("Sudah", "Belum")))["result"]!["message_id"]!.GetValue<long>();
        telegram.Votes(1);
        var stop = new JsonObject { ["chat_id"] = TelegramStandIn.Channel, ["message_id"] = number };
        (await Call("stopPoll", (JsonObject)stop.DeepClone()))["result"]!["options"]![1]!["voter_count"]!.GetValue<int>().ShouldBe(1);
        Said(await Call("stopPoll", stop)).Description.ShouldContain("already been closed");
        // A vote and the end are told, and neither says who.
        telegram.Waiting.ShouldBe(2);
    }

    [Fact]
    public async Task Told_to_misbehave_it_does_so_once_before_or_after_it_took_effect()
    {
        telegram.FailNext("sendMessage", 429, "Too Many Requests: retry after 17", new JsonObject { ["retry_after"] = 17 });
        (await Say("a"))["parameters"]!["retry_after"]!.GetValue<int>().ShouldBe(17);
        telegram.BreakNext("sendMessage");
        await Should.ThrowAsync<HttpRequestException>(() => Say("a"));
        telegram.Messages.ShouldBeEmpty();
        telegram.BreakAnswerOfNext("sendMessage");
        await Should.ThrowAsync<HttpRequestException>(() => Say("a"));
        telegram.Messages.Count.ShouldBe(1);
        (await Say("a"))["ok"]!.GetValue<bool>().ShouldBeTrue();
        telegram.Calls.Count(call => call == "sendMessage").ShouldBe(4);
    }

    [Fact]
    public async Task What_nobody_verified_is_named_and_stands_both_ways()
    {
        foreach (var name in TelegramStandIn.Unverified.Keys)
            typeof(TelegramStandIn).GetProperty(name).ShouldNotBeNull(name).CanWrite.ShouldBeTrue(name);
        // Each of these signs is two units.
        var faces = string.Concat(Enumerable.Repeat("😀", 2100));
        Said(await Say(faces)).Code.ShouldBe(400);
        telegram.CountsUtf16 = false;
        var number = (await Say(faces))["result"]!["message_id"]!.GetValue<long>();
        telegram.DeletesOldMessages = false;
        Said(await Delete(number)).Description.ShouldContain("can't be deleted");
        foreach (var fetches in new[] { true, false })
        {
            telegram.Fetches = fetches;
            (await Call("sendVideo", new() { ["chat_id"] = TelegramStandIn.Channel, ["video"] = "https://melati.example/film.mp4" }))["ok"]!.GetValue<bool>().ShouldBe(fetches);
        }
        telegram.Happens(new JsonObject { ["message_id"] = 1 });
        telegram.KeepsUpdates = false;
        (await Updates(0))["result"]!.AsArray().ShouldBeEmpty();
    }

    private Task<JsonNode> Say(string text) => Call("sendMessage", new() { ["chat_id"] = TelegramStandIn.Channel, ["text"] = text });

    private Task<JsonNode> Edit(long number, string text) => Call("editMessageText", new() { ["chat_id"] = TelegramStandIn.Channel, ["message_id"] = number, ["text"] = text });

    private Task<JsonNode> Delete(params long[] numbers) => Call("deleteMessages", new() { ["chat_id"] = TelegramStandIn.Channel, ["message_ids"] = new JsonArray([.. numbers.Select(number => JsonValue.Create(number))]) });

    private Task<JsonNode> Updates(long from) => Call("getUpdates", new() { ["offset"] = from, ["limit"] = 100, ["allowed_updates"] = new JsonArray("message", "poll") });

    private static (int Code, string Description) Said(JsonNode answer)
    {
        answer["ok"]!.GetValue<bool>().ShouldBeFalse();
        return (answer["error_code"]!.GetValue<int>(), answer["description"]!.ToString());
    }

    private async Task<JsonNode> Call(string method, JsonObject? input = null)
    {
        using var answer = await client.PostAsJsonAsync($"{telegram.Url}/bot{TelegramStandIn.Token}/{method}", input ?? []);
        answer.StatusCode.ShouldNotBe(HttpStatusCode.InternalServerError);
        return (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
    }
}
