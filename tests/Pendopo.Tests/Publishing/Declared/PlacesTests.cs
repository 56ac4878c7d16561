using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Platform.Data;
using Pendopo.Platform.Files;
using Pendopo.Platform.Files.Videos;
using Pendopo.Safety.Contracts;
using Pendopo.Testing;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Publishing.Declared;

/// <summary>Every column that can hold somebody's face or words stands in `places.tsv` with the kind under which its room registers the use of a consent, or with the
/// reason why nothing of it reaches anybody. A new column fails until it says so.</summary>
[Collection("publishing on sqlite")]
public sealed class PlacesTests(SqliteApp app) : AppTests(app)
{
    // Long enough for a sentence that somebody said.
    private const int Sentence = 240;

    [Fact]
    public async Task Every_place_that_can_hold_a_picture_or_a_quote_registers_its_use_or_says_why_it_need_not()
    {
        await using var scope = await App.Scope();
        var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
        var kinds = scope.ServiceProvider.GetServices<IConsentUser>().Select(user => user.Kind).ToHashSet(StringComparer.Ordinal);
        var known = File.ReadLines(Repository.PathTo("tests", "Pendopo.Tests", "Publishing", "Declared", "places.tsv")).Where(line => line.Length > 0).Select(line => line.Split('\t')).ToDictionary(cells => cells[0], cells => (Kind: cells[1], Why: cells[2]), StringComparer.Ordinal);
        var places = db.Model.GetEntityTypes().SelectMany(type => type.GetProperties().Where(property => HoldsFile(property) || HoldsQuote(type, property)).Select(property => $"{type.GetTableName()}.{property.GetColumnName()}")).ToHashSet(StringComparer.Ordinal);
        places.Except(known.Keys).Order(StringComparer.Ordinal).ShouldBeEmpty("places for a picture or a quote without a line in places.tsv");
        known.Keys.Except(places).Order(StringComparer.Ordinal).ShouldBeEmpty("lines of places.tsv without a place");
        known.Where(line => line.Value.Kind != "-" && !kinds.Contains(line.Value.Kind)).Select(line => line.Key).ShouldBeEmpty("kinds that no room registers");
        known.Where(line => line.Value.Why.Length < 10).Select(line => line.Key).ShouldBeEmpty("lines without a reason");
        kinds.Except(known.Values.Select(line => line.Kind)).ShouldBeEmpty("rooms that register a use of nothing");
    }

    private static bool HoldsFile(IProperty property) => (Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType) is var type && (type == typeof(Id<StoredFile>) || type == typeof(Id<Video>)) && !property.IsPrimaryKey();

    private static bool HoldsQuote(IEntityType type, IProperty property) =>
        property.ClrType == typeof(string) && type.GetTableName()!.StartsWith("publishing_", StringComparison.Ordinal) && (property.GetMaxLength() ?? int.MaxValue) >= Sentence && !property.GetColumnName().EndsWith("_sealed", StringComparison.Ordinal);
}
