using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Primitives;
using Pendopo.Platform.Backups.Keys;
using Pendopo.Platform.Data;

namespace Pendopo.Platform.Certificates;

/// <summary>The certificate that this node shows, ready for the next handshake. It is exchanged while the program runs: when another one was
/// got, here or on another node, and when own files change.</summary>
internal sealed class CertificateShelf(IServiceScopeFactory scopes, HouseKey house, IConfiguration settings, ILogger<CertificateShelf> log) : IDisposable
{
    private const string Purpose = "certificate-key";
    private volatile SslStreamCertificateContext? current;
    private IDisposable? watch;
    private string serial = "";

    /// <summary>Null as long as there is none: a handshake then fails.</summary>
    public SslStreamCertificateContext? Current => current;

    /// <summary>Until when it holds, or null.</summary>
    public DateTimeOffset? Until => current?.TargetCertificate.NotAfter.ToUniversalTime() is { } end ? new DateTimeOffset(end) : null;

    public string Seal(string key) => Convert.ToBase64String(house.Seal(Purpose, Encoding.UTF8.GetBytes(key)));

    /// <summary>Takes the stored certificate up, and again whenever the settings say that another one was stored.</summary>
    public async Task Open(CancellationToken cancel)
    {
        await Load(cancel);
        watch = ChangeToken.OnChange(settings.GetReloadToken, () =>
        {
            if ((settings[HttpsKeys.Serial] ?? "") != serial)
                _ = Load(CancellationToken.None);
        });
    }

    private async Task Load(CancellationToken cancel)
    {
        try
        {
            serial = settings[HttpsKeys.Serial] ?? "";
            await using var scope = scopes.CreateAsyncScope();
            var held = await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<HeldCertificate>().AsNoTracking().FirstOrDefaultAsync(cancel);
            Put(held is null ? null : Read(held.Chain, Encoding.UTF8.GetString(house.Open(Purpose, Convert.FromBase64String(held.SealedKey)))));
        }
        catch (Exception error) when (error is CryptographicException or System.Data.Common.DbException)
        {
            // What was shown before is shown on; looked at again at the next change and the next start.
            log.LogError("The certificate could not be opened ({Fault})", error.GetType().Name);
            serial = "";
        }
    }

    internal void Put(SslStreamCertificateContext? certificate)
    {
        current = certificate;
        if (certificate is not null)
            log.LogInformation("Showing a certificate that holds until {Until:u}", Until);
    }

    /// <summary>Reads chain and key; what stands after the first certificate is sent along.</summary>
    /// <exception cref="CryptographicException">They are no certificate, no key, or do not belong together.</exception>
    public static SslStreamCertificateContext Read(string chain, string key)
    {
        using var bare = X509Certificate2.CreateFromPem(chain, key);
        var others = new X509Certificate2Collection();
        others.ImportFromPem(chain);
        others.RemoveAt(0);
        // A key that was only read is not found by the handshake on every system; a packed one is.
        var leaf = X509CertificateLoader.LoadPkcs12(bare.Export(X509ContentType.Pkcs12), null);
        return SslStreamCertificateContext.Create(leaf, others, offline: true);
    }

    public void Dispose() => watch?.Dispose();
}
