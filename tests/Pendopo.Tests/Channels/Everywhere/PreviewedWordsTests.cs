using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Contracts;
using Pendopo.Tests.Channels.Telegram;
using Pendopo.Tests.Harness;
using Pendopo.Tests.Publishing;
using Pendopo.Tests.StandIns.YouTube;

namespace Pendopo.Tests.Channels.Everywhere;

/// <summary>What a preview shows is what came to the network, character for character, on the networks that the walk in the browser does not visit.</summary>
[Collection("channels on sqlite")]
public sealed class PreviewedWordsTests(SqliteApp app) : EverywhereTests(app)
{
    // Each with what its network would change if it were not handed over with care.
    private static readonly Dictionary<string, string> Own = new()
    {
        ["bluesky"] = "Cuci tangan & kuku <6 langkah> #CuciTangan\n---\nTanya Bidan Ayu 👩🏽‍⚕️",
        ["sms"] = "Cuci tangan “enam langkah” – 20 detik…\n\nTanya bidan & kader.",
        ["telegram"] = "Cuci tangan <b>enam</b> langkah & *kuku* [20 detik](11.00)\n---\nTanya di _bawah_ ini.",
        ["tiktok"] = "Cuci tangan <enam> langkah & \"bersih\" #cucitangan 🧼",
        ["youtube"] = "Cuci tangan: 6 langkah < 1 menit > tanpa biaya.\n---\nTanya di bawah ini.",
    };

    [Fact]
    public async Task What_a_preview_shows_is_what_came_there_character_for_character()
    {
        House.Telegram.TellsCopies = true;
        var stage = new PublishingStage(App);
        var post = (await stage.Draft(await Posts.Words(1))).Id;
        using var officer = await App.Client("officer");
        var channels = await Channels();
        foreach (var (network, words) in Own)
            (await officer.PutAsJsonAsync($"/api/v1/posts/{post}/channels/{channels[network]}/words", new { text = words })).StatusCode.ShouldBe(HttpStatusCode.OK, network);
        var previews = (await officer.GetFromJsonAsync<JsonElement>($"/api/v1/posts/{post}/previews")).EnumerateArray().Where(one => Own.ContainsKey(one.GetProperty("network").GetString()!))
            .ToDictionary(one => one.GetProperty("network").GetString()!, one => (string[])[one.GetProperty("text").GetString()!, .. one.GetProperty("parts").EnumerateArray().Select(part => part.GetString()!)]);
        previews.Keys.ShouldBe(Own.Keys, ignoreOrder: true);
        await stage.Submit(post);
        await stage.Approve(post);
        await stage.Schedule(post, null, [.. Own.Keys]);
        await Settle();
        (await Publications()).ShouldAllBe(row => row.State == PublicationState.Sent);
        foreach (var network in Own.Keys)
            Received(network).ShouldBe(previews[network], network);
    }

    private string[] Received(string network) => network switch
    {
        "bluesky" => [.. House.Bluesky.Records.OrderBy(record => record.Key, StringComparer.Ordinal).Select(record => $"{record.Value["text"]}")],
        "sms" => [.. House.Sms.Taken.Select(sms => sms.Text).Distinct()],
        "telegram" => [.. House.Telegram.Messages.OrderByDescending(pair => pair.Key.Chat == TelegramStandIn.Channel).Select(pair => $"{pair.Value["caption"] ?? pair.Value["text"]}")],
        "tiktok" => [.. House.TikTok.Posts.All.Values.Select(post => $"{post.Info["title"]}")],
        _ => [.. House.YouTube.Videos.All.Values.Select(video => $"{video.Snippet["title"]}\n\n{video.Snippet["description"]}"), .. House.YouTube.Talk.All.Values.Where(comment => comment.Author == YouTubeStandIn.ChannelId).Select(comment => comment.Text)],
    };

    private async Task<Dictionary<string, Id<Channel>>> Channels()
    {
        await using var scope = await App.ScopeOf("officer");
        return await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Channel>().Where(row => Own.Keys.Contains(row.Network)).ToDictionaryAsync(row => row.Network, row => row.Id);
    }
}
