namespace Pendopo.Platform.Backups.Pages;

/// <summary>Names the words of backups and the recovery code.</summary>
public sealed class BackupsText;
