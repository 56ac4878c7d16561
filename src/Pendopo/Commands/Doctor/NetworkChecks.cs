using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Pendopo.Platform.Settings;

namespace Pendopo.Commands.Doctor;

/// <summary>Public address and mail server.</summary>
internal sealed class NetworkChecks(IConfiguration settings)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public async IAsyncEnumerable<Finding> Run([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        yield return await Address(cancel);
        yield return await Mail(cancel);
    }

    private async Task<Finding> Address(CancellationToken cancel)
    {
        if (!Uri.TryCreate(settings[SettingKeys.PublicAddress], UriKind.Absolute, out var address))
            return Finding.Hint("No public address is set: links in posts and mails lead to this machine only.", "Set it under /admin/settings.");
        if (address.IsLoopback)
            return Finding.Hint($"The public address is {address}: nobody outside this machine reaches it.", "For a trial that is right. Else set the real one under /admin/settings.");
        try
        {
            await Dns.GetHostAddressesAsync(address.Host, cancel).WaitAsync(Patience, cancel);
        }
        catch (Exception error) when (error is SocketException or TimeoutException)
        {
            return Finding.Bad($"The name {address.Host} of the public address is not known to the network.", "Check the address under /admin/settings, and the name's entry at your registrar.");
        }
        return address.Scheme == Uri.UriSchemeHttps
            ? Finding.Good($"The public address is {address}.")
            : Finding.Bad($"The public address {address} is not encrypted.", "Put a proxy with a certificate before Pendopo (such as Caddy) and set the https address under /admin/settings. The fediverse and passkeys need it.");
    }

    private async Task<Finding> Mail(CancellationToken cancel)
    {
        if (settings[SettingKeys.MailHost] is not { Length: > 0 } host)
            return Finding.Hint("No mail server is set: invitations and lost passwords go by links that an administrator hands over.", "Set one under /admin/settings if you have one.");
        var port = int.TryParse(settings[SettingKeys.MailPort], CultureInfo.InvariantCulture, out var set) ? set : 587;
        try
        {
            using var socket = new TcpClient();
            await socket.ConnectAsync(host, port, cancel).AsTask().WaitAsync(Patience, cancel);
            return Finding.Good($"The mail server {host}:{port} answers.");
        }
        catch (Exception error) when (error is SocketException or TimeoutException)
        {
            return Finding.Bad($"The mail server {host}:{port} does not answer.", "Check its name and port under /admin/settings, and that a firewall lets this machine reach it.");
        }
    }
}
