namespace Pendopo.Publishing.Imports;

/// <summary>Names the words of bringing posts in and out (ImportText.resx, ImportText.id.resx).</summary>
internal sealed class ImportText;
