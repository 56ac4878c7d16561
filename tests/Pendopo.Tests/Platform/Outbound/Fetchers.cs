using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Channels.Bluesky;
using Pendopo.Channels.Contracts;
using Pendopo.Channels.Fediverse;
using Pendopo.Channels.Fediverse.Followed;
using Pendopo.Channels.Google;
using Pendopo.Channels.Graph;
using Pendopo.Channels.LinkedIn;
using Pendopo.Channels.Mastodon;
using Pendopo.Channels.Push;
using Pendopo.Channels.Sms;
using Pendopo.Channels.Telegram;
using Pendopo.Channels.Threads;
using Pendopo.Channels.TikTok;
using Pendopo.Channels.WhatsApp;
using Pendopo.Channels.X;
using Pendopo.Fediverse.Discovery;
using Pendopo.Fediverse.Vocabulary;
using Pendopo.Platform;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Certificates.Acme;
using Pendopo.Platform.Data;
using Pendopo.Platform.Outbound;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Platform.Outbound;

/// <summary>Something in the program that calls an address which somebody else wrote.</summary>
/// <param name="Sources">The files that call.</param>
/// <param name="Fetch">Makes it call this address, by the way a stranger or a person at the desk would use.</param>
internal sealed record Fetcher(string Name, string[] Sources, Func<IServiceProvider, TestApp, string, Task> Fetch);

/// <summary>The register of everything that calls out.</summary>
internal static class Fetchers
{
    private const string Fediverse = "src/Pendopo/Channels/Fediverse/", Bluesky = "src/Pendopo/Channels/Bluesky/", Graph = "src/Pendopo/Channels/Graph/GraphApi.cs", Google = "src/Pendopo/Channels/Google/GoogleApi.cs",
        Threads = "src/Pendopo/Channels/Threads/ThreadsApi.cs", TikTok = "src/Pendopo/Channels/TikTok/TikTokApi.cs";

    public static IReadOnlyList<Fetcher> All { get; } =
    [
        new("key of a signature", [Fediverse + "Fetching.cs"], SignedInbox),
        new("document of an id", [Fediverse + "Fetching.cs"], (services, _, url) => Fresh(services, inner => inner.GetRequiredService<Fetching>().Get(url, default))),
        new("actor of an id", [Fediverse + "Fetching.cs"], (services, _, url) => Fresh(services, inner => inner.GetRequiredService<RemoteActors>().Find(url, default))),
        new("owner of a key", [Fediverse + "Fetching.cs"], (services, _, url) => Fresh(services, inner => inner.GetRequiredService<RemoteActors>().FetchByKey(url, default))),
        new("address that a person typed", [Fediverse + "Fetching.cs"], (services, _, url) => Fresh(services, inner => inner.GetRequiredService<FindAccount>().Run(url, default))),
        new("handle that a person typed", [Fediverse + "Followed/AskWebFinger.cs"], (services, _, url) => Fresh(services, inner => inner.GetRequiredService<FindAccount>().Run($"@rina@{Host(url)}", default))),
        new("webfinger", [Fediverse + "Followed/AskWebFinger.cs"], (services, _, url) => Handle.TryParse($"rina@{Host(url)}") is { } handle
            ? Fresh(services, inner => inner.GetRequiredService<AskWebFinger>().Of(handle, default)) : Task.CompletedTask),
        new("delivery to an inbox", [Fediverse + "Deliver.cs"], Deliver),
        new("tag on a server that a person named", [Fediverse + "TagTimelines.cs"], (services, _, url) => Fresh(services, inner =>
            inner.GetRequiredService<TagTimelines>().Search(inner.GetRequiredService<Here>().Centre, new("posyandu", true, DateTimeOffset.UnixEpoch, [url.TrimEnd('/')]), default))),
        new("bluesky sign-in", [Bluesky + "Xrpc.cs"], SignIn),
        new("bluesky question", [Bluesky + "Xrpc.cs"], (services, _, url) => services.GetRequiredService<Xrpc>().Ask(url.TrimEnd('/'), "app.bsky.feed.getPosts", "token", [("uris", "at://x")], default)),
        new("bluesky upload", [Bluesky + "Xrpc.cs"], (services, _, url) => services.GetRequiredService<Xrpc>().Upload(url.TrimEnd('/'), "com.atproto.repo.uploadBlob", "token", OutboundBody.Of("x", "text/plain"), default)),
        new("telegram call", ["src/Pendopo/Channels/Telegram/BotApi.cs"], (services, _, url) => services.GetRequiredService<BotApi>().Do(url.TrimEnd('/'), "1:token", "getMe", [], default)),
        new("mastodon server that a person typed", ["src/Pendopo/Channels/Mastodon/MastodonApi.cs"], (services, _, url) => services.GetRequiredService<MastodonInstances>().Ask(url.TrimEnd('/'), default)),
        new("mastodon call", ["src/Pendopo/Channels/Mastodon/MastodonApi.cs"], (services, _, url) => services.GetRequiredService<MastodonApi>().Get(
            new(url.TrimEnd('/'), "token", "1", "@melati@else.example", [], KeepsKeys: true, MastodonBounds.Usual), "/api/v1/notifications", default)),
        new("push service that a browser named", ["src/Pendopo/Channels/Push/PushLine.cs"], Push),
        // The administrator of the installation may set another server; the address goes through the same rules.
        new("call of the Graph API", [Graph], (services, _, url) => ToServer(services, url, api => api.Get(new("1", "token"), "1/feed", [], default))),
        new("exchange of a token at Meta", [Graph], (services, _, url) => ToServer(services, url, api => api.Exchange([("code", "x")], default))),
        new("call of the API of X", ["src/Pendopo/Channels/X/XApi.cs"], (services, _, url) => ToX(services, url, api => api.Send("token", XCall.Get("me", "users/me"), default))),
        new("exchange of a token at X", ["src/Pendopo/Channels/X/XApi.cs"], (services, _, url) => ToX(services, url, api => api.Exchange([("code", "x")], default))),
        new("call of LinkedIn", ["src/Pendopo/Channels/LinkedIn/LinkedInApi.cs"], (services, _, url) => ToLinkedIn(services, url, api => api.Send("token", LinkedInCall.Get("organization", "organizations/1"), default))),
        new("exchange of a token at LinkedIn", ["src/Pendopo/Channels/LinkedIn/LinkedInApi.cs"], (services, _, url) => ToLinkedIn(services, url, api => api.Exchange([("code", "x")], default))),
        new("address for bytes that LinkedIn names", ["src/Pendopo/Channels/LinkedIn/LinkedInApi.cs"], (services, _, url) => ToLinkedIn(services, "https://api.linkedin.example", api => api.Put(url, OutboundBody.Of("x", "image/png"), default))),
        new("call of an API of Google", [Google], (services, _, url) => ToGoogle(services, url, (api, settings) => api.Send(GoogleApi.Get(settings.Videos + "/youtube/v3/channels"), new("token", "", DateTimeOffset.MaxValue, []), default))),
        new("exchange of a token at Google", [Google], (services, _, url) => ToGoogle(services, url, (api, _) => api.Exchange([("code", "x")], default))),
        new("call of the Threads API", [Threads], (services, _, url) => ToThreads(services, url, api => api.Get(new("1", "token"), "me", default))),
        new("exchange of a token at Threads", [Threads], (services, _, url) => ToThreads(services, url, api => api.Exchange([("code", "x")], default))),
        new("exchange of a token at TikTok", [TikTok], (services, _, url) => ToTikTok(services, url, api => api.Exchange([("code", "x")], default))),
        new("part of a video for TikTok", [TikTok], (services, _, url) => ToTikTok(services, url, api => api.Put(url, "video/mp4", "bytes 0-0/1", OutboundBody.Of("x", "video/mp4"), default))),
        new("whatsapp call", ["src/Pendopo/Channels/WhatsApp/Cloud.cs"], (services, _, url) => services.GetRequiredService<Cloud>().Ask(Keys(url.TrimEnd('/')), "1?fields=id", default)),
        new("sms gateway", ["src/Pendopo/Channels/Sms/SmsGateway.cs"], (services, _, url) => services.GetRequiredService<SmsGateway>().Send(
            new SmsKeys(url, "", true, "", "", "", "", "", "", "", "", "", "", "", "", 60, null, "IDR"), "6281200000001", "a", "b", SmsWords.Here, default)),
        new("whatsapp medium", ["src/Pendopo/Channels/WhatsApp/Cloud.cs"], (services, _, url) => services.GetRequiredService<Cloud>().Fetch(Keys("https://graph.example"), url, default)),
        new("certificate authority", ["src/Pendopo/Platform/Certificates/Acme/AcmeLine.cs"], Authority),
    ];

    /// <summary>Files that open connections of their own, and why no stranger's address comes there.</summary>
    public static IReadOnlyDictionary<string, string> OwnConnections { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["src/Pendopo/Platform/Outbound/Dialer.cs"] = "the one place that dials; it checks each address",
        ["src/Pendopo/Platform/Outbound/OutboundHttp.cs"] = "the one handler, which dials by the former",
        ["src/Pendopo/Platform/Outbound/OutboundOptions.cs"] = "looks names up for the former",
        ["src/Pendopo/Platform/Mail/SendMailJob.cs"] = "the mail server that the administrator of the installation set; it often stands in the house",
        ["src/Pendopo/Platform/Mail/Smtp/SmtpWire.cs"] = "the mail server that the administrator of the installation set; it often stands in the house",
        ["src/Pendopo/Platform/Mail/Dns/TxtLookup.cs"] = "the name server of this machine, or the one that its operator set",
        ["src/Pendopo/Commands/Doctor/CertificateCheck.cs"] = "a command of the operator, about their own public address",
        ["src/Pendopo/Commands/Doctor/NetworkChecks.cs"] = "a command of the operator, about their own public address and mail server",
        ["src/Pendopo/Platform/Web/Supervisor.cs"] = "a socket of this machine, which the supervisor that started the program names",
        ["src/Pendopo/Commands/Keeping/HealthCommand.cs"] = "a command of the operator, about this program on this machine",
    };

    // What may be asked in one request is bounded; each call here is a request of its own.
    private static async Task Push(IServiceProvider services, TestApp app, string url)
    {
        using var theirs = System.Security.Cryptography.ECDiffieHellman.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256);
        var key = System.Buffers.Text.Base64Url.EncodeToString(SealedNotice.Point(theirs.ExportParameters(includePrivateParameters: false).Q));
        var channel = Channel.Connect(Id<Centre>.New(), PushConnector.NetworkName, "Melati", "push", null, DateTimeOffset.UnixEpoch);
        var notice = PushNotice.Of(channel, Pendopo.Tests.Channels.Bluesky.Melati.Post(), "Melati", DateTimeOffset.UnixEpoch);
        await services.GetRequiredService<PushLine>().Hand(new(url, key, System.Buffers.Text.Base64Url.EncodeToString(new byte[16])), notice.Say(), VapidKeys.Make(), default);
    }

    private static async Task Fresh<T>(IServiceProvider services, Func<IServiceProvider, Task<T>> act)
    {
        await using var scope = services.CreateAsyncScope();
        await scope.ServiceProvider.Enter(services.GetRequiredService<Here>().Centre, null, default);
        await act(scope.ServiceProvider);
    }

    private static WhatsAppKeys Keys(string server) => new(server, "v23.0", "token", "secret", "1", "2", "word");

    private static string Host(string url) => url.Split("//", 2)[^1].Split('/', '?', '#')[0];

    private static async Task SignedInbox(IServiceProvider services, TestApp app, string url)
    {
        // A minute for each: more keys are not fetched in one.
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        using var client = app.Anonymous();
        var body = "{\"@context\":\"https://www.w3.org/ns/activitystreams\",\"type\":\"Follow\",\"id\":\"https://a.example/1\",\"actor\":\"https://a.example/a\",\"object\":\"http://localhost:5080/ap/users/melati\"}";
        using var message = new HttpRequestMessage(HttpMethod.Post, "/inbox") { Content = new StringContent(body, System.Text.Encoding.UTF8, ActivityDocument.MediaType) };
        message.Headers.Host = "localhost:5080";
        message.Headers.TryAddWithoutValidation("Date", app.Clock.GetUtcNow().ToString("r", System.Globalization.CultureInfo.InvariantCulture));
        message.Headers.TryAddWithoutValidation("Digest", Pendopo.Fediverse.Signatures.BodyDigest.Legacy(System.Text.Encoding.UTF8.GetBytes(body)));
        message.Headers.TryAddWithoutValidation("Signature", $"keyId=\"{url}\",algorithm=\"rsa-sha256\",headers=\"(request-target) host date digest\",signature=\"AAAA\"");
        using var answer = await client.SendAsync(message);
        ((int)answer.StatusCode).ShouldBeOneOf(400, 401, 403, 503);
    }

    private static async Task Deliver(IServiceProvider services, TestApp app, string url)
    {
        await using var scope = services.CreateAsyncScope();
        var centre = services.GetRequiredService<Here>().Centre;
        await scope.ServiceProvider.Enter(centre, null, default);
        var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
        var actor = await scope.ServiceProvider.GetRequiredService<LocalActors>().Of(centre, default);
        var outgoing = Outgoing.Of(actor.Id, url.Length > 400 ? "" : url, "{}", app.Clock.GetUtcNow());
        db.Add(outgoing);
        await db.SaveChangesAsync();
        await ActivatorUtilities.CreateInstance<DeliverJob>(scope.ServiceProvider).Run(new(outgoing.Id, url), default);
    }

    private static async Task ToServer(IServiceProvider services, string url, Func<GraphApi, Task> call)
    {
        var values = new ConfigurationBuilder().AddInMemoryCollection([new(GraphSettings.ServerKey, url), new(GraphSettings.AppIdKey, "100200300"), new(GraphSettings.SecretKey, "kunci")]).Build();
        await call(new(services.GetRequiredService<OutboundHttp>(), new(values, services.GetRequiredService<IDataProtectionProvider>(), new(values)), new(TimeProvider.System)));
    }

    private static async Task ToX(IServiceProvider services, string url, Func<XApi, Task> call)
    {
        var values = new ConfigurationBuilder().AddInMemoryCollection([new(XSettings.ServerKey, url), new(XSettings.ClientIdKey, "melati-client"), new(XSettings.SecretKey, "kunci")]).Build();
        await call(new(services.GetRequiredService<OutboundHttp>(), new(values, services.GetRequiredService<IDataProtectionProvider>(), new(values))));
    }

    private static async Task ToLinkedIn(IServiceProvider services, string url, Func<LinkedInApi, Task> call)
    {
        var values = new ConfigurationBuilder().AddInMemoryCollection([new(LinkedInSettings.ServerKey, url), new(LinkedInSettings.DialogKey, url), new(LinkedInSettings.ClientIdKey, "86melati"), new(LinkedInSettings.SecretKey, "kunci")]).Build();
        await call(new(services.GetRequiredService<OutboundHttp>(), new(values, services.GetRequiredService<IDataProtectionProvider>(), new(values))));
    }

    private static async Task ToThreads(IServiceProvider services, string url, Func<ThreadsApi, Task> call)
    {
        var values = new ConfigurationBuilder().AddInMemoryCollection([new(ThreadsSettings.ServerKey, url), new(ThreadsSettings.AppIdKey, "100200300"), new(ThreadsSettings.SecretKey, "kunci")]).Build();
        await call(new(services.GetRequiredService<OutboundHttp>(), new(values, services.GetRequiredService<IDataProtectionProvider>(), new(values)), TimeProvider.System));
    }

    private static async Task ToTikTok(IServiceProvider services, string url, Func<TikTokApi, Task> call)
    {
        var values = new ConfigurationBuilder().AddInMemoryCollection([new(TikTokSettings.ServerKey, url), new(TikTokSettings.ClientKey, "kunci"), new(TikTokSettings.SecretKey, "rahasia")]).Build();
        await call(new(services.GetRequiredService<OutboundHttp>(), new(values, services.GetRequiredService<IDataProtectionProvider>(), new(values)), TimeProvider.System));
    }

    private static async Task ToGoogle(IServiceProvider services, string url, Func<GoogleApi, GoogleSettings, Task> call)
    {
        var values = new ConfigurationBuilder().AddInMemoryCollection([new(GoogleSettings.VideosKey, url), new(GoogleSettings.TokensKey, url), new(GoogleSettings.ClientKey, "1.apps.googleusercontent.com"), new(GoogleSettings.SecretKey, "kunci")]).Build();
        var settings = new GoogleSettings(values, services.GetRequiredService<IDataProtectionProvider>(), new(values));
        await call(new(services.GetRequiredService<OutboundHttp>(), settings, TimeProvider.System), settings);
    }

    private static async Task Authority(IServiceProvider services, TestApp app, string url)
    {
        using var key = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256);
        await Should.ThrowAsync<AcmeException>(() => new AcmeLine(services.GetRequiredService<OutboundHttp>(), url, key, null, TimeProvider.System).Address("newOrder", default));
    }

    private static async Task SignIn(IServiceProvider services, TestApp app, string url)
    {
        await using var scope = services.CreateAsyncScope();
        var centre = services.GetRequiredService<Here>().Centre;
        await scope.ServiceProvider.Enter(centre, null, default);
        await scope.ServiceProvider.GetRequiredService<ConnectBluesky>().Run(centre, new("melati.example", "kata-sandi", url), default);
    }
}
