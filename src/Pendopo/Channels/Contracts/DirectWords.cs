using Pendopo.Channels.WhatsApp;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.Contracts;

/// <summary>A network by which one telephone is reached.</summary>
public enum DirectWay { WhatsApp, Sms }

/// <summary>Words for one person.</summary>
/// <param name="Key">Names them for ever: with it the same words reach nobody twice, whatever breaks.</param>
/// <param name="Phone">Digits with the country before them.</param>
/// <param name="Text">One line, without the address.</param>
/// <param name="Link">The person's own page: absolute. It goes behind the words.</param>
/// <param name="Template">The name of the approved words that carry them on WhatsApp; needed for who has not written for a day.</param>
/// <param name="Language">`id` or `en`: of several templates of that name the one in it.</param>
public sealed record DirectWord(Guid Key, DirectWay Way, string Phone, string Text, string Link, string Template, string Language);

/// <summary>Reminds one person by telephone, who agreed to it: through the register and the ledger of messages, so that STOP and a person's rights hold here as they do
/// for posts.</summary>
public sealed class DirectWords
{
    private readonly DirectRegister register;
    private readonly IServiceScopeFactory scopes;
    private readonly CentreScope scope;

    internal DirectWords(DirectRegister register, IServiceScopeFactory scopes, CentreScope scope) => (this.register, this.scopes, this.scope) = (register, scopes, scope);

    /// <summary>The ways that the centre in scope has connected, in the order of the enum.</summary>
    public Task<IReadOnlyList<DirectWay>> Ways(CancellationToken cancel) => register.Ways(cancel);

    /// <summary>Approved words of WhatsApp that can carry a reminder: their one blank, or the first of two, takes the words; the last takes the address.</summary>
    public Task<IReadOnlyList<ReadyWords>> Templates(CancellationToken cancel) => register.Templates(cancel);

    /// <summary>Notes, in the caller's transaction, that somebody asked to be reminded this way.</summary>
    /// <returns>False where they asked that nothing of theirs be used, or the way is not connected: then nothing is noted.</returns>
    public Task<bool> Agree(DirectWay way, string phone, string name, (bool BySelf, Id<Pendopo.Platform.People.Person>? By) how, CancellationToken cancel) => register.Agree(way, phone, name, how, cancel);

    /// <summary>Sends the words once. Asked again with the same key it tells what became of them; told to wait, the caller asks again then.</summary>
    public async Task<SendOutcome> Send(DirectWord word, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(word);
        // A scope of its own: what a caller has not saved yet is not ours to save.
        await using var own = scopes.CreateAsyncScope();
        own.ServiceProvider.GetRequiredService<CentreScope>().Enter(scope.Centre);
        return await own.ServiceProvider.GetRequiredService<DirectRegister>().Send(word, cancel);
    }

    /// <summary>Those of some words that failed after the network had taken them, with its reason.</summary>
    public Task<IReadOnlyDictionary<Guid, string>> Failed(IReadOnlyCollection<Guid> keys, CancellationToken cancel) => register.Failed(keys, cancel);
}
