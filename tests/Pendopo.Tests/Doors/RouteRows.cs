using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Testing;

namespace Pendopo.Tests.Doors;

/// <summary>A line of `Platform/Access/routes.tsv`: a route, and who may use it.</summary>
internal sealed record RouteRow(string[] Methods, string Pattern, string Who)
{
    public const string Everybody = "everybody", SignedIn = "signed-in";

    public bool Allows(string role) => Who == Everybody || (role != "visitor" && (Who == SignedIn || Who.Split(' ').Contains(role)));
}

/// <summary>Every route with who may use it, and what its address names.</summary>
internal static class RouteRows
{
    private static readonly string Folder = Repository.PathTo("tests", "Pendopo.Tests", "Platform", "Access");

    public static IReadOnlyList<RouteRow> All { get; } =
        [.. File.ReadLines(Path.Combine(Folder, "routes.tsv")).Where(line => line.Length > 0).Select(line => line.Split('\t')).Select(cells => new RouteRow(cells[0].Split(' ')[0].Split(','), cells[0].Split(' ')[1], cells[1]))];

    public static IReadOnlyList<(string Prefix, string Kind)> Objects { get; } =
        [.. File.ReadLines(Path.Combine(Folder, "objects.tsv")).Where(line => line.Length > 0).Select(line => line.Split('\t')).Select(cells => (cells[0], cells[1]))];

    /// <summary>The id of one row of the centre for each address that names one; of no row where there is none.</summary>
    public static async Task<Dictionary<string, string>> Samples(PendopoDb db, Centre centre)
    {
        var owned = db.Model.GetEntityTypes().Where(type => typeof(IBelongsToCentre).IsAssignableFrom(type.ClrType)).Select(type => type.GetTableName()).ToHashSet();
        var ids = new Dictionary<string, string>();
        foreach (var (prefix, kind) in Objects.Where(found => owned.Contains(found.Kind)))
        {
            var id = await db.Database.SqlQueryRaw<Guid>($"SELECT id AS \"Value\" FROM \"{kind}\" WHERE centre_id = {{0}} LIMIT 1", centre.Id.Value).ToListAsync();
            ids[prefix] = $"{(id.Count > 0 ? id[0] : Guid.CreateVersion7())}";
        }
        return ids;
    }

    /// <summary>The address, with a value in the place of each parameter.</summary>
    /// <param name="ids">What <see cref="Samples"/> found; null for objects that are not there.</param>
    public static string Fill(string pattern, Dictionary<string, string>? ids)
    {
        var id = ids?.FirstOrDefault(pair => pattern.StartsWith(pair.Key, StringComparison.Ordinal)).Value;
        return string.Join('/', pattern.Split('/').Select(part => !part.Contains('{') ? part
            : part is "{At}" or "{at}" or "@{handle}" ? "@melati" : part.Contains("handle") ? "melati" : part.Contains("guid") || part.Contains("id") || part.Contains("Number") || part.Contains("file}") ? id ?? $"{Guid.Empty}" : part.Contains("int") || part.Contains("long") ? "1"
            : part.Contains("regex(^(id") ? "id" : part.Contains("regex(^(light") ? "light" : part.Contains("length(6)") ? "aabbcc-ddeeff.css" : "x"));
    }
}
