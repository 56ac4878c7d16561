namespace Pendopo.Tests.StandIns.Graph;

/// <summary>What no stored source proves about Facebook and Instagram. Each is switched both ways by tests: a connector has to work either way.
/// The first value is what is most likely.</summary>
internal sealed record GraphFacts
{
    /// <summary>The names and what they mean, for the guide.</summary>
    public static readonly IReadOnlyDictionary<string, string> Unverified = new Dictionary<string, string>
    {
        [nameof(PageTokensEnd)] = "A page token made from a long-lived token of a person does not end by time.",
        [nameof(TakesAltText)] = "A picture of a page takes `alt_text_custom`; where it does not, the whole call is refused.",
        [nameof(ErrorsInside200)] = "An error may come with HTTP 200.",
        [nameof(TellsAuthors)] = "`from` stands in comments; for privacy it may be missing.",
        [nameof(PageRepliesPrivately)] = "A page may answer a comment privately, once and within 7 days, as Instagram documents it.",
        [nameof(ContainerLife)] = "A container of Instagram lives 24 hours.",
        [nameof(MostHashtags)] = "A caption of Instagram takes 30 hashtags.",
        [nameof(DeletesMedia)] = "Instagram deletes no media through the API.",
        [nameof(QuotaCode)] = "The publishing quota used up is code 9 with subcode 2207042.",
        [nameof(ExtendsYoungTokens)] = "A token of Instagram Login is extended only when it is 24 hours old.",
        [nameof(RefusesFieldsAfterWriting)] = "`fields` with a comment of Instagram gives an error after the comment was made.",
        [nameof(PageTakesInstagramFields)] = "A page's subscription refuses the fields of Instagram.",
        [nameof(VideoPostAfter)] = "The post of a video appears some looks after the upload.",
        [nameof(ResumesAtOffset)] = "The upload of a video in parts tells where to go on (`upload_phase` for pages, `file_offset` at the upload address for reels): shapes from general knowledge.",
        [nameof(UploadAddressAsksProof)] = "The upload addresses of reels, stories and Instagram take the token alone, without the app's proof beside it.",
        [nameof(FinishTellsPost)] = "The end of a reel's or a story's upload tells its post at once.",
        [nameof(TakesStories)] = "Stories of a page may be published and listed by the app; where they may not, the whole edge is refused.",
        [nameof(MostReels)] = "A page takes 30 reels through the API in 24 hours.",
        [nameof(RatingsServed)] = "The ratings of a page are still told; where they are not, error 12 says that they are deprecated.",
        [nameof(RatingsAnswered)] = "A recommendation is answered by a comment on its story; its own node is deprecated since v22 (error 12).",
        [nameof(TellsUploadedBytes)] = "A container of Instagram tells in `video_status` how many bytes arrived.",
        [nameof(Captions)] = "The captions of a video are taken before it is shown; else only once it stands, or never.",
        [nameof(OldVersionsServed)] = "A version that ended is silently served as the oldest usable one.",
    };

    public bool PageTokensEnd { get; set; }

    public bool TakesAltText { get; set; } = true;

    public bool ErrorsInside200 { get; set; }

    public bool TellsAuthors { get; set; } = true;

    public bool PageRepliesPrivately { get; set; } = true;

    public TimeSpan ContainerLife { get; set; } = TimeSpan.FromHours(24);

    public int MostHashtags { get; set; } = 30;

    public bool DeletesMedia { get; set; }

    public int QuotaCode { get; set; } = 9;

    public bool ExtendsYoungTokens { get; set; }

    public bool RefusesFieldsAfterWriting { get; set; } = true;

    public bool PageTakesInstagramFields { get; set; }

    /// <summary>Looks at a video before its post is told.</summary>
    public int VideoPostAfter { get; set; } = 1;

    public bool ResumesAtOffset { get; set; } = true;

    public bool OldVersionsServed { get; set; } = true;

    public bool UploadAddressAsksProof { get; set; }

    public bool FinishTellsPost { get; set; } = true;

    public bool TakesStories { get; set; } = true;

    public int MostReels { get; set; } = 30;

    public bool RatingsServed { get; set; } = true;

    public bool RatingsAnswered { get; set; } = true;

    public bool TellsUploadedBytes { get; set; } = true;

    public CaptionsTaken Captions { get; set; }
}

internal enum CaptionsTaken { Always, OnceItStands, Never }
