using System.Globalization;
using Pendopo.Safety.Contracts;

namespace Pendopo.Safety.Consents;

/// <summary>Where something may be shown or sent, purpose by purpose.</summary>
internal sealed class ConsentChannels(IEnumerable<IConsentUser> users)
{
    public const string Site = "site", Feeds = "feeds", Print = "print";

    /// <summary>What may be asked for under a purpose, in the reader's language.</summary>
    public async Task<IReadOnlyList<ConsentChannel>> Of(ConsentPurpose purpose, CancellationToken cancel)
    {
        if (!IsPublic(purpose))
            return [.. Own(purpose).Select(key => new ConsentChannel(key, ConsentText.Say("Channel_" + key)))];
        var channels = new List<ConsentChannel>();
        foreach (var user in users)
            channels.AddRange(await user.Channels(cancel));
        return [.. channels.Where(channel => channel.Key is not (Feeds or Print)).DistinctBy(channel => channel.Key, StringComparer.Ordinal), new(Print, ConsentText.Say("Channel_print"))];
    }

    /// <summary>Names of keys, in the reader's language; a channel that is gone keeps its key.</summary>
    public async Task<string> Names(ConsentPurpose purpose, IReadOnlyCollection<string> keys, CancellationToken cancel)
    {
        var known = await Of(purpose, cancel);
        return string.Join(", ", keys.Select(key => known.FirstOrDefault(channel => channel.Key == key)?.Name ?? key));
    }

    /// <summary>Whether the purpose shows the person to everybody.</summary>
    public static bool IsPublic(ConsentPurpose purpose) => purpose is ConsentPurpose.Story or ConsentPurpose.Photograph or ConsentPurpose.Video or ConsentPurpose.Testimonial;

    /// <summary>Every post stands on the own site first, so a yes to showing includes it.</summary>
    public static IEnumerable<string> Always(ConsentPurpose purpose) => IsPublic(purpose) ? [Site] : Own(purpose) is [var only] ? [only] : [];

    public static IReadOnlyList<ConsentMedium> MediaOf(ConsentPurpose purpose) => purpose switch
    {
        ConsentPurpose.Story or ConsentPurpose.Testimonial => [ConsentMedium.Words],
        ConsentPurpose.Photograph => [ConsentMedium.Picture],
        ConsentPurpose.Video or ConsentPurpose.Recording => [ConsentMedium.Video, ConsentMedium.Voice],
        ConsentPurpose.ColleagueCase => [ConsentMedium.Words, ConsentMedium.Picture],
        _ => [ConsentMedium.Words],
    };

    /// <summary>Whether the person is asked how they want to be named.</summary>
    public static bool Names(ConsentPurpose purpose) => IsPublic(purpose);

    internal static string Word(ConsentPurpose purpose) => ConsentText.Say("Purpose_" + purpose.ToString());

    internal static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string[] Own(ConsentPurpose purpose) => purpose switch
    {
        ConsentPurpose.ColleagueCase => ["colleagues", "lounge"],
        ConsentPurpose.Research => ["research"],
        ConsentPurpose.Reminders => ["whatsapp", "sms", "email", "phone"],
        ConsentPurpose.Recording => ["record"],
        _ => [],
    };
}
