namespace Pendopo.Tests.StandIns.X;

/// <summary>What no stored source proves about X. Each is switched both ways by tests: a connector has to work either way. The first value is what is most likely.</summary>
internal sealed record XFacts
{
    /// <summary>The names and what they mean, for the guide.</summary>
    public static readonly IReadOnlyDictionary<string, string> Unverified = new Dictionary<string, string>
    {
        [nameof(RefusesDuplicates)] = "Words that the account said already are refused with 403.",
        [nameof(AnswersItself)] = "An app that may only answer who mentioned the account may still answer the account's own posts: threads.",
        [nameof(LongestText)] = "A post holds 280 by weight; accounts that pay hold more.",
        [nameof(BareDomainsAreLinks)] = "A domain without http:// counts as a link of 23, and costs as one.",
        [nameof(TooLongStatus)] = "Words that are too long are answered with 400; it may be 403.",
        [nameof(CapStatus)] = "Credits used up are answered with 429 and a type that ends in usage-capped; it may be 402 or 403.",
        [nameof(RefreshError)] = "A refresh token used twice is answered with 400 and invalid_grant; it may be invalid_request.",
        [nameof(ReuseEndsAll)] = "A refresh token used twice ends the tokens that came of it.",
        [nameof(ListsAfter)] = "A post stands in the account's own list at once; it may take a while.",
        [nameof(LooksUntilReady)] = "A video is made ready within a few looks.",
        [nameof(PicturesAreMadeReady)] = "A picture needs no making ready: `finalize` tells no processing_info of it.",
        [nameof(MediaLife)] = "What was uploaded and not posted is kept 24 hours.",
        [nameof(TakesSubtitles)] = "The captions of a video that stands in no post yet are tied to it by POST media/subtitles; where not, with 400.",
        [nameof(PartialErrors)] = "A list may carry errors[] beside its data with status 200.",
        [nameof(TellsPrivateFigures)] = "Clicks stand in non_public_metrics for 30 days, of own posts only.",
        [nameof(HidingIsRepeatable)] = "Hiding what is hidden succeeds.",
        [nameof(DeletesTwice)] = "Deleting what is gone is answered with deleted: true; else with 404.",
        [nameof(EventShape)] = "Events of the X Activity API stand as data.{event_type, filter, payload}: their shape is from general knowledge.",
    };

    public bool RefusesDuplicates { get; set; } = true;

    public bool AnswersItself { get; set; } = true;

    public int LongestText { get; set; } = 280;

    public bool BareDomainsAreLinks { get; set; } = true;

    public int TooLongStatus { get; set; } = 400;

    public int CapStatus { get; set; } = 429;

    public string RefreshError { get; set; } = "invalid_grant";

    public bool ReuseEndsAll { get; set; }

    public TimeSpan ListsAfter { get; set; }

    public int LooksUntilReady { get; set; } = 2;

    public bool PicturesAreMadeReady { get; set; }

    public TimeSpan MediaLife { get; set; } = TimeSpan.FromHours(24);

    public bool TakesSubtitles { get; set; } = true;

    public bool PartialErrors { get; set; }

    public bool TellsPrivateFigures { get; set; } = true;

    public bool HidingIsRepeatable { get; set; } = true;

    public bool DeletesTwice { get; set; }

    /// <summary>Whether the payload of an event is the post itself; else it stands under `post`.</summary>
    public bool EventShape { get; set; } = true;
}
