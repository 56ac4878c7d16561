using Microsoft.AspNetCore.OutputCaching;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Publishing.Site;

/// <summary>What anonymous readers are shown again without asking the database, for a few seconds.</summary>
internal sealed class PageCache(IServiceProvider services)
{
    /// <summary>How long another node may still show what was changed here.</summary>
    public static readonly TimeSpan AtMost = TimeSpan.FromSeconds(10);

    public static string TagOf(Id<Centre> centre) => $"publishing.{centre}";

    /// <summary>Forgets all pages of a centre on this node, after one of them changed.</summary>
    public void Forget(Id<Centre> centre)
    {
        if (services.GetService<IOutputCacheStore>() is { } store)
            _ = store.EvictByTagAsync(TagOf(centre), CancellationToken.None).AsTask();
    }
}
