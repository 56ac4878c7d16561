using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Platform.Data;
using Pendopo.Tests.Harness;
using Shouldly;

namespace Pendopo.Tests.Platform.Data;

/// <summary>Connections stay open between requests, and one reads the sizes only when it reads the schema.</summary>
[Collection("sqlite")]
public sealed class AssumedSizesTests(SqliteApp app) : AppTests(app)
{
    // Without the sizes every publication of the centre would be read, for an index that begins with the centre.
    private const string Asked = "EXPLAIN QUERY PLAN SELECT * FROM publishing_publication WHERE centre_id = 'C' AND post_id IN ('a', 'b', 'c')";
    private const string ByPost = "ix_publishing_publication_post_id";

    // More than are kept: some of these are new.
    private const int Many = 24;

    [Fact]
    public async Task Every_connection_of_a_started_program_knows_the_sizes()
    {
        foreach (var db in await Contexts())
        {
            (await Plan(db)).ShouldContain(ByPost);
            await db.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_connection_that_was_open_before_the_sizes_were_written_learns_them()
    {
        var open = await Contexts();
        await open[0].Database.ExecuteSqlRawAsync("DROP TABLE sqlite_stat1");
        foreach (var db in open.Skip(1))
            (await Plan(db)).ShouldNotContain(ByPost);
        await AssumedSizes.Write(open[0], default);
        foreach (var db in open)
            (await Plan(db)).ShouldContain(ByPost);
        // An upgrade finds the table of the version before.
        await open[1].Database.ExecuteSqlRawAsync("UPDATE sqlite_stat1 SET stat = '10 1'");
        await AssumedSizes.Write(open[1], default);
        foreach (var db in open)
        {
            (await Plan(db)).ShouldContain(ByPost);
            await db.DisposeAsync();
        }
    }

    private async Task<List<PendopoDb>> Contexts()
    {
        var makes = App.Services.GetRequiredService<IDbContextFactory<PendopoDb>>();
        var made = new List<PendopoDb>();
        for (var i = 0; i < Many; i++)
        {
            made.Add(await makes.CreateDbContextAsync());
            await made[i].Database.OpenConnectionAsync();
        }
        return made;
    }

    private static async Task<string> Plan(PendopoDb db)
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
        // A connection looks whether the schema was changed when it reads rows, which explaining does not.
        command.CommandText = "SELECT count(*) FROM platform_centre";
        await command.ExecuteScalarAsync();
        command.CommandText = Asked;
        await using var reader = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await reader.ReadAsync())
            lines.Add(reader.GetString(3));
        return string.Join('\n', lines);
    }
}
