using Microsoft.AspNetCore.Components;
using Pendopo.Platform.Ui.Components;

namespace Pendopo.Platform.Ui.Forms;

/// <summary>What all fields share: name, label, hint, message, and the ids that tie them together.</summary>
public abstract class FieldBase : OneAtATime
{
    /// <summary>Name under which the value is sent, such as "Form.Email".</summary>
    [Parameter, EditorRequired]
    public string Name { get; set; } = "";

    /// <summary>The label, always visible.</summary>
    [Parameter, EditorRequired]
    public string Label { get; set; } = "";

    /// <summary>Help below the label, or null.</summary>
    [Parameter]
    public string? Hint { get; set; }

    /// <summary>May be left empty. The optional fields are marked, never the required ones.</summary>
    [Parameter]
    public bool Optional { get; set; }

    /// <summary>The message when the value was refused; taken from the form's errors when null.</summary>
    [Parameter]
    public string? Error { get; set; }

    /// <summary>What was typed or is stored; kept after a refusal.</summary>
    [Parameter]
    public string? Value { get; set; }

    /// <summary>Further attributes of the input element.</summary>
    [Parameter(CaptureUnmatchedValues = true)]
    public IReadOnlyDictionary<string, object>? More { get; set; }

    [CascadingParameter]
    private FormErrors? Errors { get; set; }

    /// <summary>Id of the input element; the summary of errors leads to it.</summary>
    protected string Id => ElementIds.Of(Name);

    /// <summary>The message to show, or null.</summary>
    protected string? Message => Error ?? Errors?.For(Name);

    /// <summary>"true" when there is a message, else null so that the attribute is left out.</summary>
    protected string? Invalid => Message is null ? null : "true";

    /// <summary>Ids of hint and message for aria-describedby, or null.</summary>
    protected string? DescribedBy => (Hint, Message) switch
    {
        (null, null) => null,
        (not null, null) => Id + "-hint",
        (null, not null) => Id + "-error",
        _ => $"{Id}-hint {Id}-error",
    };
}
