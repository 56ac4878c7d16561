using System.Net;
using AngleSharp.Html.Parser;
using Pendopo.Safety.Contracts;
using Pendopo.Tests.Harness;
using Pendopo.Tests.Inbox;
using Pendopo.Tests.Publishing;

namespace Pendopo.Tests.Safety;

/// <summary>What identifies somebody is marked where it stands and mended by one tap, without scripts, with a way back.</summary>
public abstract class WordMendTests(TestApp app) : PublishingTests(app)
{
    internal const string Phone = "0813 5550 1234";

    [Fact]
    public async Task In_the_composer_a_place_is_masked_or_left_out_by_one_button_and_put_back_by_another()
    {
        var words = PublishingStage.Words() with { Title = "Undangan", Text = $"Hubungi Bu Wati di {Phone} untuk mendaftar." };
        var post = await Stage.Draft(words);
        using var officer = await App.Client("officer");
        var page = $"/desk/posts/{post.Id}";
        var html = await officer.GetStringAsync(page);
        html.ShouldContain($"<mark");
        html.ShouldNotContain($"value=\"text|phone|Mask|{Phone}");
        var mended = await (await officer.Submit(page, "compose", (WordMends.Field, Value(html, "phone", "Mask")))).Content.ReadAsStringAsync();
        Text(mended).ShouldContain("[telepon]");
        Text(mended).ShouldNotContain(Phone);
        (await Stage.Post(post.Id)).Text.ShouldContain("[telepon]");
        var back = await Undo(officer, page, mended);
        Text(back).ShouldContain(Phone);
        Text(await (await officer.Submit(page, "compose", (WordMends.Field, Value(html, "phone", "Remove")))).Content.ReadAsStringAsync()).ShouldContain("Hubungi Bu Wati di untuk mendaftar.");
    }

    [Fact]
    public void A_date_becomes_its_year_an_address_its_widest_part_and_the_value_of_a_button_holds_none_of_the_words()
    {
        const string text = "Lahir 3 Maret 1985 di Jalan Melati 3, Kecamatan Ngaglik";
        var date = WordMends.For(new("text", 6, 12, "date", "", "[tanggal]", false), text);
        date.Select(offer => offer.Word).ShouldBe(["[tanggal]", "1985", ""]);
        var address = WordMends.For(new("text", 22, text.Length - 22, "address", "", "[alamat]", false), text);
        address.Single(offer => offer.Way == MendWay.Generalise).Word.ShouldBe("Kecamatan Ngaglik");
        date.Concat(address).ShouldAllBe(offer => !offer.Value.Contains("1985") && !offer.Value.Contains("Melati"));
        WordMends.For(new("text", 0, 5, "confirms_patient", "", "", true), text).ShouldBeEmpty();
    }

    internal static string Value(string html, string kind, string way) => new HtmlParser().ParseDocument(html).QuerySelectorAll($"button[name='{WordMends.Field}']")
        .Select(button => button.GetAttribute("value")!).First(value => value.Contains($"|{kind}|{way}|", StringComparison.Ordinal));

    internal static string Text(string html) => new HtmlParser().ParseDocument(html).QuerySelector("textarea[name='Form.Text']")!.TextContent;

    private static async Task<string> Undo(HttpClient officer, string page, string html)
    {
        var form = new HtmlParser().ParseDocument(html).QuerySelectorAll("form").First(one => one.QuerySelector("input[name=_handler]")?.GetAttribute("value") == "compose");
        var fields = form.QuerySelectorAll("input[type=hidden]").ToDictionary(field => field.GetAttribute("name")!, field => field.GetAttribute("value") ?? "");
        fields["Form.Text"] = Text(html);
        fields[WordMends.Field] = WordMends.Undo;
        var sent = await officer.PostAsync(page, new FormUrlEncodedContent(fields));
        sent.StatusCode.ShouldBe(HttpStatusCode.OK);
        return await sent.Content.ReadAsStringAsync();
    }
}

[Collection("rooms on sqlite")]
public sealed class WordMendOnSqlite(SqliteApp app) : WordMendTests(app);

/// <summary>The same in the reply box of the inbox.</summary>
[Collection("rooms on sqlite")]
public sealed class ReplyMendTests(SqliteApp app) : AppTests(app)
{
    [Fact]
    public async Task In_the_reply_box_the_answer_is_mended_and_nothing_leaves_by_it()
    {
        var world = await InboxWorld.Open(App);
        await world.Hear(world.Reply("m1", "Siapa yang bisa saya hubungi?"));
        var conversation = (await world.Conversations()).Single();
        using var officer = await App.Client("officer");
        var page = $"/desk/inbox/{conversation.Id}";
        var held = await (await officer.Submit(page, "answer", ("Form.Text", $"Hubungi {WordMendTests.Phone} ya."))).Content.ReadAsStringAsync();
        var pressed = await officer.Submit(page, "answer", ("Form.Text", $"Hubungi {WordMendTests.Phone} ya."), (WordMends.Field, WordMendTests.Value(held, "phone", "Mask")));
        pressed.StatusCode.ShouldBe(HttpStatusCode.OK);
        WordMendTests.Text(await pressed.Content.ReadAsStringAsync()).ShouldBe("Hubungi [telepon] ya.");
        App.Clock.Advance(TimeSpan.FromMinutes(1));
        await App.RunJobs();
        world.Network.Replies.ShouldBeEmpty();
    }
}
