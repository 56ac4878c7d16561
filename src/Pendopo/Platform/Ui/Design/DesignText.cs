namespace Pendopo.Platform.Ui.Design;

/// <summary>Names the sample texts of the design system's pages.</summary>
public sealed class DesignText;
