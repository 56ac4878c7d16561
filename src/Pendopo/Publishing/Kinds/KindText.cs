namespace Pendopo.Publishing.Kinds;

/// <summary>Names the words of the kinds of post (KindText.resx, KindText.id.resx).</summary>
internal sealed class KindText;
