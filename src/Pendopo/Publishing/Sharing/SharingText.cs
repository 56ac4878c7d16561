namespace Pendopo.Publishing.Sharing;

/// <summary>Names the words of sharing by hand (SharingText.resx, SharingText.id.resx).</summary>
internal sealed class SharingText;
