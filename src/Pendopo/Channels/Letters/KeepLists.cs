using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Channels.Contracts;
using Pendopo.Platform;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.Letters;

/// <summary>Opens a list that people can ask for.</summary>
internal sealed class KeepLists(PendopoDb db, Here here, LetterKeyring keyring, AuditBook audit, TimeProvider time, IStringLocalizer<LettersText> words)
{
    public const int Most = 30, NameLength = 80;

    /// <param name="name">What people ask for: `News of the centre`. It stands in no header of a mail.</param>
    public async Task<Result<Channel>> Add(string? name, CancellationToken cancel)
    {
        if (!here.May(ChannelsRoom.MayConnect))
            return Problem.NotFound;
        var called = (name ?? "").ReplaceLineEndings(" ").Trim();
        if (called.Length is 0 or > NameLength)
            return words.Problem("ListNameRequired", "Name", NameLength);
        var all = db.Set<Channel>().Where(row => row.Network == LettersConnector.NetworkName);
        if (await all.CountAsync(cancel) >= Most || await all.AnyAsync(row => row.Handle == called, cancel))
            return words.Problem("ListNameTaken", "Name");
        await keyring.Open(cancel);
        var list = Channel.Connect(here.Centre.Id, LettersConnector.NetworkName, called, $"{Guid.CreateVersion7():n}", null, time.Now());
        db.Add(list);
        audit.Note("letters.list", $"channel:{list.Id}");
        return await db.TrySave(cancel) ? list : words.Problem("ListNameTaken", "Name");
    }
}

/// <summary>Brings in those who agreed elsewhere, on paper or in another program; and ends it for who asks at the desk.</summary>
internal sealed class KeepSubscribers(PendopoDb db, Here here, LetterLists lists, LetterLinks links, AuditBook audit, TimeProvider time, IStringLocalizer<LettersText> words)
{
    /// <summary>Lines of one import.</summary>
    public const int MostLines = 5_000;

    /// <param name="Lines">An address a line, with a name behind a comma where there is one.</param>
    /// <param name="Proof">How it is known that they agreed.</param>
    public sealed record Request(Id<Channel> List, string? Lines, string? Proof, string? Language);

    /// <param name="Added">New here.</param>
    /// <param name="Known">Got it already or said no once: left as they are.</param>
    /// <param name="Unclear">Lines that hold no address, by their number from 1.</param>
    public sealed record Brought(int Added, int Known, IReadOnlyList<int> Unclear);

    public async Task<Result<Brought>> BringIn(Request request, CancellationToken cancel)
    {
        if (!here.May(ChannelsRoom.MayConnect) || (await lists.Open(cancel)).All(list => list.Id != request.List))
            return Problem.NotFound;
        var proof = (request.Proof ?? "").Trim();
        var lines = (request.Lines ?? "").ReplaceLineEndings("\n").Split('\n');
        if (proof.Length is < 10 or > Subscriber.ProofLength)
            return words.Problem("ProofRequired", "Proof", Subscriber.ProofLength);
        if (lines.Length > MostLines || lines.All(string.IsNullOrWhiteSpace))
            return words.Problem("LinesRequired", "Lines", MostLines);
        var read = lines.Select((line, index) => (Line: line, Number: index + 1)).Where(row => !string.IsNullOrWhiteSpace(row.Line)).Select(row => (Parts: row.Line.Split([',', ';', '\t'], 2), row.Number))
            .Select(row => (Email: Addresses.Of(row.Parts[0]), Name: row.Parts.Length > 1 ? KeptText.Of(row.Parts[1].Trim(), Subscriber.NameLength) : "", row.Number)).ToList();
        var (added, known) = (0, 0);
        foreach (var chunk in read.Where(row => row.Email is not null).DistinctBy(row => row.Email).Chunk(500))
        {
            var emails = chunk.Select(row => row.Email!).ToList();
            var there = await db.Set<Subscriber>().Where(row => emails.Contains(row.Email)).ToDictionaryAsync(row => row.Email, cancel);
            foreach (var (email, name, _) in chunk)
            {
                var one = there.GetValueOrDefault(email!);
                if (one is { State: not SubscriberState.Waiting })
                {
                    known++;
                    continue;
                }
                await Add(one, email!, new(name, request.Language is "en" ? "en" : "id", null), proof, request.List, cancel);
                added++;
            }
            if (!await db.TrySave(cancel))
                return words.Problem("ChangedMeanwhile");
        }
        audit.Note("letters.brought-in", $"channel:{request.List}", $"{added}");
        await db.SaveChangesAsync(cancel);
        return new Brought(added, known, [.. read.Where(row => row.Email is null).Select(row => row.Number)]);
    }

    /// <summary>Ends it for somebody who asked at the desk.</summary>
    public async Task<Result<Done>> End(Id<Subscriber> id, CancellationToken cancel)
    {
        if (!here.May(ChannelsRoom.MayConnect) || await db.Set<Subscriber>().FirstOrDefaultAsync(row => row.Id == id, cancel) is not { } subscriber)
            return Problem.NotFound;
        subscriber.End(SubscriberEnd.Desk, time.Now());
        audit.Note("letters.ended", $"subscriber:{id}");
        return await db.TrySave(cancel) ? new Done() : words.Problem("ChangedMeanwhile");
    }

    private async Task Add(Subscriber? known, string email, SubscriberChoice choice, string proof, Id<Channel> list, CancellationToken cancel)
    {
        var now = time.Now();
        if (known is null)
            db.Add(known = Subscriber.Ask(here.Centre.Id, email, choice, links.Make(), now));
        else
            await db.SetLists(known, [], cancel);
        known.BringIn(proof, now);
        db.Add(Subscription.Of(known, list));
    }
}
