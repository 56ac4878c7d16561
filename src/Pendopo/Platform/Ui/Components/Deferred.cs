using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Pendopo.Platform.Ui.Components;

/// <summary>Draws its content after the components before it have begun, so that a table knows its columns.</summary>
public sealed class Deferred : ComponentBase
{
    /// <summary>What is drawn later.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    /// <inheritdoc />
    protected override void BuildRenderTree(RenderTreeBuilder __builder) => __builder.AddContent(0, ChildContent);
}
