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

    /// <summary>Date and time, with yesterday, today and tomorrow by these words: for lists of what is under way.</summary>
    Near,
}
