using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Pendopo.Platform.Data;

/// <summary>Gives every column, key and index the lower_snake_case name that both databases leave unquoted.</summary>
internal static class SnakeCase
{
    public static void Apply(IMutableModel model)
    {
        foreach (var entity in model.GetEntityTypes())
        {
            if (entity.IsMappedToJson())
            {
                entity.SetContainerColumnName(Of(entity.GetContainerColumnName()!));
                continue;
            }
            foreach (var property in entity.GetProperties())
                property.SetColumnName(Of(property.Name));
            var table = entity.GetTableName()!;
            foreach (var key in entity.GetKeys())
                key.SetName(key.IsPrimaryKey() ? $"pk_{table}" : Name("ak", table, key.Properties));
            foreach (var foreign in entity.GetForeignKeys())
                foreign.SetConstraintName(Name("fk", table, foreign.Properties));
            foreach (var index in entity.GetIndexes())
                index.SetDatabaseName(index.Name ?? Name("ix", table, index.Properties));
        }
    }

    public static string Of(string name)
    {
        var result = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            var startsWord = char.IsUpper(name[i]) && i > 0 && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));
            if (startsWord && name[i - 1] != '_')
                result.Append('_');
            result.Append(char.ToLowerInvariant(name[i]));
        }
        return result.ToString();
    }

    private static string Name(string kind, string table, IReadOnlyList<IMutableProperty> properties) =>
        $"{kind}_{table}_{string.Join('_', properties.Select(property => Of(property.Name)))}";
}
