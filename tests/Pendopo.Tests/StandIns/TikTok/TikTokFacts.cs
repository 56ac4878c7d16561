namespace Pendopo.Tests.StandIns.TikTok;

/// <summary>
/// What is told of TikTok by pages of developers.tiktok.com that were read in stored copies (Direct Post, Media Transfer, Get Post Status, Query Creator Info) and tried against nothing:
/// all of it is unverified, and what a connector could stumble over is switched both ways. The first value is what is most likely.
/// </summary>
internal sealed record TikTokFacts
{
    /// <summary>The names and what they mean, for the guide.</summary>
    public static readonly IReadOnlyDictionary<string, string> Unverified = new Dictionary<string, string>
    {
        [nameof(RefusesUnauditedPublic)] = "An unaudited app that asks for more than SELF_ONLY is refused with unaudited_client_can_only_post_to_private_accounts; otherwise the post silently becomes private.",
        [nameof(RotatesRefresh)] = "A refresh gives a new refresh token, and the old one is dead.",
        [nameof(HexChallenge)] = "The PKCE challenge is the hex of SHA-256 (as for desktop apps), not base64url.",
        [nameof(LooksUntilPublished)] = "Looks at a publication before it is PUBLISH_COMPLETE.",
        [nameof(TellsPostId)] = "The id of the post is told once moderation is over (for public posts alone).",
        [nameof(PostsADay)] = "Posts of one account a day over the API (about 15; another app's count, too).",
        [nameof(InitsAMinute)] = "init: 6 calls a minute and token; status: 30; creator_info: 20.",
        [nameof(UploadLives)] = "The upload address lives an hour.",
        [nameof(RoundsDown)] = "total_chunk_count is size / chunk_size rounded down, so the last chunk is the larger one; otherwise rounded up.",
        [nameof(ErrorsInside200)] = "Errors come with their own status; otherwise with HTTP 200 and `error.code`.",
        [nameof(SmallestChunk)] = "Chunks are 5 to 64 MB; a file under 5 MB goes whole.",
        [nameof(TakesSettingMissing)] = "`privacy_level` may not be missing.",
    };

    public bool RefusesUnauditedPublic { get; set; } = true;

    public bool RotatesRefresh { get; set; } = true;

    public bool HexChallenge { get; set; }

    public int LooksUntilPublished { get; set; } = 1;

    public bool TellsPostId { get; set; } = true;

    public int PostsADay { get; set; } = 15;

    public int InitsAMinute { get; set; } = 6;

    public TimeSpan UploadLives { get; set; } = TimeSpan.FromHours(1);

    public bool RoundsDown { get; set; } = true;

    public bool ErrorsInside200 { get; set; }

    public int SmallestChunk { get; set; } = 5 << 20;

    public bool TakesSettingMissing { get; set; }
}
