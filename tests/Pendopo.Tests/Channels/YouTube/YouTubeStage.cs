using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Channels.Contracts;
using Pendopo.Channels.Google;
using Pendopo.Channels.YouTube;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Outbound;
using Pendopo.Tests.Channels.Bluesky;
using Pendopo.Tests.StandIns.Google;
using Pendopo.Tests.StandIns.YouTube;

namespace Pendopo.Tests.Channels.YouTube;

/// <summary>A centre with a channel on YouTube beside a stand-in. The units of the day stand in the database of a program under test.</summary>
internal sealed class YouTubeStage : IDisposable
{
    private readonly OutboundHttp outbound = new(new OutboundOptions { AllowedPrivate = ["127.0.0.0/8", "::1/128"] }, TimeProvider.System);
    private readonly ManualTime clock;
    private readonly Centre centre = Centre.Open("melati", "Puskesmas Melati", Id<Area>.New(), "Asia/Jakarta", "en", Melati.Now);

    public YouTubeStage(YouTubeStandIn network, IServiceProvider services, ManualTime clock, bool audited = true, int units = 10_000)
    {
        this.clock = clock;
        var values = Settings = new ConfigurationBuilder().AddInMemoryCollection(Values(network.Url, audited)).AddInMemoryCollection([new(YouTubeUnits.UnitsKey, $"{units}")]).Build();
        var settings = new GoogleSettings(values, new EphemeralDataProtectionProvider(), new(values));
        var outcomes = new GoogleOutcomes(clock);
        var api = new YouTubeApi(new GoogleApi(outbound, settings, clock), settings, new YouTubeUnits(services.GetRequiredService<IServiceScopeFactory>(), values, clock), clock);
        var uploading = new YouTubeUploading(api, outcomes, clock);
        Connector = new(api, new YouTubeWriting(api, uploading, new YouTubeComments(api, outcomes, clock), outcomes, settings, clock), new YouTubeTalking(api, outcomes, clock), new YouTubeListening(api, clock), settings, clock);
    }

    public YouTubeConnector Connector { get; }

    public IConfigurationRoot Settings { get; }

    /// <summary>What is kept of the channel, as the row holds it.</summary>
    public string Stored { get; private set; } = "";

    /// <summary>The program dies after it kept something so many times; 0 lets it live.</summary>
    public int DiesAfterKeeping { get; set; }

    public YouTubeKeys Keys => JsonSerializer.Deserialize<YouTubeKeys>(Stored)!;

    public static Dictionary<string, string?> Values(string url, bool audited) => new()
    {
        [GoogleSettings.DialogKey] = url, [GoogleSettings.TokensKey] = url, [GoogleSettings.VideosKey] = url, [GoogleSettings.AccountsKey] = url, [GoogleSettings.PlacesKey] = url, [GoogleSettings.ReviewsKey] = url,
        [GoogleSettings.ClientKey] = GoogleTokens.ClientId, [GoogleSettings.SecretKey] = GoogleTokens.ClientSecret, [GoogleSettings.AuditedKey] = audited ? "yes" : null,
    };

    /// <summary>Signs in anew: the account of another day.</summary>
    public void SignIn(YouTubeStandIn network, bool unlisted = false)
    {
        var (access, refresh) = network.Tokens.Give(YouTubeStandIn.Scopes);
        Stored = JsonSerializer.Serialize(new YouTubeKeys(YouTubeStandIn.ChannelId, YouTubeStandIn.ChannelName, new(access, refresh, clock.GetUtcNow().AddSeconds(3599), YouTubeConnector.Scopes), unlisted));
    }

    /// <summary>The account as a job opens it: from what is kept.</summary>
    public ConnectedAccount Open() => new(
        Channel.Connect(centre.Id, YouTubeConnector.NetworkName, "@puskesmasmelati", YouTubeStandIn.ChannelId, credentials: null, Melati.Now), centre, Stored,
        (renewed, _) =>
        {
            Stored = renewed;
            return DiesAfterKeeping > 0 && --DiesAfterKeeping == 0 ? throw new TimeoutException("The program is killed.") : Task.CompletedTask;
        },
        _ => Task.FromResult(Stored));

    public Task<SendOutcome> Publish(OutgoingPost post) => Alive(() => Connector.Publish(Open(), post, default));

    private static async Task<SendOutcome> Alive(Func<Task<SendOutcome>> call)
    {
        try
        {
            return await call();
        }
        catch (TimeoutException)
        {
            return new SendOutcome.Unknown("The program stopped before the answer came.");
        }
    }

    /// <summary>What the program does with a publication, by its rules: asks after 1, 5 and 20 minutes, tries eight times, waits while it is held.</summary>
    public async Task<SendOutcome> Drive(OutgoingPost post, SendOutcome? first = null)
    {
        TimeSpan[] ask = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(20)];
        var outcome = first ?? await Publish(post);
        for (var (attempts, questions) = (1, 0); ;)
        {
            switch (outcome)
            {
                case SendOutcome.HeldUntil held:
                    clock.Advance(held.When - clock.GetUtcNow());
                    outcome = await Publish(post);
                    break;
                case SendOutcome.RetryAt retry when ++attempts <= 8:
                    clock.Advance(retry.When is { } when && when > clock.GetUtcNow() ? when - clock.GetUtcNow() : TimeSpan.FromMinutes(1));
                    outcome = await Publish(post);
                    break;
                case SendOutcome.Unknown when questions < ask.Length:
                    clock.Advance(ask[questions++]);
                    outcome = await Alive(() => Connector.Reconcile(Open(), post, default));
                    break;
                default:
                    return outcome;
            }
        }
    }

    public OutgoingPost Post(string title = "Cuci tangan enam langkah", int bytes = 700_000, string captions = "WEBVTT\n\n00:00.000 --> 00:02.000\nBasahi tangan.\n") => Melati.Post("Cuci tangan <enam> langkah.\n\nhttps://melati.example/1", Picture()) with
    {
        IntendedAt = clock.GetUtcNow(), Title = title, Video = Video(bytes, captions),
    };

    public void Dispose() => outbound.Dispose();

    private static OutgoingImage Picture() => Melati.Image([0xFF, 0xD8, 0xFF, 0xE0, .. new byte[40]]) with { MediaType = "image/jpeg" };

    private static OutgoingVideo Video(int bytes, string captions)
    {
        var content = new byte[bytes];
        new Random(3).NextBytes(content);
        return new("https://melati.example/files/2", "video/mp4", bytes, 854, 480, 30, "", captions, _ => Task.FromResult<Stream>(new MemoryStream(content)));
    }
}
