using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Pendopo.Platform.Data;

namespace Pendopo.Platform.Keys;

/// <summary>Where the keys of cookies and stored credentials are kept: in files beside the embedded database, on PostgreSQL in a table that
/// every node reads.</summary>
internal sealed class KeyRing(IServiceScopeFactory scopes, Installation installation) : IPostConfigureOptions<KeyManagementOptions>
{
    public static void Add(IServiceCollection services) => services.AddSingleton<IPostConfigureOptions<KeyManagementOptions>, KeyRing>();

    public void PostConfigure(string? name, KeyManagementOptions options)
    {
        if (installation.OnPostgres)
            options.XmlRepository = new DatabaseKeys(scopes, installation);
    }

    /// <summary>Makes the first key before anybody needs it: two nodes that are used for the first time at once would each make their own.</summary>
    public static void Warm(IServiceProvider services) =>
        services.GetRequiredService<IDataProtectionProvider>().CreateProtector("warm").Protect([1]);
}

/// <summary>A key of the ring as the database keeps it: XML whose secret is sealed.</summary>
public sealed class StoredKey : IEntity
{
    public string Name { get; init; } = "";
    public string Xml { get; init; } = "";
    public DateTimeOffset CreatedAt { get; init; }
}

/// <summary>The key ring in the database. Keys that an earlier Pendopo kept as files beside it are read too.</summary>
internal sealed class DatabaseKeys(IServiceScopeFactory scopes, Installation installation) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var scope = scopes.CreateScope();
        var kept = scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<StoredKey>().AsNoTracking().OrderBy(key => key.CreatedAt).Select(key => key.Xml).ToList();
        var files = Directory.Exists(installation.KeysFolder) ? Directory.EnumerateFiles(installation.KeysFolder, "key-*.xml").Select(XElement.Load) : [];
        return [.. kept.Select(XElement.Parse), .. files];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var scope = scopes.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
        var now = scope.ServiceProvider.GetRequiredService<TimeProvider>().Now();
        db.Add(new StoredKey { Name = friendlyName, Xml = element.ToString(SaveOptions.DisableFormatting), CreatedAt = now });
        db.SaveChanges();
    }
}
