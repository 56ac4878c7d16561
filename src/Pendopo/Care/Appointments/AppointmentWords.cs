using Pendopo.Platform.Ui;

namespace Pendopo.Care.Appointments;

/// <summary>What the colours of states repeat.</summary>
internal static class AppointmentWords
{
    public static Tone ToneOf(AppointmentState state) => state switch
    {
        AppointmentState.Booked => Tone.Information,
        AppointmentState.CheckedIn => Tone.Waiting,
        AppointmentState.Fulfilled => Tone.Good,
        AppointmentState.NoShow => Tone.Plain,
        _ => Tone.Danger,
    };
}
