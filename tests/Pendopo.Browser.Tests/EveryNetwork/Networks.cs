using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Pendopo.Channels.Graph;
using Pendopo.Channels.LinkedIn;
using Pendopo.Channels.Threads;
using Pendopo.Channels.X;
using Pendopo.Tests.Channels.Telegram;
using Pendopo.Tests.StandIns.Graph;
using Pendopo.Tests.StandIns.LinkedIn;
using Pendopo.Tests.StandIns.Mastodon;
using Pendopo.Tests.StandIns.Threads;
using Pendopo.Tests.StandIns.WhatsApp;
using Pendopo.Tests.StandIns.X;

namespace Pendopo.Browser.Tests.EveryNetwork;

/// <summary>Eight networks that cannot run here, each by its stand-in: what came to them, what is said there, and what stands.</summary>
internal sealed class Networks : IAsyncDisposable
{
    public const string Siti = "6281200000001", Marker = "Tanya";

    private Networks()
    {
    }

    public required GraphStandIn Meta { get; init; }

    public required WhatsAppStandIn WhatsApp { get; init; }

    public required TelegramStandIn Telegram { get; init; }

    public required MastodonStandIn Mastodon { get; init; }

    public required XStandIn X { get; init; }

    public required LinkedInStandIn LinkedIn { get; init; }

    public required ThreadsStandIn Threads { get; init; }

    /// <summary>Where people are asked; a browser goes there and comes back.</summary>
    public IReadOnlyList<string> Doors => [Meta.Url, Mastodon.Url, X.Url, LinkedIn.Url, Threads.Url];

    /// <summary>The apps of the installation, as somebody entered them.</summary>
    public Dictionary<string, string> Settings => new()
    {
        [GraphSettings.ServerKey] = Meta.Url, [GraphSettings.DialogKey] = Meta.Url, [GraphSettings.AppIdKey] = GraphStandIn.AppId, [GraphSettings.SecretKey] = GraphStandIn.AppSecret,
        [XSettings.ServerKey] = X.Url, [XSettings.DialogKey] = X.Url, [XSettings.ClientIdKey] = XStandIn.ClientId, [XSettings.SecretKey] = XStandIn.ClientSecret,
        [LinkedInSettings.ServerKey] = LinkedIn.Url, [LinkedInSettings.DialogKey] = LinkedIn.Url, [LinkedInSettings.ClientIdKey] = LinkedInStandIn.ClientId, [LinkedInSettings.SecretKey] = LinkedInStandIn.ClientSecret,
        [ThreadsSettings.ServerKey] = Threads.Url, [ThreadsSettings.DialogKey] = Threads.Url, [ThreadsSettings.AppIdKey] = ThreadsStandIn.AppId, [ThreadsSettings.SecretKey] = ThreadsStandIn.AppSecret,
    };

    public static async Task<Networks> OpenAsync()
    {
        var all = new Networks
        {
            Meta = await GraphStandIn.StartAsync(), WhatsApp = await WhatsAppStandIn.StartAsync(), Telegram = await TelegramStandIn.StartAsync(), Mastodon = await MastodonStandIn.StartAsync(),
            X = await XStandIn.StartAsync(), LinkedIn = await LinkedInStandIn.StartAsync(), Threads = await ThreadsStandIn.StartAsync(),
        };
        // What is made ready is ready at once: waiting for it is proven elsewhere, by a clock that moves.
        (all.Meta.Instagram.LooksUntilFinished, all.Threads.Account.LooksUntilFinished, all.LinkedIn.Media.LooksUntilReady) = (0, 0, 0);
        all.WhatsApp.Facts.TellsTemplateDecisions = true;
        return all;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var one in new IAsyncDisposable[] { Meta, WhatsApp, Telegram, Mastodon, X, LinkedIn, Threads })
            await one.DisposeAsync();
    }

    /// <summary>What people read there of the centre, part by part, character for character.</summary>
    public IReadOnlyList<string> Received(string network) => network switch
    {
        "facebook" => [.. Meta.Page.Posts.Values.Select(post => post.Message), .. Meta.Page.Talk.Comments.Values.Where(comment => comment is { AuthorId: PageStandIn.Id, Parent: null }).Select(comment => comment.Text)],
        "instagram" => [.. Meta.Instagram.Media.Values.Select(medium => medium.Caption), .. Meta.Instagram.Talk.Comments.Values.Where(comment => comment is { Username: InstagramStandIn.Username, Parent: null }).Select(comment => comment.Text)],
        "whatsapp" => [.. WhatsApp.Accepted.Where(message => message.Type == "template").Select(Filled)],
        "telegram" => [.. Telegram.Messages.Where(message => message.Key.Chat == TelegramStandIn.Channel).Select(message => message.Value["caption"]!.GetValue<string>())],
        "mastodon" => [.. Mastodon.Statuses.Own.Select(status => status.Text)],
        "x" => [.. X.Posts.Own.Select(post => post.Text)],
        "linkedin" => [.. LinkedIn.Posts.All.Values.Select(post => post.Shown), .. LinkedIn.Talk.All.Values.Where(comment => comment.Actor == LinkedInStandIn.Page).Select(comment => comment.Text)],
        "threads" => [.. Threads.Talk.Posts.Values.Where(post => post.Own).Select(post => post.Text)],
        _ => throw new ArgumentOutOfRangeException(nameof(network), network, "No such network here."),
    };

    /// <summary>Somebody asks under the post, or in private where there is no other way.</summary>
    /// <returns>What the network knows the question by.</returns>
    public async Task<string> AskAsync(string network, HttpClient program, string whatsAppHook)
    {
        var words = Question(network);
        switch (network)
        {
            case "facebook":
                var comment = Meta.Page.Talk.Says(Meta.Page.Posts.Keys.Single(), words);
                (await GraphWebhooks.Send(program, GraphHook.Address, Meta.Webhooks.Comment(comment.Id, comment.Post, words))).ShouldBe(200);
                return comment.Id;
            case "instagram":
                var under = Meta.Instagram.Talk.Says(Meta.Instagram.Media.Keys.Single(), words);
                (await GraphWebhooks.Send(program, GraphHook.Address, Meta.Webhooks.InstagramComment(under.Id, under.Medium, words))).ShouldBe(200);
                return under.Id;
            case "whatsapp":
                var message = WhatsApp.Says(Siti, words);
                (await WhatsApp.Webhooks.Deliver(program, whatsAppHook)).ShouldAllBe(status => status == System.Net.HttpStatusCode.OK);
                return message;
            case "telegram":
                Telegram.Happens(new JsonObject
                {
                    ["message_id"] = 4711, ["date"] = DateTimeOffset.UtcNow.ToUnixTimeSeconds(), ["text"] = words, ["chat"] = new JsonObject { ["id"] = 9, ["type"] = "private" },
                    ["from"] = new JsonObject { ["id"] = 9, ["first_name"] = "Siti" },
                });
                return "9";
            case "mastodon":
                return Mastodon.Notices.Says("siti@lain.example", $"@{MastodonStandIn.Account} {words}", Mastodon.Statuses.Own[0].Id);
            case "x":
                return X.Posts.Say($"@{XStandIn.Username} {words}", X.Posts.Own[0].Id);
            case "linkedin":
                return LinkedIn.Talk.Say(LinkedIn.Posts.All.Keys.Single(), words);
            default:
                return Threads.Talk.Says(Threads.Talk.Posts.Values.Single(post => post.Own).Id, words).Id;
        }
    }

    public static string Question(string network) => $"{Marker} {network}: sampai jam berapa?";

    /// <summary>What the centre answered to a question, as it stands there.</summary>
    public IReadOnlyList<string> Answers(string network, string question) => network switch
    {
        "facebook" => [.. Meta.Page.Talk.Comments.Values.Where(comment => comment.Parent == question && comment.AuthorId == PageStandIn.Id).Select(comment => comment.Text)],
        "instagram" => [.. Meta.Instagram.Talk.Comments.Values.Where(comment => comment.Parent == question).Select(comment => comment.Text)],
        "whatsapp" => [.. WhatsApp.Accepted.Where(message => message.Type == "text").Select(message => message.Words)],
        "telegram" => [.. Telegram.Messages.Where(message => message.Key.Chat == 9).Select(message => message.Value["text"]!.GetValue<string>())],
        "mastodon" => [.. Mastodon.Statuses.Own.Where(status => status.InReplyTo == question).Select(status => status.Text)],
        "x" => [.. X.Posts.Own.Where(post => post.Answers == question).Select(post => post.Text)],
        "linkedin" => [.. LinkedIn.Talk.All.Values.Where(comment => comment.Parent == question).Select(comment => comment.Text)],
        _ => [.. Threads.Talk.Posts.Values.Where(post => post.Own && post.Parent == question).Select(post => post.Text)],
    };

    // What a telephone shows: the approved words with the values of this message.
    private string Filled(AcceptedMessage message)
    {
        var asked = message.Body["template"]!;
        var template = WhatsApp.Templates.Single(one => one.Name == asked["name"]!.GetValue<string>());
        var body = template.Components.Single(part => part!["type"]!.GetValue<string>().Equals("BODY", StringComparison.OrdinalIgnoreCase))!["text"]!.GetValue<string>();
        var values = asked["components"]!.AsArray().SelectMany(part => part!["parameters"]!.AsArray()).Select(value => value!["text"]!.GetValue<string>()).ToList();
        return Regex.Replace(body, @"\{\{(\d)\}\}", found => values[int.Parse(found.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture) - 1]);
    }
}
