namespace Pendopo.Publishing.Pool;

/// <summary>Names the words of the district's pool (PoolText.resx, PoolText.id.resx).</summary>
internal sealed class PoolText;
