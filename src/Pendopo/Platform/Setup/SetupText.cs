namespace Pendopo.Platform.Setup;

/// <summary>Names the words of the set-up.</summary>
public sealed class SetupText;
