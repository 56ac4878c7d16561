using Microsoft.Extensions.Localization;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Declared;
using Pendopo.Publishing.Kinds;
using Pendopo.Safety.Contracts;

namespace Pendopo.Publishing.Consents;

/// <summary>Asks, wherever a post goes on its way, whether the persons it shows still say yes to the channel.</summary>
internal sealed class PersonsCheck(ConsentUses uses, PostConsents consents, ShownPictures pictures, IStringLocalizer<PersonsText> words)
{
    /// <summary>Why a post may not be handed in: its kind may show somebody, and it neither names their consent nor says that nobody can be recognised; or nobody said
    /// whom one of its pictures shows.</summary>
    public async Task<Platform.Problem?> Unsaid(Post post, CancellationToken cancel)
    {
        if (await pictures.Unsaid(post.Words, cancel) is { } undeclared)
            return undeclared;
        if (!KindRules.Of(post.Kind).Consent || (post.Kind != PostKind.Story && post.Words.Details.NobodyShown) || (await uses.Of(PostConsents.KindName, post.Id.Value, cancel)).Count > 0)
            return null;
        return post.Kind == PostKind.Story ? new("StoryNeedsConsent", words["StoryNeedsConsent"]) : new("PersonsUnsaid", words["PersonsUnsaid"], "NobodyShown");
    }

    /// <summary>Why a post may not go there as it stands now, or null when it may.</summary>
    public Task<Platform.Problem?> Refuses(Post post, IEnumerable<string> networks, DateTimeOffset? at, CancellationToken cancel) => Refuses(post.Id, post.Words, networks, at, cancel);

    /// <summary>The same for the words that go out, which may be an earlier revision. A story is always somebody's, so it names a consent for words; so does a video
    /// that is declared to show persons, for video, and each picture that is.</summary>
    public async Task<Platform.Problem?> Refuses(Id<Post> post, PostWords said, IEnumerable<string> networks, DateTimeOffset? at, CancellationToken cancel)
    {
        List<ConsentChannel> channels = [.. networks.Select(network => new ConsentChannel(network, consents.NameOf(network)))];
        var named = await uses.Of(PostConsents.KindName, post.Value, cancel);
        if (Unnamed(said, named) is { } code)
            return new(code, words[code]);
        return await pictures.Refuses(said, channels, at, cancel) ?? await uses.Refuses(PostConsents.KindName, post.Value, channels, at, cancel);
    }

    // One yes never carries another: a consent to a photograph lends no words, and one to a story no face.
    private static string? Unnamed(PostWords said, IReadOnlyList<NamedConsent> named)
    {
        if (said.Kind == PostKind.Story && !ShownPictures.Covers(named, ConsentMedium.Words))
            return "StoryNeedsConsent";
        if (said.ShowsPersons && named.Count == 0)
            return "PersonsNeedConsent";
        return said.ShowsPersons && !ShownPictures.Covers(named, ConsentMedium.Video) ? "VideoNeedsConsent" : null;
    }
}
