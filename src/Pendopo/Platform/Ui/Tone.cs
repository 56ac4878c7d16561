namespace Pendopo.Platform.Ui;

/// <summary>What a colour repeats. The words say it first.</summary>
public enum Tone
{
    /// <summary>Nothing particular.</summary>
    Plain,

    /// <summary>It went well, or goes well.</summary>
    Good,

    /// <summary>Somebody or something is awaited.</summary>
    Waiting,

    /// <summary>It failed, or a person must act.</summary>
    Danger,

    /// <summary>Worth knowing.</summary>
    Information,
}

/// <summary>The states of work, everywhere the same words.</summary>
public enum WorkState
{
    /// <summary>Being written.</summary>
    Draft,

    /// <summary>Submitted for review.</summary>
    WaitingForApproval,

    /// <summary>Changes were asked for.</summary>
    ChangesAsked,

    /// <summary>Approved and not yet scheduled.</summary>
    Approved,

    /// <summary>Will go out at its time.</summary>
    Scheduled,

    /// <summary>Is going out now.</summary>
    Sending,

    /// <summary>Has gone out.</summary>
    Sent,

    /// <summary>Did not go out; a reason is known.</summary>
    Failed,

    /// <summary>Nobody knows yet whether it went out.</summary>
    NotCertain,

    /// <summary>Was taken back.</summary>
    Recalled,

    /// <summary>Was refused by a reviewer.</summary>
    Rejected,
}

/// <summary>Which tone a state has.</summary>
public static class WorkStates
{
    /// <summary>The tone that repeats the state's word.</summary>
    public static Tone ToneOf(WorkState state) => state switch
    {
        WorkState.WaitingForApproval or WorkState.ChangesAsked or WorkState.NotCertain => Tone.Waiting,
        WorkState.Scheduled or WorkState.Sending or WorkState.Approved => Tone.Information,
        WorkState.Sent => Tone.Good,
        WorkState.Failed or WorkState.Rejected => Tone.Danger,
        _ => Tone.Plain,
    };

    /// <summary>The key of the state's word in <see cref="UiText"/>.</summary>
    public static string KeyOf(WorkState state) => "State" + state;
}

/// <summary>The ending of the style classes that carry a tone.</summary>
internal static class Tones
{
    public static string Suffix(this Tone tone) => tone switch
    {
        Tone.Good => "good",
        Tone.Waiting => "waiting",
        Tone.Danger => "danger",
        Tone.Information => "info",
        _ => "plain",
    };

    public static string IconOf(this Tone tone) => tone switch
    {
        Tone.Good => "check",
        Tone.Waiting => "clock",
        Tone.Danger => "warning",
        _ => "info",
    };
}
