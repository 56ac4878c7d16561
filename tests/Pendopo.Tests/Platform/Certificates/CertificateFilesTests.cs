using System.Diagnostics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Pendopo.Platform.Certificates;
using Pendopo.Platform.Web;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Platform.Certificates;

/// <summary>Own certificate files, exchanged under the running program.</summary>
[Collection("sqlite")]
public sealed class CertificateFilesTests(SqliteApp app) : AppTests(app)
{
    private readonly string file = Path.Combine(TestFolder.New(), "own.pem");

    [Fact]
    public async Task A_file_that_was_exchanged_is_shown_and_one_that_is_broken_leaves_the_last_good_one()
    {
        var shelf = App.Services.GetRequiredService<CertificateShelf>();
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new(HttpsKeys.File, file)]).Build();
        using var files = new CertificateFiles(shelf, App.Services.GetRequiredService<Readiness>(), settings, App.Clock, NullLogger<CertificateFiles>.Instance);
        var first = Write("one.example");
        await files.StartAsync(default);
        await Until(() => Shown(shelf) == first);
        var second = Write("two.example");
        await Until(() => Shown(shelf) == second);
        await File.WriteAllTextAsync(file, "-----BEGIN CERTIFICATE-----\nno\n-----END CERTIFICATE-----\n");
        App.Clock.Advance(TimeSpan.FromMinutes(2));
        Shown(shelf).ShouldBe(second);
        var third = Write("three.example");
        await Until(() => Shown(shelf) == third);
        await files.StopAsync(default);
    }

    private static string? Shown(CertificateShelf shelf) => shelf.Current?.TargetCertificate.Thumbprint;

    // The clock is moved until the watch has set its alarm and been woken by it.
    private async Task Until(Func<bool> isSo)
    {
        var started = Stopwatch.GetTimestamp();
        while (!isSo() && Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(20))
        {
            App.Clock.Advance(TimeSpan.FromSeconds(30));
            await Task.Yield();
        }
        isSo().ShouldBeTrue();
    }

    private string Write(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var made = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(30));
        File.WriteAllText(file, made.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem() + "\n");
        return made.Thumbprint;
    }
}
