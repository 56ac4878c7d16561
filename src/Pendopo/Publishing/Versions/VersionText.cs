namespace Pendopo.Publishing.Versions;

/// <summary>Names the words of versions (VersionText.resx, VersionText.id.resx).</summary>
internal sealed class VersionText;
