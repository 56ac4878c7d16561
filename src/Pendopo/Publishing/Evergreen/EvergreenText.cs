namespace Pendopo.Publishing.Evergreen;

/// <summary>Names the words of telling again (EvergreenText.resx, EvergreenText.id.resx).</summary>
internal sealed class EvergreenText;
