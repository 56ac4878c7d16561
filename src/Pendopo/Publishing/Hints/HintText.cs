namespace Pendopo.Publishing.Hints;

/// <summary>Names the words of hints for plain language (HintText.resx, HintText.id.resx).</summary>
internal sealed class HintText;
