namespace Pendopo.Publishing.Declared;

/// <summary>Names the words about whom pictures, videos and quotes show (DeclaredText.resx, DeclaredText.id.resx).</summary>
internal sealed class DeclaredText;
