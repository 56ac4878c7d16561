namespace Pendopo.Insights;

/// <summary>Names the texts of the insights (InsightsText.resx, InsightsText.id.resx).</summary>
public sealed class InsightsText;
