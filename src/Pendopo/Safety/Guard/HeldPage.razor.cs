using Microsoft.AspNetCore.Components;
using Pendopo.Platform;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Ui.Forms;
using Pendopo.Safety.Contracts;

namespace Pendopo.Safety.Guard;

/// <summary>One thing that was held: what was found in it, what it would read like masked, and the release.</summary>
public sealed partial class HeldPage
{
    private readonly FormErrors errors = new();
    private HeldContent? held;
    private bool mayLet;
    private GuardAnswer answer;

    [Inject] private HeldQueries Queries { get; set; } = null!;

    [Inject] private ReleaseContent Releasing { get; set; } = null!;

    [Inject] private MayLet Let { get; set; } = null!;

    [Inject] private MaskContent Masking { get; set; } = null!;

    [Inject] private Here Here { get; set; } = null!;

    [Inject] private NavigationManager Nav { get; set; } = null!;

    [CascadingParameter] private HttpContext Http { get; set; } = null!;

    /// <summary>The id of what was held.</summary>
    [Parameter] public Guid Number { get; set; }

    [SupplyParameterFromForm(FormName = "release")] private ReleaseForm Form { get; set; } = null!;

    [SupplyParameterFromForm(FormName = "mend")] private MendForm Mend { get; set; } = null!;

    private bool MayMend => Here.May(SafetyRoom.MayRelease) || Here.May(SafetyRoom.MayConfirm);

    private IContentKind? Kind => Masking.KindOf(held!);

    protected override async Task OnInitializedAsync()
    {
        Form ??= new();
        Mend ??= new();
        held = await Queries.Find(new Id<HeldContent>(Number), Http.RequestAborted);
        if (held is null)
            Nav.NotFound();
        else
            (mayLet, answer) = await Let.Of(held, Http.RequestAborted);
    }

    private string Excerpt(Pendopo.Platform.Exits.HeldReason why) => held!.Words.First(text => text.Part == why.Part).Text.Substring(why.Start, why.Length);

    private IReadOnlyList<(int, int, string)> Marks(string part) =>
        [.. held!.Why.Where(why => why.Part == part).OrderBy(why => why.Start).Select(why => (why.Start, why.Length, T["Kind_" + why.Kind].Value))];

    private async Task Release()
    {
        if (held is not null)
            Take(await Releasing.Handle(held.Id, Form.Reason, Http.RequestAborted));
    }

    private async Task MaskIt()
    {
        if (held is not null)
            Take(await Masking.Handle(held.Id, null, Http.RequestAborted));
    }

    private async Task MendOne()
    {
        if (held is not null)
            Take(await Masking.Handle(held.Id, Mend.Number ?? -1, Http.RequestAborted));
    }

    private void Take(Result<Done> result)
    {
        if (result.Ok)
        {
            Nav.NavigateTo("/desk/safety");
            return;
        }
        Http.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        foreach (var problem in result.Problems)
            errors.Add(problem.Field is null ? "" : $"Form.{problem.Field}", problem.Text);
    }

    internal sealed class MendForm
    {
        public int? Number { get; set; }
    }

    internal sealed class ReleaseForm
    {
        public string? Reason { get; set; }
    }
}
