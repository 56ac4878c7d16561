using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Platform;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Posts;

namespace Pendopo.Publishing.Versions;

/// <summary>Says which language the readers of each channel read.</summary>
internal sealed class KeepChannelLanguages(PendopoDb db, Here here, PostLedger ledger)
{
    /// <param name="languages">The language by channel; empty takes it away. A channel that is not named stays as it is.</param>
    public async Task<Result<Done>> Run(IReadOnlyDictionary<Id<Channel>, string> languages, CancellationToken cancel)
    {
        if (!here.May("publishing.publish"))
            return ledger.Problem("NotAllowed");
        if (languages.Values.Any(language => language.Length > 0 && !PostLanguages.Knows(language)))
            return ledger.Problem("LanguageUnknown", "Language");
        var known = await db.Set<ChannelLanguage>().ToDictionaryAsync(row => row.ChannelId, cancel);
        foreach (var channel in await db.Set<Channel>().ToListAsync(cancel))
        {
            if (!languages.TryGetValue(channel.Id, out var language))
                continue;
            if (known.TryGetValue(channel.Id, out var row) && language.Length == 0)
                db.Remove(row);
            else if (row is not null)
                row.Say(language);
            else if (language.Length > 0)
                db.Add(ChannelLanguage.Of(channel, language));
        }
        return await db.TrySave(cancel) ? default(Done) : ledger.Problem("ChangedMeanwhile");
    }
}
