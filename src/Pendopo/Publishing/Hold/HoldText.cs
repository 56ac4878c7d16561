namespace Pendopo.Publishing.Hold;

/// <summary>Names the words of holding and of acting on many at once (HoldText.resx, HoldText.id.resx).</summary>
internal sealed class HoldText;
