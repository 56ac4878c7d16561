namespace Pendopo.Tests.StandIns.YouTube;

/// <summary>What no stored source proves about YouTube. Each is switched both ways by tests; the first value is what is most likely.</summary>
internal sealed record YouTubeFacts
{
    /// <summary>The names and what they mean, for the guide.</summary>
    public static readonly IReadOnlyDictionary<string, string> Unverified = new Dictionary<string, string>
    {
        [nameof(LocksUnaudited)] = "A project without an audit (made after 28 July 2020) publishes private videos alone: told in the answer (`privacyStatus` private); otherwise refused with `forbidden`.",
        [nameof(TitleLength)] = "A title takes 100 characters.",
        [nameof(ModerationEmpty)] = "setModerationStatus answers 204 without a body.",
        [nameof(InsertBucket)] = "Uploads have a bucket of their own of 100 a day; otherwise each takes 1,600 of the 10,000 units.",
        [nameof(QuotaDomain)] = "The domain in the error of a used-up quota.",
        [nameof(SessionLives)] = "The address of an upload lives about a week.",
        [nameof(DeadSession)] = "The status of an upload whose address is dead: 404 or 410.",
        [nameof(PublishAtNeedsPrivate)] = "`publishAt` is taken with privacyStatus private alone.",
        [nameof(LooksUntilProcessed)] = "Looks at a video before its processing is told as finished.",
        [nameof(QuotaZone)] = "The quota is given back at midnight of the Pacific coast.",
    };

    public bool LocksUnaudited { get; set; } = true;

    public int TitleLength { get; set; } = 100;

    public bool ModerationEmpty { get; set; } = true;

    public bool InsertBucket { get; set; } = true;

    public string QuotaDomain { get; set; } = "youtube.quota";

    public TimeSpan SessionLives { get; set; } = TimeSpan.FromDays(7);

    public int DeadSession { get; set; } = 404;

    public bool PublishAtNeedsPrivate { get; set; } = true;

    public int LooksUntilProcessed { get; set; } = 1;

    public string QuotaZone { get; set; } = "America/Los_Angeles";
}
