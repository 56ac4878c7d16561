using Pendopo.Text.Reading;

namespace Pendopo.Text.Insights;

/// <summary>How soon a person must answer.</summary>
public enum Urgency
{
    /// <summary>Needs no answer.</summary>
    None,

    /// <summary>Needs an answer, not today.</summary>
    Routine,

    /// <summary>A person must answer the same day.</summary>
    Urgent,

    /// <summary>Ambulance or emergency department now.</summary>
    Emergency,
}

/// <summary>The feeling of a message. A symptom told in distress is negative.</summary>
public enum Sentiment
{
    /// <summary>Praise, relief, joy.</summary>
    Positive,

    /// <summary>Neither.</summary>
    Neutral,

    /// <summary>Complaint, distress, anger.</summary>
    Negative,
}

/// <summary>One thing a model says about a message.</summary>
/// <typeparam name="T">What it says.</typeparam>
/// <param name="Value">The best guess.</param>
/// <param name="Confidence">How likely the guess is right, 0 to 1, calibrated on rows the model was not trained on.</param>
/// <param name="Unsure">True when the confidence is below the threshold of the task: show the guess as a question and let a person look.</param>
/// <param name="Reasons">The words of the message that spoke most for it, strongest first, at most four; empty for the absence of something.</param>
public sealed record Finding<T>(T Value, double Confidence, bool Unsure, IReadOnlyList<string> Reasons);

/// <summary>Everything the library says about one message. It is a guess to sort by, never a diagnosis and never a reason to leave a message unread.</summary>
public sealed record MessageInsight
{
    /// <summary>The language with the most evidence; <see cref="Language.Unknown"/> for a message without words.</summary>
    public required Language Language { get; init; }

    /// <summary>The BCP 47 code of the language; Indonesian where there is no evidence, as most writers are.</summary>
    public string LanguageCode => Language == Language.Unknown ? "id" : Language.Code();

    /// <summary>How soon a person must answer.</summary>
    public required Finding<Urgency> Urgency { get; init; }

    /// <summary>A real sign of self-harm, suicide or violence, own or of another person; not figures of speech, fiction or news.</summary>
    public required Finding<bool> Crisis { get; init; }

    /// <summary>Suspected harm after a medicine, vaccine, herb, procedure or dosing error.</summary>
    public required Finding<bool> AdverseEvent { get; init; }

    /// <summary>Spreads or asks about an unverified health claim.</summary>
    public required Finding<bool> Rumour { get; init; }

    /// <summary>One person's health or identity: should move to a private channel.</summary>
    public required Finding<bool> PrivateMatter { get; init; }

    /// <summary>One to three of the 24 topic ids, best first; "other" when none fits.</summary>
    public required Finding<IReadOnlyList<string>> Topics { get; init; }

    /// <summary>The feeling of the message.</summary>
    public required Finding<Sentiment> Sentiment { get; init; }

    /// <summary>How hard the message is to read.</summary>
    public required ReadingScore Reading { get; init; }
}
