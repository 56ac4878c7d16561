namespace Pendopo.Platform.Ui.Forms;

/// <summary>One of several answers.</summary>
/// <param name="Value">What is sent.</param>
/// <param name="Text">What is read.</param>
/// <param name="Hint">What it means, or null. Radios and checkboxes show it.</param>
/// <param name="Group">Heading under which checkboxes of one kind stand together, or null.</param>
public sealed record Option(string Value, string Text, string? Hint = null, string? Group = null);
