using Microsoft.AspNetCore.Components;
using Pendopo.Platform.Ui;
using Pendopo.Platform.Ui.Forms;

namespace Pendopo.Platform.Setup;

/// <summary>A page of the wizard: open only to who came by the link, filled with what was told before.</summary>
public abstract class SetupStep : OneAtATime
{
    protected const int Steps = 7;

    [Inject]
    private SetupGate Gate { get; set; } = null!;

    [Inject]
    private SetupNotes Notes { get; set; } = null!;

    [Inject]
    protected NavigationManager Nav { get; set; } = null!;

    [CascadingParameter]
    protected HttpContext Http { get; set; } = null!;

    /// <summary>What was told so far; null when this browser may not see the wizard.</summary>
    protected SetupAnswers? Answers { get; private set; }

    protected FormErrors? Errors { get; set; }

    /// <summary>Fills the form from what was told before, unless it was just sent.</summary>
    protected abstract void Fill(SetupAnswers answers);

    protected override async Task OnInitializedAsync()
    {
        var held = await Gate.IsHeld(Http.RequestAborted);
        var answers = held ? await Notes.Read(Http.RequestAborted) : new SetupAnswers();
        Fill(answers);
        if (held)
            Answers = answers;
        else
            Nav.NavigateTo("/setup");
    }

    /// <summary>Keeps the answers and goes on, or shows what is wrong with them.</summary>
    protected async Task Go(SetupAnswers answers, string next, params IEnumerable<Problem> problems)
    {
        Errors = FormErrors.Of(problems);
        if (Errors.Any)
            return;
        await Notes.Keep(answers, Http.RequestAborted);
        Nav.NavigateTo(next);
    }
}
