namespace Pendopo.Tests.StandIns.LinkedIn;

/// <summary>What no stored source proves about LinkedIn. Each is switched both ways by tests: a connector has to work either way. The first value is what is most likely.</summary>
internal sealed record LinkedInFacts
{
    /// <summary>The names and what they mean, for the guide.</summary>
    public static readonly IReadOnlyDictionary<string, string> Unverified = new Dictionary<string, string>
    {
        [nameof(GivesRefreshTokens)] = "Refresh tokens of 365 days are given to approved apps only.",
        [nameof(RotatesRefreshTokens)] = "A refresh gives a new refresh token and the old one is refused; else the same one stays, its end unchanged.",
        [nameof(RetiredStatus)] = "A version that is retired is answered with 426.",
        [nameof(DuplicateStatus)] = "Words that the page said already are answered with 422; it may be 409.",
        [nameof(RefusesDuplicates)] = "Words that the page said already are refused at all.",
        [nameof(PostsAre)] = "A post's number is urn:li:share or urn:li:ugcPost.",
        [nameof(CountsEscaped)] = "The 3,000 characters are counted with the backslashes.",
        [nameof(MostPictures)] = "A post takes 2 to 20 pictures.",
        [nameof(TakesUnreadyMedia)] = "A post may carry media that are still being made ready.",
        [nameof(ListsAfter)] = "A post stands in the list of its author at once; it may take a while.",
        [nameof(ListsAnswersApart)] = "Answers to a comment stand under that comment only, and not in the list of the post.",
        [nameof(TellsRetryAfter)] = "A limit that is reached tells no Retry-After.",
        [nameof(NumberInHeader)] = "The number of what was made stands in the header x-restli-id alone; else in the body as well.",
        [nameof(FindsPages)] = "The pages of a person stand in organizationAcls, their names in organizations: shapes from general knowledge.",
        [nameof(DeletesTwice)] = "Deleting a comment that is gone is answered with 404.",
        ["EditingAndLiking"] = "A comment of the page is changed by a partial update of message.text, and comments are liked by POST reactions with root and reactionType; liked twice is 409: shapes from general knowledge.",
        [nameof(TakesCaptions)] = "Captions go to captionsUploadUrl as a form of metadata and file (SRT), before the upload is ended: a shape from public code, without its own page.",
        [nameof(CaptionsAskToken)] = "The address of captions asks for the token; those of bytes do not.",
        [nameof(ImagesCanBeRead)] = "The state of a picture can be read with the token of a person.",
    };

    public bool GivesRefreshTokens { get; set; } = true;

    public bool RotatesRefreshTokens { get; set; } = true;

    public int RetiredStatus { get; set; } = 426;

    public int DuplicateStatus { get; set; } = 422;

    public bool RefusesDuplicates { get; set; } = true;

    /// <summary>`share` or `ugcPost`.</summary>
    public string PostsAre { get; set; } = "share";

    public bool CountsEscaped { get; set; } = true;

    public int MostPictures { get; set; } = 20;

    public bool TakesUnreadyMedia { get; set; }

    public TimeSpan ListsAfter { get; set; }

    public bool ListsAnswersApart { get; set; } = true;

    public bool TellsRetryAfter { get; set; }

    public bool NumberInHeader { get; set; } = true;

    /// <summary>Whether organizationAcls may be read; else the number of the page has to be typed.</summary>
    public bool FindsPages { get; set; } = true;

    public bool DeletesTwice { get; set; }

    public bool TakesCaptions { get; set; } = true;

    public bool CaptionsAskToken { get; set; } = true;

    public bool ImagesCanBeRead { get; set; } = true;
}
