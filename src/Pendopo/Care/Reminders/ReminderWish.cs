using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;

namespace Pendopo.Care.Reminders;

/// <summary>The way by which somebody wants to be reminded.</summary>
public enum ReminderWay
{
    WhatsApp,
    Sms,
    Email,
}

/// <summary>A wish as somebody says it.</summary>
/// <param name="Email">Only for the way of that name; else empty.</param>
/// <param name="SafeWord">A word of their own that stands in each true message; may be empty.</param>
/// <param name="Language">`id` or `en`.</param>
public sealed record WishedReminder(ReminderWay Way, string Email, string SafeWord, string Language);

/// <summary>That somebody asked to be reminded of one thing, how, and by which word they know us. Without it nobody is reminded.</summary>
public sealed class ReminderWish : IBelongsToCentre, IVersioned
{
    public const int EmailLength = 254, SafeWordLength = 24, LanguageLength = 10;

    private ReminderWish()
    {
    }

    public Id<ReminderWish> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public RemindedOf Of { get; private set; }
    public Guid Subject { get; private set; }
    public ReminderWay Way { get; private set; }
    public string Email { get; private set; } = "";
    public string SafeWord { get; private set; } = "";
    public string Language { get; private set; } = "";
    /// <summary>Who noted it at the desk; null when the person chose it themselves.</summary>
    public Id<Person>? ById { get; private set; }
    public DateTimeOffset ChosenAt { get; private set; }
    /// <summary>Since when nothing of theirs may be used; null when it may.</summary>
    public DateTimeOffset? RestrictedAt { get; private set; }
    public int Version { get; set; }

    public static ReminderWish For(Id<Centre> centre, RemindedOf of, Guid subject) => new() { Id = Id<ReminderWish>.New(), CentreId = centre, Of = of, Subject = subject };

    public void Say(WishedReminder wished, Id<Person>? by, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(wished);
        (Way, Email, SafeWord, Language, ById, ChosenAt) = (wished.Way, wished.Email, wished.SafeWord, wished.Language, by, now);
    }

    /// <summary>The same wish for another thing of the same person.</summary>
    internal ReminderWish Again(RemindedOf of, Guid subject, DateTimeOffset now)
    {
        var wish = For(CentreId, of, subject);
        wish.Say(new(Way, Email, SafeWord, Language), ById, now);
        wish.RestrictedAt = RestrictedAt;
        return wish;
    }

    public void Restrict(DateTimeOffset? at) => RestrictedAt = at;
}
