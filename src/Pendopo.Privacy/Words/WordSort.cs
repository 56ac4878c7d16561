namespace Pendopo.Privacy.Words;

/// <summary>The one thing a word is first of all, for the trained weights: its cues in order of what they tell most.</summary>
internal static class WordSort
{
    /// <summary>A word that stands in no list.</summary>
    public const byte Unknown = 0;

    /// <summary>A name and nothing else.</summary>
    public const byte Name = 1;

    /// <summary>A name that is something else, too.</summary>
    public const byte DoubtfulName = 2;

    private const byte FirstCue = 3;

    private static readonly Cue[] Order =
    [
        Cue.Kin, Cue.Title, Cue.Office, Cue.NameLabel, Cue.Naming, Cue.Rt, Cue.Street, Cue.Hamlet, Cue.Workplace, Cue.Belongs, Cue.Month, Cue.Weekday, Cue.LifeDate, Cue.Event,
        Cue.Service, Cue.When, Cue.AgeWord, Cue.Years, Cue.Unit, Cue.Digit, Cue.Patient, Cue.Doing, Cue.Health, Cue.Care, Cue.Self, Cue.Third, Cue.Acts, Cue.Relay, Cue.Greeting, Cue.Vocative,
        Cue.Fiction, Cue.PlaceType, Cue.House, Cue.Who, Cue.Location, Cue.LivesAt, Cue.Thing, Cue.Brand, Cue.Region, Cue.Common,
    ];

    public static byte Of(Cue cues)
    {
        if (cues == Cue.None)
            return Unknown;
        if ((cues & (Cue.GivenName | Cue.Surname | Cue.DoubtfulName)) != Cue.None)
            return (cues & ~(Cue.GivenName | Cue.Surname)) == Cue.None ? Name : DoubtfulName;
        for (var at = 0; at < Order.Length; at++)
        {
            if ((cues & Order[at]) != Cue.None)
                return (byte)(FirstCue + at);
        }
        return (byte)(FirstCue + Order.Length);
    }
}
