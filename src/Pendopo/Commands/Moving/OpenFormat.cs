using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Access;
using Pendopo.Platform.Backups.Erasures;
using Pendopo.Platform.Backups.Kept;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;
using Pendopo.Platform.Keys;
using Pendopo.Platform.People;
using Pendopo.Platform.People.Links;
using Pendopo.Platform.People.SignIn;
using Pendopo.Platform.Settings;

namespace Pendopo.Commands.Moving;

/// <summary>The head of an export.</summary>
internal sealed record ExportManifest(string Format, int Version, string Program, string Schema, DateTimeOffset MadeAt, IReadOnlyList<string> Centres, IReadOnlyDictionary<string, long> Rows, long Files)
{
    public const string Name = "pendopo-export";
    public const int Current = 1;
}

/// <summary>Which tables an export holds, and how a row is written: one JSON object a line, columns by their names. docs/guide/export.md tells
/// the format to others.</summary>
internal static class OpenFormat
{
    public const string ManifestFile = "manifest.json";

    public static string TableFile(string table) => $"tables/{table}.jsonl";

    // Ways to sign in, sessions, work under way, keys, settings and secrets belong to an installation, not to what is carried away.
    private static readonly HashSet<Type> Left =
    [
        typeof(Account), typeof(Session), typeof(SignInFailure), typeof(AccountLink), typeof(Job), typeof(NodeSign), typeof(StoredKey), typeof(Setting), typeof(Backup), typeof(Erasure), typeof(Community.Members.Entrance),
    ];

    /// <summary>The tables in which a row may stand, in an order that does not depend on the machine.</summary>
    public static IReadOnlyList<IEntityType> Tables(IModel model) =>
        [.. model.GetEntityTypes().Where(type => !type.IsOwned() && typeof(IEntity).IsAssignableFrom(type.ClrType) && !Left.Contains(type.ClrType) && !HoldsSecrets(type))
            .OrderBy(type => type.GetTableName(), StringComparer.Ordinal)];

    /// <summary>The columns that are written; sealed bytes open nowhere else and are left out.</summary>
    public static IReadOnlyList<IProperty> Columns(IEntityType type) =>
        [.. type.GetProperties().Where(property => property.ClrType != typeof(byte[]) && property.PropertyInfo is not null).OrderBy(property => property.GetColumnName(), StringComparer.Ordinal)];

    public static string Write(IReadOnlyList<IProperty> columns, object row)
    {
        var line = new JsonObject();
        foreach (var column in columns)
            line[column.GetColumnName()] = ToJson(column.PropertyInfo!.GetValue(row));
        return line.ToJsonString();
    }

    /// <summary>The value of a column as its class has it; throws a <see cref="FormatException"/> when it is none.</summary>
    public static object? Read(IProperty column, JsonNode? node)
    {
        if (node is null)
            return column.IsNullable ? null : throw new FormatException($"{column.GetColumnName()} is missing.");
        var type = Nullable.GetUnderlyingType(column.ClrType) ?? column.ClrType;
        try
        {
            if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Id<>))
                return Activator.CreateInstance(type, node.GetValue<Guid>());
            if (type.IsEnum)
                return Enum.Parse(type, node.GetValue<string>());
            return type == typeof(DateTimeOffset) ? Instants.Cut(node.GetValue<DateTimeOffset>()) : node.Deserialize(type);
        }
        catch (Exception error) when (error is InvalidOperationException or JsonException or ArgumentException or OverflowException)
        {
            throw new FormatException($"{column.GetColumnName()} does not hold a value of its kind.", error);
        }
    }

    /// <summary>Whether a row belongs to one of the centres, or to none and is carried along.</summary>
    public static bool Belongs(object row, IReadOnlySet<Guid> centres) => row switch
    {
        IBelongsToCentre owned => centres.Contains(owned.CentreId.Value),
        Centre centre => centres.Contains(centre.Id.Value),
        Role role => role.CentreId is { } at && centres.Contains(at.Value),
        Membership held => held.CentreId is { } at && centres.Contains(at.Value),
        Area or Person => true,
        _ => row.GetType().GetProperty("CentreId")?.GetValue(row) is Id<Centre> at && centres.Contains(at.Value),
    };

    // A federation identity is one installation's; a copy under another address would speak with a stolen key.
    private static bool HoldsSecrets(IEntityType type) =>
        type.GetProperties().Any(property => property.ClrType == typeof(byte[])) && type.ClrType != typeof(Channel);

    private static JsonNode? ToJson(object? value) => value switch
    {
        null => null,
        Enum word => JsonValue.Create(word.ToString()),
        DateTimeOffset instant => JsonValue.Create(instant.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture)),
        _ => JsonSerializer.SerializeToNode(value, value.GetType()),
    };
}
