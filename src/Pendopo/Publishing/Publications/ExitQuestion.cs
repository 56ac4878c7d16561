using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Exits;
using Pendopo.Publishing.Consents;
using Pendopo.Publishing.Contracts;

namespace Pendopo.Publishing.Publications;

/// <summary>Asks, before each send, whether the words may leave, and whether those they show still agree.</summary>
internal sealed class ExitQuestion(ExitDoors doors, PersonsCheck persons)
{
    /// <summary>Why somebody whom these words show does not agree to this network, or null.</summary>
    public Task<Platform.Problem?> PersonsRefuse(Id<Post> post, PostWords said, string network, DateTimeOffset at, CancellationToken cancel) => persons.Refuses(post, said, [network], at, cancel);

    public ValueTask<ExitVerdict> Ask(Id<Centre> centre, Id<Post> post, string network, Parcel parcel, CancellationToken cancel) =>
        doors.Ask(new Leaving(ExitOf(network), centre, $"{PostContent.Kind}:{post}", parcel.Texts, parcel.Post.Language), cancel);

    public static string ExitOf(string network) => network switch
    {
        OwnChannels.Site => "publishing.page",
        OwnChannels.Feeds => "publishing.feed",
        _ => "publishing.network",
    };
}
