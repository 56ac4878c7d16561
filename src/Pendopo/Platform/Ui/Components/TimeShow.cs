namespace Pendopo.Platform.Ui.Components;

/// <summary>Which part of an instant is shown.</summary>
public enum TimeShow
{
    /// <summary>Date and time.</summary>
    Both,

    /// <summary>The date alone.</summary>
    Date,

    /// <summary>The time alone, with its zone.</summary>
    Time,
}
