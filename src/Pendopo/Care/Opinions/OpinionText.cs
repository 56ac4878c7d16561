namespace Pendopo.Care.Opinions;

/// <summary>Names the texts of what people say after a visit (OpinionText.resx, OpinionText.id.resx).</summary>
public sealed class OpinionText;
