using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Settings;

namespace Pendopo.Publishing.Site;

/// <summary>The public addresses of a centre's posts: stable, absolute, the same whoever asks.</summary>
public sealed class SiteAddress(CentreDirectory centres, PublicAddress address)
{
    /// <summary>Where the installation is reached, without a slash at the end.</summary>
    public string Root => address.Root;

    /// <summary>The centre's front page, without a slash at the end.</summary>
    public string Home(Centre centre) => address.Home(centre);

    /// <summary>The page of a post.</summary>
    public string Post(Centre centre, string slug) => $"{Home(centre)}/posts/{slug}";

    /// <summary>The page of a post, or the front page while it has no address of its own.</summary>
    public async ValueTask<string> Of(Id<Centre> id, string? slug, CancellationToken cancel)
    {
        var centre = await centres.ById(id, cancel) ?? throw new InvalidOperationException($"There is no centre {id}.");
        return slug is null ? Home(centre) : Post(centre, slug);
    }
}
