using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Pendopo.Community.Talk;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Ui;

namespace Pendopo.Community;

/// <summary>What every page of the square shares: it belongs to one centre, and no machine lists it.</summary>
public abstract class SquareView : OneAtATime
{
    /// <summary>"@" and the centre's handle, or null for the centre of this host.</summary>
    [Parameter]
    public string? At { get; set; }

    [CascadingParameter]
    protected HttpContext Http { get; set; } = null!;

    [Inject]
    protected Here Here { get; set; } = null!;

    [Inject]
    protected Doorplate Door { get; set; } = null!;

    [Inject]
    protected NavigationManager Nav { get; set; } = null!;

    [Inject]
    protected IStringLocalizer<CommunityText> T { get; set; } = null!;

    protected CancellationToken Cancel => Http.RequestAborted;

    /// <summary>Whether the page is one of this centre; else it is not found.</summary>
    protected bool Stands()
    {
        Http.Response.Headers["X-Robots-Tag"] = "noindex, nofollow";
        if (Here.HasCentre && (At is null || At.Equals("@" + Here.Centre.Handle, StringComparison.OrdinalIgnoreCase)))
            return true;
        Nav.NotFound();
        return false;
    }

    /// <summary>An address of the square.</summary>
    protected string To(string path = "") => Door.Resolve("~/square" + path);

    /// <summary>Who will read words, said before they are posted.</summary>
    internal string WhoSees(SaidAudience audience, string? place) => audience switch
    {
        SaidAudience.Group => T["SeesGroup", place ?? ""],
        SaidAudience.Village => T["SeesVillage", place ?? ""],
        SaidAudience.Members => T["SeesMembers", Here.Centre.Name],
        _ => T["SeesEveryone"],
    };
}
