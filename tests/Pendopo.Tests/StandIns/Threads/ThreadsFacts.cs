namespace Pendopo.Tests.StandIns.Threads;

/// <summary>What no stored source proves about Threads. Each is switched both ways by tests; the first value is what is most likely.</summary>
internal sealed record ThreadsFacts
{
    /// <summary>The names and what they mean, for the guide.</summary>
    public static readonly IReadOnlyDictionary<string, string> Unverified = new Dictionary<string, string>
    {
        [nameof(AsksProof)] = "The proof of the app's secret beside a token is taken and not asked for.",
        [nameof(ChecksChallenge)] = "The sign-in looks at a code challenge (PKCE); the network's pages name none.",
        [nameof(TellsContainersPublished)] = "A container that went out says PUBLISHED.",
        [nameof(ContainerLife)] = "A container lives 24 hours.",
        [nameof(MostLinks)] = "A post takes 5 links.",
        [nameof(CountsEmojiAsBytes)] = "An emoji counts as many characters as it has bytes in UTF-8, as the network's page says.",
        [nameof(QuotaCode)] = "The publishing quota used up is code 9 with subcode 2207042, as on Instagram.",
        [nameof(DeletesPosts)] = "A post is deleted through the API (100 in 24 hours); programs of others say that it is not.",
        [nameof(HidesNested)] = "Only answers at the first level are hidden; what stands below goes with them.",
        [nameof(ExtendsYoungTokens)] = "A long-lived token is extended only when it is 24 hours old.",
        [nameof(TakesAltText)] = "A picture takes `alt_text`; where it does not, the call is refused.",
        [nameof(TellsGranted)] = "What was allowed to a token is told (`debug_token`); the network's page says that a tester's token is asked for.",
        [nameof(ErrorsInside200)] = "An error may come with HTTP 200.",
    };

    public bool AsksProof { get; set; }

    public bool ChecksChallenge { get; set; }

    public bool TellsContainersPublished { get; set; } = true;

    public TimeSpan ContainerLife { get; set; } = TimeSpan.FromHours(24);

    public int MostLinks { get; set; } = 5;

    public bool CountsEmojiAsBytes { get; set; } = true;

    public int QuotaCode { get; set; } = 9;

    public bool DeletesPosts { get; set; } = true;

    public bool HidesNested { get; set; }

    public bool ExtendsYoungTokens { get; set; }

    public bool TakesAltText { get; set; } = true;

    public bool TellsGranted { get; set; } = true;

    public bool ErrorsInside200 { get; set; }
}
