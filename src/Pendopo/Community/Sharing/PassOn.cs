using Microsoft.Extensions.Localization;
using Pendopo.Community.Rumours;
using Pendopo.Community.Talk;
using Pendopo.Platform;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Settings;

namespace Pendopo.Community.Sharing;

/// <summary>What is passed on of a post: its address and the centre's name. Nothing of what was said, of who said it, nor of who passes it on.</summary>
internal sealed record Passed(string Address, string Text)
{
    /// <summary>Opens WhatsApp with the words; to whom they go is chosen there (faq.whatsapp.com, "How to use click to chat").</summary>
    public string WhatsApp => "https://wa.me/?text=" + Uri.EscapeDataString(Text);
}

/// <summary>Lets people pass on what was said for everybody. What a person at the centre looks into waits for that.</summary>
internal sealed class PassOn(SaidReading reading, Here here, PublicAddress address, IStringLocalizer<ShareText> words)
{
    public async Task<Result<Passed>> For(Id<Said> id, CancellationToken cancel)
    {
        if (await reading.Thread(id, cancel) is not var (post, _) || post.Said.GoneAt is not null)
            return Problem.NotFound;
        if (post.Said.Audience != SaidAudience.Everyone)
            return words.Problem("NotOpen");
        if (post.Rumour is { State: RumourState.Looking })
            return words.Problem("Paused");
        if (post.Said.LimitedAt is not null || post.Said.HiddenAt is not null)
            return words.Problem("NotNow");
        var home = address.Home(here.Centre);
        var link = $"{home}/square/posts/{id}";
        var text = words["Words", here.Centre.Name, link].Value;
        return new Passed(link, post.Rumour is { State: RumourState.Confirmed, ClaimId: { } claim } ? $"{text}\n{words["Answer", $"{home}/true-or-not/{claim}"]}" : text);
    }
}
