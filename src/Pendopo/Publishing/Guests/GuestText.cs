namespace Pendopo.Publishing.Guests;

/// <summary>Names the words of guests (GuestText.resx, GuestText.id.resx).</summary>
internal sealed class GuestText;
