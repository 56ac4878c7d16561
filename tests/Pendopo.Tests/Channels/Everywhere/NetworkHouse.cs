using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Channels.Bluesky;
using Pendopo.Channels.Contracts;
using Pendopo.Channels.Facebook;
using Pendopo.Channels.Instagram;
using Pendopo.Channels.LinkedIn;
using Pendopo.Channels.Mastodon;
using Pendopo.Channels.Sms;
using Pendopo.Channels.Telegram;
using Pendopo.Channels.Threads;
using Pendopo.Channels.TikTok;
using Pendopo.Channels.WhatsApp;
using Pendopo.Channels.X;
using Pendopo.Channels.YouTube;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Settings;
using Pendopo.Tests.Channels.Bluesky;
using Pendopo.Tests.Channels.Facebook;
using Pendopo.Tests.Channels.Telegram;
using Pendopo.Tests.Channels.Threads;
using Pendopo.Tests.Channels.TikTok;
using Pendopo.Tests.Channels.YouTube;
using Pendopo.Tests.Harness;
using Pendopo.Tests.StandIns.Gates;
using Pendopo.Tests.StandIns.Graph;
using Pendopo.Tests.StandIns.LinkedIn;
using Pendopo.Tests.StandIns.Mastodon;
using Pendopo.Tests.StandIns.Sms;
using Pendopo.Tests.StandIns.Threads;
using Pendopo.Tests.StandIns.TikTok;
using Pendopo.Tests.StandIns.WhatsApp;
using Pendopo.Tests.StandIns.X;
using Pendopo.Tests.StandIns.YouTube;

namespace Pendopo.Tests.Channels.Everywhere;

/// <summary>The twelve networks that are reached by calls and have a stand-in, each behind a gate, and Puskesmas Melati with an account on each of them. What is kept of the
/// accounts stands in the database, so that a program in a process of its own reaches the same.</summary>
internal sealed class NetworkHouse : IAsyncDisposable
{
    public static readonly string[] Networks = ["bluesky", "facebook", "instagram", "linkedin", "mastodon", "sms", "telegram", "threads", "tiktok", "whatsapp", "x", "youtube"];

    /// <summary>Who agreed to posts on WhatsApp and by SMS.</summary>
    public static readonly string[] Readers = ["6281200000001", "6281200000002"];

    // The accounts to which a person signs in, with their handle and address.
    private static readonly (string Network, string Handle, string Address)[] Accounts =
    [
        ("bluesky", "melati.test", FakePds.Did), ("facebook", PageStandIn.Name, PageStandIn.Id), ("instagram", "@" + InstagramStandIn.Username, InstagramStandIn.Id),
        ("linkedin", "Puskesmas Melati", LinkedInStandIn.Page), ("mastodon", "@melati@sosial.example", "mastodon"), ("telegram", "@melati_sehat", $"{TelegramStandIn.Channel}"),
        ("threads", "@" + ThreadsAccount.Username, ThreadsAccount.Id), ("tiktok", "@" + TikTokStandIn.Username, TikTokTokens.OpenId), ("x", "@" + XStandIn.Username, XStandIn.UserId),
        ("youtube", "@puskesmasmelati", YouTubeStandIn.ChannelId),
    ];

    private readonly TestApp app;
    private readonly List<IAsyncDisposable> servers = [];
    private readonly Dictionary<string, TollGate> gates = [];

    private NetworkHouse(TestApp app) => this.app = app;

    public FakePds Bluesky { get; private set; } = null!;

    public GraphStandIn Graph { get; private set; } = null!;

    public LinkedInStandIn LinkedIn { get; private set; } = null!;

    public MastodonStandIn Mastodon { get; private set; } = null!;

    public GatewayStandIn Sms { get; private set; } = null!;

    public TelegramStandIn Telegram { get; private set; } = null!;

    public ThreadsStandIn Threads { get; private set; } = null!;

    public TikTokStandIn TikTok { get; private set; } = null!;

    public WhatsAppStandIn WhatsApp { get; private set; } = null!;

    public XStandIn X { get; private set; } = null!;

    public YouTubeStandIn YouTube { get; private set; } = null!;

    /// <summary>The way to a network. Facebook and Instagram share one.</summary>
    public TollGate Gate(string network) => gates[network];

    /// <summary>Calls that went to a network, and to no other behind the same gate.</summary>
    public static bool Concerns(string network, Passing call) => network switch
    {
        "facebook" => !call.Name.Contains("/1784", StringComparison.Ordinal) && !call.Name.Contains("/1800", StringComparison.Ordinal),
        "instagram" => call.Name.Contains("/1784", StringComparison.Ordinal) || call.Name.Contains("/1800", StringComparison.Ordinal),
        _ => true,
    };

    /// <summary>Starts the stand-ins on a clock, and connects the accounts in the world of the test.</summary>
    public static async Task<NetworkHouse> Open(TestApp app, TimeProvider clock)
    {
        var house = new NetworkHouse(app);
        await house.Start(clock);
        await house.Connect();
        return house;
    }

    /// <summary>What stands on a network, once for each time it stands there, by the words it holds.</summary>
    public IEnumerable<string> Standing(string network) => network switch
    {
        "bluesky" => Bluesky.Records.Values.Select(record => record.ToJsonString()),
        "facebook" => Graph.Page.Posts.Values.Select(post => post.Message),
        "instagram" => Graph.Instagram.Media.Values.Select(medium => medium.Caption),
        "linkedin" => LinkedIn.Posts.All.Values.Select(post => post.Told.ToJsonString()),
        "mastodon" => Mastodon.Statuses.Own.Select(status => status.Text),
        "sms" => Sms.Taken.Select(sms => sms.Text + sms.To),
        "telegram" => Telegram.Messages.Values.Select(message => message.ToJsonString()),
        "threads" => Threads.Talk.Posts.Values.Select(post => post.Text),
        "tiktok" => TikTok.Posts.All.Values.Where(post => post.Whole).Select(post => $"{post.Info["title"]}"),
        "whatsapp" => WhatsApp.Accepted.Where(message => message.Type == "template").Select(message => message.Body.ToJsonString() + message.To),
        "x" => X.Posts.Own.Select(post => post.Text),
        "youtube" => YouTube.Videos.All.Values.Where(video => $"{video.Status["privacyStatus"]}" == "public").Select(video => video.Snippet.ToJsonString()),
        _ => throw new ArgumentOutOfRangeException(nameof(network), network, "There is no such network."),
    };

    /// <summary>Whether a video stands on a network with what is said in it; null where captions are no file of their own.</summary>
    public bool? Captioned(string network) => network switch
    {
        "facebook" => Graph.Page.Videos.Uploads.Values.Any(video => video is { Published: true, Captions.Count: 1 }),
        "linkedin" => LinkedIn.Media.Uploads.Values.Any(upload => upload.Captions is not null),
        "x" => X.Media.Uploads.Values.Any(upload => upload.Captions is not null),
        "youtube" => YouTube.Videos.All.Values.Any(video => $"{video.Status["privacyStatus"]}" == "public" && video.Captions.Count == 1),
        _ => null,
    };

    /// <summary>Where the gateway brings what people write.</summary>
    public async Task<string> SmsDoor()
    {
        await using var scope = await app.ScopeOf("officer");
        var connecting = scope.ServiceProvider.GetRequiredService<ConnectSms>();
        var channel = (await connecting.Known(default))!;
        return $"/hooks/sms/{channel.Id}/{(await connecting.Keys(channel, default)).Secret}";
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var gate in gates.Values.Distinct())
            await gate.DisposeAsync();
        foreach (var server in servers)
            await server.DisposeAsync();
    }

    private async Task Start(TimeProvider clock)
    {
        servers.Add(Bluesky = await FakePds.StartAsync());
        servers.Add(Graph = await GraphStandIn.StartAsync(clock));
        servers.Add(LinkedIn = await LinkedInStandIn.StartAsync(clock));
        servers.Add(Mastodon = await MastodonStandIn.StartAsync(clock));
        servers.Add(Sms = await GatewayStandIn.StartAsync(GatewayShape.Json));
        servers.Add(Telegram = await TelegramStandIn.StartAsync());
        servers.Add(Threads = await ThreadsStandIn.StartAsync(clock));
        servers.Add(TikTok = await TikTokStandIn.StartAsync(clock));
        servers.Add(WhatsApp = await WhatsAppStandIn.StartAsync(clock));
        servers.Add(X = await XStandIn.StartAsync(clock));
        servers.Add(YouTube = await YouTubeStandIn.StartAsync(clock));
        // The networks fetch at the public address, under which no program of a test stands.
        Graph.Media.Fetcher = Threads.Media.Fetcher = _ => Task.FromResult<byte[]?>([0xFF, 0xD8, 0xFF, 0xE0]);
        foreach (var (network, url) in new[] { ("bluesky", Bluesky.Url), ("facebook", Graph.Url), ("linkedin", LinkedIn.Url), ("mastodon", Mastodon.Url), ("sms", Sms.Url), ("telegram", Telegram.Url), ("threads", Threads.Url), ("tiktok", TikTok.Url), ("whatsapp", WhatsApp.Url), ("x", X.Url), ("youtube", YouTube.Url) })
            gates[network] = await TollGate.To(url);
        gates["instagram"] = gates["facebook"];
    }

    private async Task Connect()
    {
        await using var scope = await app.ScopeOf("officer");
        await Set(scope.ServiceProvider);
        var (db, accounts, now) = (scope.ServiceProvider.GetRequiredService<PendopoDb>(), scope.ServiceProvider.GetRequiredService<Pendopo.Channels.Contracts.Accounts>(), app.Clock.GetUtcNow());
        var centre = scope.ServiceProvider.GetRequiredService<Here>().Centre.Id;
        foreach (var (network, handle, address) in Accounts)
            db.Add(Channel.Connect(centre, network, handle, address, accounts.Seal(SignIn(network)), now));
        await db.SaveChangesAsync();
        await ByPerson(scope.ServiceProvider);
    }

    /// <summary>What a person gets who signs in now.</summary>
    public object SignIn(string network)
    {
        var now = app.Clock.GetUtcNow();
        switch (network)
        {
            case "bluesky":
                return new Session(FakePds.Did, "melati.test", Gate(network).Url, Bluesky.Access, Bluesky.Refresh);
            case "facebook":
                return new FacebookKeys(PageStandIn.Id, PageStandIn.Name, Graph.Tokens.ForPage(), []);
            case "instagram":
                return new InstagramKeys(InstagramStandIn.Id, InstagramStandIn.Username, Graph.Tokens.ForPage(), []);
            case "linkedin":
                var page = LinkedIn.Tokens.Pair();
                return new LinkedInKeys(LinkedInStandIn.Page, "Puskesmas Melati", page.Access, now.AddDays(60), page.Refresh, now.AddDays(365), LinkedInSignIn.Needed);
            case "mastodon":
                return new MastodonKeys(Gate(network).Url, Mastodon.Auth.Stands(), MastodonStandIn.Number(MastodonStandIn.Account), "@melati@sosial.example", ["read", "write"], KeepsKeys: true, MastodonBounds.Usual);
            case "telegram":
                return new TelegramKeys(Gate(network).Url, TelegramStandIn.Token, TelegramStandIn.Bot, "melati_sehat_bot", TelegramStandIn.Channel, "melati_sehat");
            case "threads":
                return new ThreadsKeys(ThreadsAccount.Id, ThreadsAccount.Username, Threads.Tokens.Long(), now, now.AddDays(60));
            case "tiktok":
                var creator = TikTok.Tokens.Give(TikTokStandIn.Scopes);
                return new TikTokKeys(TikTokTokens.OpenId, TikTokStandIn.Username, new(creator.Item1, creator.Item2, now.AddDays(1), now.AddDays(365), TikTokConnector.Scopes));
            case "x":
                var user = X.Tokens.Pair();
                return new XKeys(XStandIn.UserId, XStandIn.Username, "Puskesmas Melati", user.Access, now.AddHours(2), user.Refresh, XSignIn.Needed, now);
            case "youtube":
                var owner = YouTube.Tokens.Give(YouTubeStandIn.Scopes);
                return new YouTubeKeys(YouTubeStandIn.ChannelId, YouTubeStandIn.ChannelName, new(owner.Item1, owner.Item2, now.AddSeconds(3599), YouTubeConnector.Scopes), Unlisted: false);
            default:
                throw new ArgumentOutOfRangeException(nameof(network), network, "Nobody signs in there.");
        }
    }

    /// <summary>The keys of the installation, as its administrators would keep them.</summary>
    private async Task Set(IServiceProvider services)
    {
        var book = services.GetRequiredService<SettingsBook>();
        Dictionary<string, string?>[] all =
        [
            GraphHouse.Values(Gate("facebook").Url), ThreadsTests.Values(Gate("threads").Url), TikTokTests.Values(Gate("tiktok").Url, audited: true), YouTubeStage.Values(Gate("youtube").Url, audited: true),
            new() { [XSettings.ServerKey] = Gate("x").Url, [XSettings.DialogKey] = Gate("x").Url, [XSettings.ClientIdKey] = XStandIn.ClientId, [XSettings.SecretKey] = XStandIn.ClientSecret },
            new() { [LinkedInSettings.ServerKey] = Gate("linkedin").Url, [LinkedInSettings.DialogKey] = Gate("linkedin").Url, [LinkedInSettings.ClientIdKey] = LinkedInStandIn.ClientId, [LinkedInSettings.SecretKey] = LinkedInStandIn.ClientSecret },
        ];
        foreach (var (key, value) in all.SelectMany(values => values).Where(pair => pair.Value is not null))
            await book.Write(key, value!, default);
        await services.GetRequiredService<PendopoDb>().SaveChangesAsync();
        await book.Publish(default);
    }

    /// <summary>The two that write to people: their numbers, the template that carries posts, and who agreed.</summary>
    private async Task ByPerson(IServiceProvider services)
    {
        var here = services.GetRequiredService<Here>().Centre;
        var number = (await services.GetRequiredService<ConnectWhatsApp>().Run(here, new(WhatsAppStandIn.Business, WhatsAppStandIn.Phone, WhatsAppStandIn.Token, CloudStandIn.AppSecret, "", Gate("whatsapp").Url), default)).Value;
        WhatsApp.HasTemplate("kabar", "Kabar Puskesmas: {{1}} Selengkapnya: {{2}} Balas BERHENTI untuk berhenti.", category: "MARKETING");
        (await services.GetRequiredService<Pendopo.Channels.Connected.CheckAccount>().Run(number.Id, default)).ShouldBeTrue();
        var template = services.GetRequiredService<PendopoDb>().Set<WordTemplate>().Single(row => row.Name == "kabar");
        (await services.GetRequiredService<KeepNumber>().Settle(number, new($"{template.Id}", "650", "IDR"), default)).Ok.ShouldBeTrue();
        var gateway = (await services.GetRequiredService<ConnectSms>().Run(new()
        {
            Name = "MELATI", Country = "+62", Key = GatewayStandIn.Key, Method = "POST", Url = Gate("sms").Url + "/messages", ContentType = "application/json", Headers = "Authorization: Bearer {key}",
            Body = "{\"to\":\"{to}\",\"body\":\"{text}\",\"ref\":\"{id}\"}", IdAt = "sid", StopFrom = "from", StopText = "body", PerMinute = "600",
        }, default)).Value;
        foreach (var channel in new[] { number, gateway })
            foreach (var reader in Readers)
                (await services.GetRequiredService<KeepAgreement>().Note(channel, new(reader, "", "News", "Paper", "map biru", true), default)).Problems.ShouldBeEmpty();
        WhatsApp.Facts.DailyPeople = int.MaxValue;
    }
}
