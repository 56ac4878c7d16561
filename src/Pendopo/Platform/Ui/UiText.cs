namespace Pendopo.Platform.Ui;

/// <summary>Names the texts of layouts and components (UiText.resx, UiText.id.resx).</summary>
public sealed class UiText;
