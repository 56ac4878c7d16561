namespace Pendopo.Platform.Storage;

/// <summary>Marks the words of this folder.</summary>
public sealed class StorageText;
