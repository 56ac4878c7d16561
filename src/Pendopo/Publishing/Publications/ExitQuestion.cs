using Pendopo.Channels.Contracts;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Exits;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Site;

namespace Pendopo.Publishing.Publications;

/// <summary>Asks, before each send, whether the words may leave.</summary>
internal sealed class ExitQuestion(ExitDoors doors)
{
    public ValueTask<ExitVerdict> Ask(Id<Centre> centre, Id<Post> post, string network, OutgoingPost words, CancellationToken cancel)
    {
        var texts = new List<LeavingText> { new("title", words.Title), new("text", words.Text), new("article", HtmlWords.Of(words.Html)) };
        texts.AddRange(words.Images.Select(image => new LeavingText("alt", image.Alt)));
        return doors.Ask(new Leaving(ExitOf(network), centre, $"post:{post}", texts, words.Language), cancel);
    }

    public static string ExitOf(string network) => network switch
    {
        OwnChannels.Site => "publishing.page",
        OwnChannels.Feeds => "publishing.feed",
        _ => "publishing.network",
    };
}
