using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Pendopo.Platform;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Ui;
using Pendopo.Platform.Ui.Forms;
using Pendopo.Publishing.Contracts;

namespace Pendopo.Publishing.Desk;

/// <summary>A part of the post's page with a form of its own: what was typed is kept when it is refused, and the page is asked for anew when it is done.</summary>
public abstract class PostPanel : OneAtATime
{
    /// <summary>The post and all that belongs to it.</summary>
    [Parameter, EditorRequired]
    public PostView Of { get; set; } = null!;

    [CascadingParameter]
    protected HttpContext Http { get; set; } = null!;

    [Inject]
    protected NavigationManager Nav { get; set; } = null!;

    [Inject]
    protected Here Here { get; set; } = null!;

    protected PostView View => Of;

    protected FormErrors? Errors { get; set; }

    protected CancellationToken Cancel => Http.RequestAborted;

    /// <summary>Whether a form of this name was sent to this page.</summary>
    protected bool WasSent(string form) => Http.Request.HasFormContentType && Http.Request.Form["_handler"] == form;

    /// <summary>What was typed into a field; null when the form was not sent.</summary>
    protected string? Sent(string form, string field) => WasSent(form) ? Http.Request.Form[field].ToString().ReplaceLineEndings("\n") : null;

    /// <summary>Shows the page anew with the word for what was done, or the problems beside the fields.</summary>
    protected void Finish(Result<Post> result, string done)
    {
        if (result.Ok)
            Nav.NavigateTo($"{View.Href}?done={done}");
        else if (result.IsNotFound)
            Nav.NotFound();
        else
            Errors = FormErrors.Of(result.Problems);
    }
}
