namespace Pendopo.Sample;

/// <summary>Names the texts of the sample world's own page (SampleWords.resx, SampleWords.id.resx).</summary>
public sealed class SampleWords;
