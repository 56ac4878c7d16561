using System.Text.Json;
using Microsoft.AspNetCore.Components;
using Pendopo.Publishing.Site;

namespace Pendopo.Publishing.Public;

/// <summary>A post as everybody reads it.</summary>
public sealed partial class PostPage
{
    private SitePage? post;
    private string address = "";
    private string home = "";
    private string? picture;
    private List<PagePicture> pictures = [];

    [Inject] private PublicPages Pages { get; set; } = null!;

    [Inject] private SiteAddress Site { get; set; } = null!;

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
        if (post.RecalledAt is not null)
        {
            // Gone, and known to be gone: readers and robots are told apart from a wrong address.
            Http.Response.StatusCode = StatusCodes.Status410Gone;
            return;
        }
        (home, address) = (Site.Home(Here.Centre), Site.Post(Here.Centre, post.Slug));
        pictures = JsonSerializer.Deserialize<List<PagePicture>>(post.Pictures) ?? [];
        picture = pictures.Count > 0 ? $"{Site.Root}/files/{pictures[0].Name}/1280" : null;
        Tally.View(Here.Centre, post.Id, Http.Request);
    }
}
