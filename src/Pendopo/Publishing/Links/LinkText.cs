namespace Pendopo.Publishing.Links;

/// <summary>Names the words of short links (LinkText.resx, LinkText.id.resx).</summary>
internal sealed class LinkText;
