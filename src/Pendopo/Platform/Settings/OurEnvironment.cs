using Microsoft.Extensions.Configuration.EnvironmentVariables;

namespace Pendopo.Platform.Settings;

/// <summary>Settings from the environment. PENDOPO_KEY_FILE means `key-file`, because shells and systemd take no hyphen in a name; two
/// low lines still lead into a group (PENDOPO_MAIL__HOST is `mail:host`).</summary>
internal sealed class OurEnvironment() : EnvironmentVariablesConfigurationProvider("PENDOPO_"), IConfigurationSource
{
    public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

    public override void Load()
    {
        base.Load();
        foreach (var (key, value) in Data.Where(pair => pair.Key.Contains('_', StringComparison.Ordinal)).ToList())
            Data.TryAdd(key.Replace('_', '-'), value);
    }
}
