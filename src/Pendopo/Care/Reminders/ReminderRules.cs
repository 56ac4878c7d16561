using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Care.Reminders;

/// <summary>When a centre reminds.</summary>
/// <param name="FirstMinutes">So long before an appointment; 0 for never. <paramref name="SecondMinutes"/> likewise.</param>
/// <param name="QuietFrom">Minute of the day from which nobody is written to, until <paramref name="QuietTo"/>; the same for no quiet hours.</param>
/// <param name="Template">The approved words of WhatsApp that carry a reminder; empty for none.</param>
public sealed record ReminderTimesSet(int FirstMinutes, int SecondMinutes, int QuietFrom, int QuietTo, string Template)
{
    public const int MostMinutes = 7 * 24 * 60;

    /// <summary>The day before and two hours before; nobody is woken.</summary>
    public static readonly ReminderTimesSet Usual = new(24 * 60, 2 * 60, 21 * 60, 6 * 60, "");
}

/// <summary>What a centre settles for its reminders.</summary>
public sealed class ReminderRules : IBelongsToCentre, IVersioned
{
    public const int TemplateLength = 60;

    private ReminderRules()
    {
    }

    public Id<ReminderRules> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public int FirstMinutes { get; private set; }
    public int SecondMinutes { get; private set; }
    public int QuietFrom { get; private set; }
    public int QuietTo { get; private set; }
    public string Template { get; private set; } = "";
    public int Version { get; set; }

    public ReminderTimesSet Set => new(FirstMinutes, SecondMinutes, QuietFrom, QuietTo, Template);

    public static ReminderRules Of(Id<Centre> centre)
    {
        var rules = new ReminderRules { Id = Id<ReminderRules>.New(), CentreId = centre };
        rules.Say(ReminderTimesSet.Usual);
        return rules;
    }

    public void Say(ReminderTimesSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        (FirstMinutes, SecondMinutes, QuietFrom, QuietTo, Template) = (set.FirstMinutes, set.SecondMinutes, set.QuietFrom, set.QuietTo, set.Template);
    }
}
