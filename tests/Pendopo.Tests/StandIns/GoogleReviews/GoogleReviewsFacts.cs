namespace Pendopo.Tests.StandIns.GoogleReviews;

/// <summary>
/// What is told of reviews in Google Business Profile by pages of developers.google.com that were read in stored copies (review data, quota limits, latest updates) and tried against nothing:
/// all of it is unverified, and what a connector could stumble over is switched both ways.
/// </summary>
internal sealed record GoogleReviewsFacts
{
    /// <summary>The names and what they mean, for the guide.</summary>
    public static readonly IReadOnlyDictionary<string, string> Unverified = new Dictionary<string, string>
    {
        [nameof(TellsReplyState)] = "`reviewReply` tells its moderation as `reviewReplyState` (since 1 April 2026).",
        [nameof(ReplyWaits)] = "A new answer waits for moderation (PENDING) before it is APPROVED.",
        [nameof(EmptyListOmits)] = "A list without reviews leaves `reviews` out.",
        [nameof(AnswersDeletedMissing)] = "Taking back an answer that does not exist is 404.",
        [nameof(NeedsVerified)] = "A place that is not verified refuses answers with FAILED_PRECONDITION.",
        [nameof(PageSize)] = "A page holds 50 reviews at most.",
        [nameof(ReplyBytes)] = "An answer takes 4,096 bytes.",
        [nameof(WithoutAccess)] = "A project to which Google gave no access has a quota of 0: 429 at the first call; otherwise 403 SERVICE_DISABLED.",
    };

    public bool TellsReplyState { get; set; } = true;

    public bool ReplyWaits { get; set; }

    public bool EmptyListOmits { get; set; } = true;

    public bool AnswersDeletedMissing { get; set; } = true;

    public bool NeedsVerified { get; set; } = true;

    public int PageSize { get; set; } = 50;

    public int ReplyBytes { get; set; } = 4096;

    public bool WithoutAccess { get; set; } = true;
}
