namespace Pendopo.Platform.Ui.Forms;

/// <summary>What is wrong with a form that was sent: a message a field, in the order of the fields. Empty when nothing is.</summary>
public sealed class FormErrors
{
    private readonly List<(string Field, string Message)> all = [];

    /// <summary>Every message with the name of its field; the name is empty for what concerns the whole form.</summary>
    public IReadOnlyList<(string Field, string Message)> All => all;

    /// <summary>True when at least one message was added.</summary>
    public bool Any => all.Count > 0;

    /// <summary>Adds a message that says how to mend it. Only the first message of a field is shown.</summary>
    /// <param name="field">The field's name as in the form ("Form.Email"), or empty for the whole form.</param>
    /// <param name="message">Localised text; never personal data.</param>
    public FormErrors Add(string field, string message)
    {
        if (field.Length == 0 || For(field) is null)
        {
            all.Add((field, message));
        }

        return this;
    }

    /// <summary>The message of a field, or null when there is nothing wrong with it.</summary>
    public string? For(string field)
        => all.Find(e => string.Equals(e.Field, field, StringComparison.Ordinal)).Message;

    /// <summary>The problems of a refused use case; a problem's field "Title" is the form's field "Form.Title".</summary>
    /// <param name="problems">What the use case answered.</param>
    /// <param name="prefix">What stands before the field's name in the form.</param>
    public static FormErrors Of(IEnumerable<Problem> problems, string prefix = "Form.")
    {
        ArgumentNullException.ThrowIfNull(problems);
        var errors = new FormErrors();
        foreach (var problem in problems)
        {
            errors.Add(problem.Field is null ? "" : prefix + problem.Field, problem.Text);
        }

        return errors;
    }
}
