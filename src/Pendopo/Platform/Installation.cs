namespace Pendopo.Platform;

/// <summary>Where this installation keeps its things and how it is reached: settings that are known before the database.</summary>
public sealed record Installation
{
    /// <summary>The folder of the embedded database, files and keys.</summary>
    public required string DataFolder { get; init; }

    /// <summary>A PostgreSQL connection string, or null for the embedded database.</summary>
    public string? ConnectionString { get; init; }

    /// <summary>Addresses inside the network that outgoing calls may reach besides the public internet: `host:port`, an address or a
    /// CIDR range. For tests and intranets; empty in a normal installation.</summary>
    public IReadOnlyList<string> AllowedPrivate { get; init; } = [];

    /// <summary>Proxies on other machines whose word on who asks is believed: addresses or CIDR ranges. One on this machine always is.</summary>
    public IReadOnlyList<string> TrustedProxies { get; init; } = [];

    /// <summary>A PEM file with further authorities whose certificates outgoing calls believe; null for those of the system alone.</summary>
    public string? TrustFile { get; init; }

    public bool OnPostgres => ConnectionString is not null;

    public string DatabaseFile => Path.Combine(DataFolder, "pendopo.db");

    public string FilesFolder => Path.Combine(DataFolder, "files");

    public string KeysFolder => Path.Combine(DataFolder, "keys");

    /// <summary>Reads the settings: command line over environment (PENDOPO_…) over config file over defaults.</summary>
    public static Installation From(IConfiguration settings) => new()
    {
        DataFolder = Path.GetFullPath(settings["data"] ?? "data"),
        ConnectionString = settings["database"] is { Length: > 0 } database ? database : null,
        AllowedPrivate = Listed(settings["allow-private"]),
        TrustFile = settings["trust-file"] is { Length: > 0 } trust ? trust : null,
        TrustedProxies = Listed(settings["trusted-proxies"]),
    };

    private static string[] Listed(string? text) => text?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
}
