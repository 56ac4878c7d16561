using Pendopo.Platform;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Posts;

namespace Pendopo.Publishing.Kinds;

/// <summary>What a kind of post needs before it may be handed in.</summary>
/// <param name="Consent">It may show or tell of somebody: it names their consents in the register, or says that nobody can be recognised.</param>
/// <param name="Sources">It states what is held to be true of health: with its sources.</param>
/// <param name="Clinical">It is checked by a clinician, where the centre has one who may approve.</param>
/// <param name="Picture">It is a picture first of all.</param>
public sealed record KindRule(PostKind Kind, bool Consent = false, bool Sources = false, bool Clinical = false, bool Picture = false);

/// <summary>The kinds in the order in which they are offered, and what each needs.</summary>
internal static class KindRules
{
    public static IReadOnlyList<KindRule> All { get; } =
    [
        new(PostKind.Tip, Clinical: true),
        new(PostKind.Article, Sources: true, Clinical: true),
        new(PostKind.Notice),
        new(PostKind.Event),
        new(PostKind.Question),
        new(PostKind.Poll),
        new(PostKind.Story, Consent: true, Clinical: true),
        new(PostKind.BehindTheScenes, Consent: true),
        new(PostKind.Learned),
        new(PostKind.Infographic, Sources: true, Clinical: true, Picture: true),
        new(PostKind.Video, Consent: true, Clinical: true),
    ];

    public static KindRule Of(PostKind kind) => All.First(rule => rule.Kind == kind);

    /// <summary>A draft's details fit their row.</summary>
    public static IEnumerable<Problem> ToKeep(PostWords words, PostLedger ledger)
    {
        var details = words.Details;
        if (details.Place.Length > PostDetails.PlaceLength)
            yield return ledger.Problem("TooLong", "Place", PostDetails.PlaceLength);
        if (details.Partner.Length > PostDetails.PartnerLength)
            yield return ledger.Problem("TooLong", "Partner", PostDetails.PartnerLength);
        if (details.Link.Length > PostDetails.LinkLength)
            yield return ledger.Problem("TooLong", "Link", PostDetails.LinkLength);
        else if (details.Link.Length > 0 && !(Uri.TryCreate(details.Link, UriKind.Absolute, out var link) && link.Scheme is "http" or "https"))
            yield return ledger.Problem("LinkUnclear", "Link");
        if (details.Choices.Count > PostDetails.MostChoices)
            yield return ledger.Problem("TooManyChoices", "Choices", PostDetails.MostChoices);
        if (details.Choices.Any(choice => choice.Length > PostDetails.ChoiceLength))
            yield return ledger.Problem("TooLong", "Choices", PostDetails.ChoiceLength);
    }

    // Who does not hear it reads it (WCAG 2.2, 1.2.1 and 1.2.2).
    private static IEnumerable<Problem> VideoToSubmit(PostVideo? video, PostLedger ledger)
    {
        if (video is null)
            yield break;
        if (!video.Silent && video.Captions.Length == 0)
            yield return ledger.Problem("CaptionsRequired");
        if (video.Transcript.Length == 0)
            yield return ledger.Problem("TranscriptRequired");
        if (video.Shows is null)
            yield return ledger.Problem("VideoShowsRequired");
    }

    /// <summary>What is handed in says what its kind must say.</summary>
    public static IEnumerable<Problem> ToSubmit(PostWords words, PostLedger ledger)
    {
        var (rule, details) = (Of(words.Kind), words.Details);
        if (rule.Sources && string.IsNullOrWhiteSpace(words.Sources))
            yield return ledger.Problem("SourcesRequired", "Sources");
        if (rule.Picture && words.Pictures.Count == 0)
            yield return ledger.Problem("InfographicNeedsPicture", "Pictures");
        if (details.Partner.Length == 0 && details.Labels.Any(label => label != DisclosureLabel.AiHelped))
            yield return ledger.Problem("PartnerRequired", "Partner");
        if (words.Kind == PostKind.Event && details.Begins is null)
            yield return ledger.Problem("BeginsRequired", "BeginsDate");
        if (words.Kind == PostKind.Event && details.Place.Length == 0)
            yield return ledger.Problem("PlaceRequired", "Place");
        if (details.Begins is { } begins && details.Ends < begins)
            yield return ledger.Problem("EndsBeforeItBegins", "EndsDate");
        // A question may go without answers to choose from; offered ones differ, in either kind.
        if ((words.Kind == PostKind.Poll || (words.Kind == PostKind.Question && details.Choices.Count > 0)) && details.Choices.Distinct(StringComparer.OrdinalIgnoreCase).Count() is var offered && (offered < PostDetails.LeastChoices || offered != details.Choices.Count))
            yield return ledger.Problem("ChoicesRequired", "Choices", PostDetails.LeastChoices);
        if (words.Kind == PostKind.Video && details.Link.Length == 0 && details.Video is null)
            yield return ledger.Problem("VideoRequired", "Link");
        foreach (var problem in VideoToSubmit(details.Video, ledger))
            yield return problem;
    }
}
