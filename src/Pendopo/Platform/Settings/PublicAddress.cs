using Pendopo.Platform.Centres;

namespace Pendopo.Platform.Settings;

/// <summary>Where people and other servers reach this installation: what the wizard was told, else where it listens.</summary>
public sealed class PublicAddress(IConfiguration settings)
{
    /// <summary>Scheme, host and port, without a slash at the end.</summary>
    public string Root => (settings[SettingKeys.PublicAddress] ?? settings["urls"]?.Split(';')[0] ?? "http://localhost:5080").TrimEnd('/');

    /// <summary>The front page of a centre, which may have a host of its own; without a slash at the end.</summary>
    public string Home(Centre centre) => centre.Host is { } host ? $"https://{host}" : $"{Root}/@{centre.Handle}";
}
