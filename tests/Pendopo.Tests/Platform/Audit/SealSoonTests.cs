using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Data;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Platform.Audit;

public abstract class SealSoonTests(TestApp app) : AppTests(app)
{
    [Fact]
    public async Task What_a_node_writes_is_sealed_by_itself_a_moment_later_in_small_batches()
    {
        await using var node = App.AnotherNode(works: true);
        using var browser = App.At(node, new CookieJar());
        await browser.GetAsync("/health/ready");
        node.Services.GetServices<IHostedService>().OfType<SealSoon>().ShouldHaveSingleItem();
        const int Rows = 2 * SealAuditJob.Batch + 7;
        await using (var scope = node.Services.CreateAsyncScope())
        {
            for (var i = 0; i < Rows; i++)
                scope.ServiceProvider.GetRequiredService<AuditBook>().Note("test.act", $"thing:{i}");
            await scope.ServiceProvider.GetRequiredService<PendopoDb>().SaveChangesAsync();
        }
        for (var left = Rows; left > 0; left = await Waiting())
            App.Clock.Advance(SealSoon.Pause);
        (await Look(db => db.Set<AuditSeal>().Select(seal => seal.Last - seal.First).MaxAsync())).ShouldBe(SealAuditJob.Batch - 1);
        // This node has sealed nothing of that chain itself, so it remembers no head of it.
        await using var asker = await App.Scope();
        (await asker.ServiceProvider.GetRequiredService<AuditProof>().Check(default)).ShouldBeEmpty();
    }

    private Task<int> Waiting() => Look(db => db.Set<AuditEntry>().CountAsync(row => row.Sequence == null));

    private async Task<T> Look<T>(Func<PendopoDb, Task<T>> look)
    {
        await using var scope = await App.Scope();
        return await look(scope.ServiceProvider.GetRequiredService<PendopoDb>());
    }
}

[Collection("postgres")]
public sealed class SealSoonOnPostgres(PostgresApp app) : SealSoonTests(app);
