using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Platform.Certificates;
using Pendopo.Platform.Certificates.Acme;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;
using Pendopo.Platform.Outbound;
using Pendopo.Testing;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Platform.Certificates;

/// <summary>Certificates from a real authority (pebble), got, shown and renewed by the program as it is served.</summary>
public abstract class CertificateTests(TestApp app) : AppTests(app)
{
    private readonly int plain = FreePort.Next(), encrypted = FreePort.Next();
    private PebbleServer authority = null!;

    [Fact]
    public async Task A_certificate_for_several_names_is_got_shown_with_its_chain_and_renewed_at_two_thirds_of_its_life()
    {
        await Serve();
        (await Show("melati.example")).ShouldBeNull("there is none yet");
        await Ask("melati.example www.melati.example");
        await Work();
        var first = (await Show("melati.example"))!;
        first.Leaf.MatchesHostname("melati.example").ShouldBeTrue();
        first.Leaf.MatchesHostname("www.melati.example").ShouldBeTrue();
        first.Chain.ShouldBeGreaterThan(1, "the intermediate is sent along");
        App.Clock.Advance(PebbleServer.Life * 0.6);
        await Work();
        (await Show("melati.example"))!.Leaf.Thumbprint.ShouldBe(first.Leaf.Thumbprint, "it is not time yet");
        App.Clock.Advance(PebbleServer.Life * 0.15);
        await Work();
        (await Show("melati.example"))!.Leaf.Thumbprint.ShouldNotBe(first.Leaf.Thumbprint, $"renewed and exchanged without a start; {Report()}");
    }

    [Fact]
    public async Task An_authority_that_forgot_our_account_is_given_a_new_one()
    {
        await Serve();
        await Ask("melati.example");
        await Work();
        var first = (await Show("melati.example"))!;
        await authority.Forget();
        App.Clock.Advance(PebbleServer.Life * 0.7);
        await Work();
        (await Show("melati.example"))!.Leaf.Thumbprint.ShouldNotBe(first.Leaf.Thumbprint);
    }

    [Fact]
    public async Task A_refusal_is_told_in_words_and_asked_again_later_and_later()
    {
        await Serve(proofPort: FreePort.Next());
        await Ask("melati.example");
        await Work();
        var report = Report()!;
        (report.Trouble, report.Failures).ShouldBe((AcmeTrouble.CannotReachUs, 1));
        (report.Next - report.At).ShouldBe(TimeSpan.FromHours(1));
        await Work();
        Report()!.Failures.ShouldBe(1, "it waits");
        App.Clock.Advance(TimeSpan.FromHours(1));
        await Work();
        (Report()!.Next - Report()!.At).ShouldBe(TimeSpan.FromHours(2));
        using var administrator = await App.Client("administrator");
        var page = await administrator.Page("/admin/settings");
        page.Body!.TextContent.ShouldContain("Otoritas tidak dapat terhubung ke porta 80");
    }

    [Fact]
    public async Task An_authority_for_customers_wants_the_name_and_key_it_gave()
    {
        await Serve(customersOnly: true);
        await Ask("melati.example");
        await Work();
        Report()!.Trouble.ShouldBe(AcmeTrouble.CustomersOnly);
        await Ask("melati.example", PebbleServer.CustomerName, PebbleServer.CustomerKey);
        await Work();
        (await Show("melati.example")).ShouldNotBeNull();
    }

    [Fact]
    public async Task An_authority_that_is_away_leaves_what_is_shown_in_its_place()
    {
        await Serve();
        await Ask("melati.example");
        await Work();
        var first = (await Show("melati.example"))!;
        App.Clock.Advance(PebbleServer.Life * 0.7);
        await authority.DisposeAsync();
        await Work();
        Report()!.Trouble.ShouldBe(AcmeTrouble.AuthorityAway);
        (await Show("melati.example"))!.Leaf.Thumbprint.ShouldBe(first.Leaf.Thumbprint);
        authority = null!;
    }

    [Fact]
    public async Task Who_comes_unencrypted_under_the_name_is_led_on_and_nobody_else()
    {
        await Serve();
        using var visitor = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new($"http://127.0.0.1:{plain}") };
        (await Get(visitor, "melati.example", "/search?q=a%20b")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await Ask("melati.example");
        await Work();
        var led = await Get(visitor, "melati.example", "/search?q=a%20b");
        led.StatusCode.ShouldBe(HttpStatusCode.PermanentRedirect);
        led.Headers.Location!.OriginalString.ShouldBe("https://melati.example/search?q=a%20b");
        (await Get(visitor, "evil.example", "/search")).StatusCode.ShouldNotBe(HttpStatusCode.PermanentRedirect);
        (await Get(visitor, "melati.example", "/health/ready")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Get(visitor, "melati.example", "/.well-known/acme-challenge/something")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Neither_the_key_of_the_certificate_nor_of_the_account_lies_readable_in_the_database()
    {
        await Serve();
        await Ask("melati.example");
        await Work();
        await using var scope = await App.Scope();
        var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
        var held = await db.Set<HeldCertificate>().SingleAsync();
        var kept = await db.Set<Pendopo.Platform.Settings.Setting>().Where(setting => setting.Key.StartsWith("https:")).Select(setting => setting.Value).ToListAsync();
        (held.SealedKey + string.Concat(kept)).ShouldNotContain("PRIVATE");
        held.Chain.ShouldNotContain("PRIVATE");
    }

    public override async Task DisposeAsync()
    {
        if (authority is not null)
            await authority.DisposeAsync();
        await base.DisposeAsync();
    }

    private async Task Serve(int? proofPort = null, bool customersOnly = false)
    {
        authority = await PebbleServer.Start(proofPort ?? plain, customersOnly);
        // The authority's clock is the machine's.
        App.Clock.Advance(TimeProvider.System.GetUtcNow() - App.Clock.GetUtcNow());
        var roots = new X509Certificate2Collection();
        roots.ImportFromPemFile(authority.TrustFile);
        App.Replace = services => services.AddSingleton(new OutboundOptions { AllowedPrivate = [$"localhost:{authority.Port}"], TrustedRoots = roots });
        App.Host.Url = $"http://127.0.0.1:{plain};https://127.0.0.1:{encrypted}";
        App.Host.UseKestrel();
        App.Host.StartServer();
        App.Host.ClientOptions.BaseAddress = new($"http://127.0.0.1:{plain}");
        await App.CentreOf("melati");
    }

    /// <summary>As an administrator does it, on the page.</summary>
    private async Task Ask(string names, string? customer = null, string? key = null)
    {
        using var administrator = await App.Client("administrator");
        var answer = await administrator.Submit("/admin/settings", "https", ("Https.Names", names), ("Https.Contact", "rina@melati.example"), ("Https.Agreed", "true"),
            ("Https.Authority", authority.Address), ("Https.KnownAs", customer ?? ""), ("Https.Secret", key ?? ""));
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    /// <summary>Lets the hourly job run; the program's waiting for the authority is done by the test's clock, a quarter of a second a turn.
    /// It stands still while the program has asked and not been answered: on a busy machine that would be the end of its patience.</summary>
    private async Task Work()
    {
        await using var scope = await App.Scope();
        var work = scope.ServiceProvider.GetRequiredService<IJobHandler<KeepCertificate>>().Run(new KeepCertificate(), default);
        using var pebble = new HttpClient(new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => true } });
        using var asked = new AskedOf(authority.Port);
        while (!work.IsCompleted)
        {
            if (asked.Now == 0)
                App.Clock.Advance(TimeSpan.FromMilliseconds(250));
            // The authority proves in its own time: it gets some of it in each turn, more of it on a busy machine.
            for (var i = 0; i < 60 && !work.IsCompleted; i++)
                await Task.WhenAny(work, pebble.GetAsync(authority.Address));
        }
        (await work).ShouldBe(JobOutcome.Done);
        await Shelved();
    }

    /// <summary>A node takes up a new certificate when it hears of it: asked for by handshakes until it shows what is kept.</summary>
    private async Task Shelved()
    {
        await using var scope = await App.Scope();
        var held = await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<HeldCertificate>().AsNoTracking().FirstOrDefaultAsync();
        if (held is null)
        {
            Report().ShouldNotBeNull("nothing was got, and nobody was told why");
            return;
        }
        using var kept = X509Certificate2.CreateFromPem(held.Chain);
        var shelf = App.Services.GetRequiredService<CertificateShelf>();
        for (var i = 0; i < 500 && shelf.Current?.TargetCertificate.Thumbprint != kept.Thumbprint; i++)
            await Show("melati.example");
        shelf.Current?.TargetCertificate.Thumbprint.ShouldBe(kept.Thumbprint);
    }

    /// <summary>How many questions to a port of this machine wait for their answer.</summary>
    private sealed class AskedOf : IDisposable
    {
        private readonly MeterListener listener = new();
        private long now;

        public AskedOf(int port)
        {
            listener.InstrumentPublished = (instrument, listening) =>
            {
                if (instrument is { Name: "http.client.active_requests", Meter.Name: "System.Net.Http" })
                    listening.EnableMeasurementEvents(instrument);
            };
            listener.SetMeasurementEventCallback<long>((_, change, tags, _) =>
            {
                foreach (var tag in tags)
                {
                    if (tag is { Key: "server.port", Value: int there } && there == port)
                        Interlocked.Add(ref now, change);
                }
            });
            listener.Start();
        }

        public long Now => Interlocked.Read(ref now);

        public void Dispose() => listener.Dispose();
    }

    private CertificateReport? Report() => CertificateReport.Read(App.Services.GetRequiredService<IConfiguration>()[HttpsKeys.Report]);

    private sealed record Shown(X509Certificate2 Leaf, int Chain);

    /// <summary>What a browser is shown under the name; null when the handshake fails.</summary>
    private async Task<Shown?> Show(string name)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, encrypted);
        var chain = 0;
        await using var secure = new SslStream(socket.GetStream(), false, (_, _, built, _) =>
        {
            chain = 1 + built!.ChainPolicy.ExtraStore.Count(one => one.Subject != built.ChainElements[0].Certificate.Subject);
            return true;
        });
        try
        {
            await secure.AuthenticateAsClientAsync(name);
            return new(X509CertificateLoader.LoadCertificate(secure.RemoteCertificate!.GetRawCertData()), chain);
        }
        catch (Exception error) when (error is System.Security.Authentication.AuthenticationException or IOException)
        {
            return null;
        }
    }

    private static Task<HttpResponseMessage> Get(HttpClient visitor, string host, string path) =>
        visitor.SendAsync(new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Host = host } });
}

[Collection("sqlite")]
public sealed class CertificateOnSqliteTests(SqliteApp app) : CertificateTests(app);

[Collection("postgres"), Trait(Series.Form, Series.Night)]
public sealed class CertificateOnPostgresTests(PostgresApp app) : CertificateTests(app);
