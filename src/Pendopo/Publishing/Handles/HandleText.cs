namespace Pendopo.Publishing.Handles;

/// <summary>Names the words of the address book (HandleText.resx, HandleText.id.resx).</summary>
internal sealed class HandleText;
