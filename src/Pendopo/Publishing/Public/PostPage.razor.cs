using System.Text.Json;
using Microsoft.AspNetCore.Components;
using Pendopo.Platform.Ui;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Facts;
using Pendopo.Publishing.Site;
using Pendopo.Publishing.Versions;
using Pendopo.Publishing.Videos;

namespace Pendopo.Publishing.Public;

/// <summary>A post as everybody reads it.</summary>
public sealed partial class PostPage
{
    private SitePage? post;
    private bool withheld;
    private string address = "";
    private string home = "";
    private string? picture;
    private List<PagePicture> pictures = [];
    private FilmCopies? film;
    private IReadOnlyList<VersionPage> versions = [];
    private PostDetails details = PostDetails.None;
    private bool isBeingReviewed;
    private PostWords? words;

    [Inject] private PublicPages Pages { get; set; } = null!;

    [Inject] private Pendopo.Safety.Contracts.ConsentUses Consents { get; set; } = null!;

    [Inject] private SiteAddress Site { get; set; } = null!;

    [Inject] private VersionReader Versions { get; set; } = null!;
    [Inject] private FactReader Facts { get; set; } = null!;

    [Inject] private TimeProvider Time { get; set; } = null!;

    [Inject] private ViewTally Tally { get; set; } = null!;

    [Inject] private NavigationManager Nav { get; set; } = null!;

    [CascadingParameter] private HttpContext Http { get; set; } = null!;

    /// <summary>"@" and the centre's handle, or null for the centre of this host.</summary>
    [Parameter] public string? At { get; set; }

    /// <summary>The readable end of the address.</summary>
    [Parameter] public string Slug { get; set; } = "";

    protected override async Task OnInitializedAsync()
    {
        post = PageLinks.IsOf(Here, At) ? await Pages.Page(Slug, Http.RequestAborted) : null;
        if (post is null)
        {
            Nav.NotFound();
            return;
        }
        // Who took their consent back is not shown, whatever else is still under way.
        withheld = post is { ShowsPersons: true, RecalledAt: null } && await Consents.Stops(Pendopo.Publishing.Consents.PostConsents.KindName, post.Id.Value, Http.RequestAborted);
        if (post.RecalledAt is not null || withheld)
        {
            // Gone, and known to be gone: readers and robots are told apart from a wrong address.
            Http.Response.StatusCode = StatusCodes.Status410Gone;
            return;
        }
        (home, address) = (Site.Home(Here.Centre), Site.Post(Here.Centre, post.Slug));
        var all = JsonSerializer.Deserialize<List<PagePicture>>(post.Pictures) ?? [];
        (pictures, film) = ([.. all.Where(shown => !shown.Film)], FilmCopies.Of(all));
        versions = await Versions.Pages(post, Http.RequestAborted);
        details = PostDetails.Of(post.Details);
        words = new(post.Kind, post.Title, "", "", "", post.Language, "") { Details = details };
        picture = all.Count > 0 ? $"{Site.Root}/files/{all[0].Name}/1280" : null;
        isBeingReviewed = await Facts.Of(post.Id, Http.RequestAborted) is { } fact && fact.IsPast(Clock.DateOf(Time.GetUtcNow(), Here.Centre.Zone));
        Tally.View(Here.Centre, post.Id, Http.Request);
    }
}
