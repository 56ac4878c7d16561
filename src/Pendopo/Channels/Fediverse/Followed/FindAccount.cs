using Microsoft.Extensions.Localization;
using Pendopo.Channels.Fediverse.Blocks;
using Pendopo.Fediverse.Discovery;
using Pendopo.Fediverse.Identity;
using Pendopo.Fediverse.Vocabulary;
using Pendopo.Platform;
using Pendopo.Platform.Centres;

namespace Pendopo.Channels.Fediverse.Followed;

/// <summary>Finds an account elsewhere by what a person typed: `@user@server`, or the address of its page. It is believed when
/// the handle leads to the actor and the actor back to the handle.</summary>
internal sealed class FindAccount(AskWebFinger finger, Fetching fetching, RemoteActors people, DomainBlocks blocks, Addresses addresses, Here here, IStringLocalizer<FediverseText> words)
{
    public const string Field = "Account";

    public async Task<Result<RemoteActor>> Run(string? typed, CancellationToken cancel)
    {
        var text = (typed ?? "").Trim();
        if (WebAddress.IsWeb(text))
            return await ByAddress(text, cancel);
        return Handle.TryParse(text) is { } handle ? await ByHandle(handle, cancel) : words.Problem("AccountWrong", Field);
    }

    private async Task<Result<RemoteActor>> ByHandle(Handle handle, CancellationToken cancel)
    {
        if (await Unwanted("https://" + handle.Host, cancel) is { } unwanted)
            return unwanted;
        var asked = await finger.Of(handle, cancel);
        if (asked.Answer is not { } answer)
            return Refusal(asked.Fault);
        if (await Unwanted(answer.Actor, cancel) is { } elsewhere)
            return elsewhere;
        var fetched = await fetching.Get(answer.Actor, cancel);
        if (fetched.Fault is not null || Actor.Read(fetched.Root).Value is not { } actor)
            return Refusal(fetched.Fault ?? FetchFault.Refused);
        return await finger.Proves(handle, answer, actor.Id, cancel) ? await Keep(actor, fetched, cancel) : words.Problem("AccountUnproven", Field);
    }

    private async Task<Result<RemoteActor>> ByAddress(string address, CancellationToken cancel)
    {
        if (await Unwanted(address, cancel) is { } unwanted)
            return unwanted;
        var fetched = await fetching.Get(address, cancel);
        if (fetched.Fault is not null || Actor.Read(fetched.Root).Value is not { } actor)
            return Refusal(fetched.Fault ?? FetchFault.Refused);
        var handle = Handle.TryParse(actor.Webfinger) ?? Handle.TryParse($"{actor.PreferredUsername}@{WebAddress.AuthorityOf(actor.Id)}");
        if (handle is null || await Unwanted(actor.Id, cancel) is not null)
            return words.Problem("AccountUnproven", Field);
        var asked = await finger.Of(handle, cancel);
        if (asked.Answer is not { } answer)
            return asked.Fault == FetchFault.Later ? Refusal(asked.Fault) : words.Problem("AccountUnproven", Field);
        return await finger.Proves(handle, answer, actor.Id, cancel) ? await Keep(actor, fetched, cancel) : words.Problem("AccountUnproven", Field);
    }

    private async Task<Result<RemoteActor>> Keep(Actor actor, Fetched fetched, CancellationToken cancel)
    {
        if (actor.Suspended)
            return words.Problem("AccountNotFound", Field);
        if (actor.MovedTo is { } target)
            return words.Problem("AccountMoved", Field, target);
        var kept = await people.Keep(fetched, keyId: null, cancel);
        return kept.Actor is { } person ? person : Refusal(kept.Fault);
    }

    private async Task<Problem?> Unwanted(string address, CancellationToken cancel)
    {
        if (addresses.IsOwn(address))
            return words.Problem("AccountOwn", Field);
        return await blocks.Hold(address, here.Centre.Id, cancel) ? words.Problem("AccountBlocked", Field) : null;
    }

    private Problem Refusal(FetchFault? fault) => fault switch
    {
        FetchFault.Later => words.Problem("AccountLater", Field),
        FetchFault.Gone => words.Problem("AccountNotFound", Field),
        _ => words.Problem("AccountNone", Field),
    };
}
