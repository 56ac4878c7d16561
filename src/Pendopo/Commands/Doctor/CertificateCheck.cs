using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using Pendopo.Platform.Settings;

namespace Pendopo.Commands.Doctor;

/// <summary>Does the public address show a certificate that browsers believe, and for how long yet?</summary>
internal sealed class CertificateCheck(IConfiguration settings, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5), Soon = TimeSpan.FromDays(14);

    public async Task<Finding?> Run(CancellationToken cancel)
    {
        if (!Uri.TryCreate(settings[SettingKeys.PublicAddress], UriKind.Absolute, out var address) || address.Scheme != Uri.UriSchemeHttps)
            return null;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Patience);
        try
        {
            using var socket = new TcpClient();
            await socket.ConnectAsync(address.Host, address.Port, limit.Token);
            await using var secure = new SslStream(socket.GetStream());
            await secure.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = address.Host }, limit.Token);
            var until = new DateTimeOffset(secure.RemoteCertificate is { } shown ? DateTime.Parse(shown.GetExpirationDateString(), CultureInfo.CurrentCulture) : default);
            return until - time.GetUtcNow() > Soon
                ? Finding.Good(string.Create(CultureInfo.InvariantCulture, $"The certificate of {address.Host} holds until {until:yyyy-MM-dd}."))
                : Finding.Bad(string.Create(CultureInfo.InvariantCulture, $"The certificate of {address.Host} ends on {until:yyyy-MM-dd}."), "Renew it, or look why it does not renew by itself.");
        }
        catch (AuthenticationException)
        {
            return Finding.Bad($"Browsers do not believe the certificate of {address.Host}.", "It is for another name, has ended, or comes from an authority nobody knows. Let the proxy get one by ACME.");
        }
        catch (Exception error) when (error is SocketException or IOException || (error is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            return Finding.Hint($"From this machine {address.Host} cannot be reached to look at its certificate.", "Some routers do not lead back inside. Look from a phone outside the house.");
        }
    }
}
