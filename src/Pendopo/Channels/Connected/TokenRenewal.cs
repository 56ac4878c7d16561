using System.Collections.Concurrent;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.Connected;

/// <summary>Credentials whose token ends and is renewed by another one, which may be good for once.</summary>
internal interface IRenewedKeys<out TKeys>
{
    /// <summary>The token of the next calls: another one means that somebody renewed it, or that a person signed in anew.</summary>
    string Access { get; }

    /// <summary>Until then somebody fetches a new one.</summary>
    DateTimeOffset? RenewedBy { get; }

    TKeys Claimed(DateTimeOffset? until);
}

/// <summary>What an exchange gave.</summary>
/// <param name="Take">Puts it into what is kept; null when nothing came.</param>
internal sealed record Fetched<TKeys, TAnswer>(TAnswer Answer, Func<TKeys, TKeys>? Take);

/// <summary>Renews tokens once for all who need them: on this node others wait, between nodes a claim in the row settles who asks, because a token for a renewal
/// that two use may end the whole account. What came is kept before it is used. A person who signs in meanwhile gives tokens of their own, which stand.</summary>
internal sealed class TokenRenewal(TimeProvider time)
{
    // An exchange gives up before that, so a claim that stands longer is that of a program that died.
    private static readonly TimeSpan Takes = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<Id<Channel>, SemaphoreSlim> turns = new();

    /// <param name="stale">With what the network would not be called.</param>
    /// <param name="fetch">The exchange. It is made to its end even when the program stops: a token that was used and whose answer nobody keeps is lost.</param>
    /// <param name="busy">Stands for the call while somebody else fetches.</param>
    /// <returns>The keys to go on with, or the answer that stands for the call that could not be made.</returns>
    public async Task<(TKeys? Keys, TAnswer? Refusal)> Run<TKeys, TAnswer>(
        ConnectedAccount account, TKeys stale, Func<TKeys, Task<Fetched<TKeys, TAnswer>>> fetch, TAnswer busy, CancellationToken cancel)
        where TKeys : class, IRenewedKeys<TKeys> where TAnswer : class
    {
        var turn = turns.GetOrAdd(account.Channel.Id, _ => new SemaphoreSlim(1, 1));
        await turn.WaitAsync(cancel);
        try
        {
            var (claimed, now) = (false, time.GetUtcNow());
            var kept = await account.Change<TKeys>(keys =>
            {
                claimed = keys.Access == stale.Access && !(keys.RenewedBy > now);
                return claimed ? keys.Claimed(now + Takes) : null;
            }, cancel);
            if (!claimed)
                return kept.Access != stale.Access ? (kept, null) : (null, busy);
            var (answer, take) = await fetch(kept);
            var settled = await account.Change<TKeys>(keys => keys.Access != stale.Access ? null : (take is null ? keys : take(keys)).Claimed(null), CancellationToken.None);
            return take is not null || settled.Access != stale.Access ? (settled, null) : (null, answer);
        }
        finally
        {
            turn.Release();
        }
    }
}
