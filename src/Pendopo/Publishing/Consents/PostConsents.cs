using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Desk;
using Pendopo.Publishing.Publications;
using Pendopo.Publishing.Site;
using Pendopo.Safety.Contracts;

namespace Pendopo.Publishing.Consents;

/// <summary>Posts as things that show people.</summary>
internal sealed class PostConsents(PendopoDb db, Accounts accounts, OwnChannels own, SitePages pages, IStringLocalizer<PublishingText> words) : IConsentUser
{
    public const string KindName = "post";

    public string Kind => KindName;

    public async Task<IReadOnlyList<ConsentChannel>> Channels(CancellationToken cancel)
    {
        await own.Ensure(cancel);
        return [.. (await accounts.All(cancel)).DistinctBy(channel => channel.Network).Select(channel => new ConsentChannel(channel.Network, NameOf(channel.Network)))];
    }

    public Task Hide(IReadOnlyCollection<Guid> items, CancellationToken cancel) => pages.HideAtOnce(items, cancel);

    public async Task<IReadOnlyList<UsedThing>> Describe(IReadOnlyCollection<Guid> items, CancellationToken cancel)
    {
        var ids = items.Select(item => new Id<Post>(item)).ToList();
        var posts = await db.Set<Post>().AsNoTracking().Where(post => ids.Contains(post.Id)).Select(post => new { post.Id, post.Title }).ToListAsync(cancel);
        return [.. posts.OrderBy(post => ids.IndexOf(post.Id)).Select(post => new UsedThing(post.Id.Value, post.Title.Length > 0 ? post.Title : words["Untitled"].Value, $"/desk/posts/{post.Id}"))];
    }

    /// <summary>What a network is called where it does not matter which account.</summary>
    public string NameOf(string network) => words["Network_" + network] is { ResourceNotFound: false } named ? named.Value : network;
}
