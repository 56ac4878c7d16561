namespace Pendopo.Publishing;

/// <summary>Names the words of this room (PublishingText.resx, PublishingText.id.resx).</summary>
internal sealed class PublishingText;
