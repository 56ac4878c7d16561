using System.Net.Security;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Pendopo.Platform.Jobs;

namespace Pendopo.Platform.Certificates;

internal static class CertificatesSetup
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<CertificateShelf>();
        services.AddScoped<CertificateAccount>();
        services.AddScoped(provider => new ChooseHttps(provider));
        services.AddJob<KeepCertificate, KeepCertificateJob>();
        services.AddHostedService<CertificateFiles>();
    }

    /// <summary>Encrypted connections show what lies on the shelf at that moment.</summary>
    public static void Encrypt(HttpsConnectionAdapterOptions https, IServiceProvider services)
    {
        var shelf = services.GetRequiredService<CertificateShelf>();
        // Kestrel wants one of its own ways to find a certificate; the context, which carries the chain too, takes its place below.
        https.ServerCertificateSelector = (_, _) => shelf.Current?.TargetCertificate;
        https.OnAuthenticate = (_, handshake) => Show(handshake, shelf.Current);
    }

    private static void Show(SslServerAuthenticationOptions handshake, SslStreamCertificateContext? certificate)
    {
        if (certificate is null)
            return;
        handshake.ServerCertificateSelectionCallback = null;
        handshake.ServerCertificateContext = certificate;
    }
}

/// <summary>Names the words of certificates.</summary>
public sealed class CertificatesText;
