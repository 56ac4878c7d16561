using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Localization;
using Pendopo.Platform;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Files;
using Pendopo.Platform.Ui.Forms;
using Pendopo.Safety.Contracts;

namespace Pendopo.Safety.Consents;

/// <summary>One sheet at the desk: how to have it answered, what was said, what stands under it, and taking it back.</summary>
public sealed partial class SheetPage
{
    private SheetView? view;
    private string? link;
    private FormErrors? errors, withdrawErrors;

    /// <summary>The sheet's id.</summary>
    [Parameter] public Guid Number { get; set; }

    /// <summary>What was done before this page was shown, or nothing.</summary>
    [SupplyParameterFromQuery] public string? Done { get; set; }

    [Inject] private ConsentReader Reader { get; set; } = null!;

    [Inject] private ConsentLinks Links { get; set; } = null!;

    [Inject] private AnswerConsent Answer { get; set; } = null!;

    [Inject] private WithdrawConsent Withdraw { get; set; } = null!;

    [Inject] private NoteOpening Opening { get; set; } = null!;

    [Inject] private TakeFile Files { get; set; } = null!;

    [Inject] private NavigationManager Nav { get; set; } = null!;

    [CascadingParameter] private HttpContext Http { get; set; } = null!;

    private CancellationToken Cancel => Http.RequestAborted;

    private string? Sent => Http.Request.HasFormContentType ? Http.Request.Form["_handler"].ToString() : null;

    private string Local => new Uri(link!).PathAndQuery;

    private IReadOnlyList<Option> Hows => [new(nameof(ConsentEnd.Desk), T["End_Desk"]), new(nameof(ConsentEnd.Letter), T["End_Letter"])];

    protected override async Task OnInitializedAsync()
    {
        view = await Reader.Read(new(Number), Cancel);
        if (view is null)
        {
            Nav.NotFound();
            return;
        }
        if (Links.SecretOf(view.Sheet) is { } secret)
            link = Links.AddressOf(Here.Centre, secret);
        await Opening.Run(view.Sheet.Id, Cancel);
    }

    private string? Typed(string field) => Http.Request.HasFormContentType ? Http.Request.Form[field].ToString() : null;

    private async Task TakePaper()
    {
        if (view is null)
            return;
        var form = Http.Request.Form;
        var proof = AnswerForm.Proof(form);
        if (form.Files.GetFile("Form.Paper") is { Length: > 0 } file)
        {
            await using var content = file.OpenReadStream();
            var taken = await Files.Run(Here.Centre.Id, Here.Actor, content, T["PaperAlt", view.Sheet.Code], Cancel);
            if (!taken.Ok)
            {
                errors = FormErrors.Of(taken.Problems.Select(problem => problem with { Field = "Paper" }));
                return;
            }
            proof = proof with { Paper = taken.Value.Id };
        }
        var result = await Answer.OnPaper(new(view.Sheet.Id, AnswerForm.Answers(form, view), proof), Cancel);
        if (result.Ok)
            Nav.NavigateTo($"/desk/consents/{Number}?done=answered");
        else
            errors = FormErrors.Of(result.Problems);
    }

    private async Task End(Id<Consent> consent)
    {
        var how = Enum.TryParse<ConsentEnd>(Typed("Form.How"), out var chosen) ? chosen : ConsentEnd.Link;
        var result = await Withdraw.AtDesk(consent, how, Typed("Form.Note") ?? "", Cancel);
        if (result.Ok)
            Nav.NavigateTo($"/desk/consents/{Number}?done=withdrawn");
        else
            withdrawErrors = FormErrors.Of(result.Problems);
    }
}
