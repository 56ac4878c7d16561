namespace Pendopo.Platform.Settings;

/// <summary>Names the words of settings, centres, areas and background work.</summary>
public sealed class SettingsText;
