namespace Pendopo.Platform.Ui.Forms;

/// <summary>One of several answers.</summary>
/// <param name="Value">What is sent.</param>
/// <param name="Text">What is read.</param>
/// <param name="Hint">What it means, or null. Radios and checkboxes show it.</param>
public sealed record Option(string Value, string Text, string? Hint = null);
