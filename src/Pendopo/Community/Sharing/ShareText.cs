namespace Pendopo.Community.Sharing;

/// <summary>Names the texts of passing something on (ShareText.resx, ShareText.id.resx).</summary>
public sealed class ShareText;
