namespace Pendopo.Care.Visits;

/// <summary>Names the texts of who came (VisitText.resx, VisitText.id.resx).</summary>
public sealed class VisitText;
