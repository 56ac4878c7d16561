namespace Pendopo.Publishing.Pictures;

/// <summary>Names the words of what stands in pictures (PictureText.resx, PictureText.id.resx).</summary>
internal sealed class PictureText;
