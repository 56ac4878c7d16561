using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Platform.Backups.Erasures;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;
using Pendopo.Testing;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Platform.Backups;

/// <summary>Each column that could hold something about a person is in one list, with who takes it away: a new table or column fails here
/// until somebody has thought of it.</summary>
[Collection("sqlite")]
public sealed class PersonalTablesTests(SqliteApp app) : AppTests(app)
{
    private static readonly string[] Whose = ["person", "outsider", "both", "nobody"];

    private static IReadOnlyList<string[]> Rows { get; } =
        [.. File.ReadLines(Repository.PathTo("tests", "Pendopo.Tests", "Platform", "Backups", "personal-columns.tsv")).Where(line => !line.StartsWith('#')).Select(line => line.Split('\t'))];

    [Fact]
    public async Task Every_column_that_could_hold_words_or_people_is_in_the_list()
    {
        await using var scope = await App.Scope();
        var there = scope.ServiceProvider.GetRequiredService<PendopoDb>().Model.GetEntityTypes().Where(type => type.GetTableName() is not null)
            .GroupBy(type => type.GetTableName()!, StringComparer.Ordinal).OrderBy(table => table.Key, StringComparer.Ordinal)
            .Select(table => (table.Key, Columns: string.Join(' ', table.SelectMany(type => type.GetFlattenedProperties()).Where(CouldTell).Select(property => property.GetColumnName()).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))))
            .Where(table => table.Columns.Length > 0).Select(table => $"{table.Key}\t{table.Columns}").ToList();
        var listed = Rows.Select(row => $"{row[0]}\t{row[2]}").ToList();
        there.Except(listed).ShouldBeEmpty("columns without a row in personal-columns.tsv, or with another: say whose they are, and who erases them");
        listed.Except(there).ShouldBeEmpty("rows of columns that are gone");
        Rows.ShouldAllBe(row => row.Length == 4 && Whose.Contains(row[1]) && row[3].Length > 10);
    }

    [Fact]
    public async Task Every_table_about_people_is_cleared_by_an_eraser()
    {
        await using var scope = await App.Scope();
        var people = scope.ServiceProvider.GetServices<IErasure>().SelectMany(erasure => erasure.Tables).ToHashSet(StringComparer.Ordinal);
        var outsiders = scope.ServiceProvider.GetServices<IOutsiderErasure>().SelectMany(erasure => erasure.Tables).ToHashSet(StringComparer.Ordinal);
        Rows.Where(row => row[1] is "person" or "both").Select(row => row[0]).Except(people).ShouldBeEmpty("nobody erases a person from these tables");
        Rows.Where(row => row[1] is "outsider" or "both").Select(row => row[0]).Except(outsiders).ShouldBeEmpty("nobody erases somebody outside from these tables");
        people.Union(outsiders).Except(Rows.Select(row => row[0])).ShouldBeEmpty("erasers that name tables which are not there");
    }

    private static bool CouldTell(IProperty property) =>
        property.ClrType == typeof(string) || property.ClrType == typeof(byte[]) || property.ClrType == typeof(Id<Person>) || property.ClrType == typeof(Id<Person>?);
}
