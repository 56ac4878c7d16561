namespace Pendopo.Channels.Connected;

/// <summary>The server of an account as a person or another server names it.</summary>
internal static class ServerAddress
{
    /// <summary>Scheme, host and port of an address; null when it is no web address.</summary>
    public static string? Origin(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp) && uri.UserInfo.Length == 0
            ? uri.GetLeftPart(UriPartial.Authority) : null;
}
