using Pendopo.Platform.Ui;

namespace Pendopo.Publishing.Campaigns;

/// <summary>What the colour of a phase repeats.</summary>
internal static class PhaseWords
{
    public static Tone ToneOf(CampaignPhase phase) => phase switch
    {
        CampaignPhase.Coming => Tone.Information,
        CampaignPhase.Running => Tone.Good,
        CampaignPhase.Over => Tone.Waiting,
        _ => Tone.Plain,
    };
}
