using System.Globalization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Channels.Contracts;
using Pendopo.Platform;
using Pendopo.Platform.Access;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Settings;

namespace Pendopo.Publishing.Walls;

/// <summary>A screen as the desk shows it.</summary>
/// <param name="Address">What is typed into the screen; null once it was revoked, and when nobody can read it any more.</param>
internal sealed record ScreenLine(Screen Screen, string Name, string? Address, int Cards)
{
    /// <summary>Its address opens it, and cannot be shown again: the data keys that sealed it are gone.</summary>
    public bool IsUnreadable => Address is null && Screen.SecretSealed is not null;
}

/// <summary>Makes screens and posters, gives screens their addresses, and takes these away.</summary>
internal sealed class KeepWalls(PendopoDb db, Here here, IDataProtectionProvider protection, PublicAddress address, AuditBook audit, TimeProvider time, IStringLocalizer<WallText> words)
{
    public const string MayKeep = "channels.connect";

    private const int MostScreens = 50;

    private readonly IDataProtector protector = protection.CreateProtector("publishing.screen.address");

    public sealed record Request(string? Name, string? Seconds, string? Days);

    public async Task<IReadOnlyList<ScreenLine>> Screens(CancellationToken cancel)
    {
        var rows = await db.Set<Screen>().AsNoTracking().Join(db.Set<Channel>(), screen => screen.ChannelId, channel => channel.Id, (screen, channel) => new { screen, channel.Handle })
            .OrderBy(row => row.screen.Id).ToListAsync(cancel);
        var cards = await db.Set<WallCard>().GroupBy(card => card.ChannelId).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(row => row.Key, row => row.Count, cancel);
        return rows.ConvertAll(row => new ScreenLine(row.screen, row.Handle, AddressOf(row.screen), cards.GetValueOrDefault(row.screen.ChannelId)));
    }

    public async Task<IReadOnlyList<WallCard>> Posters(CancellationToken cancel) =>
        await db.Set<WallCard>().AsNoTracking().Where(card => db.Set<Channel>().Any(channel => channel.Id == card.ChannelId && channel.Network == PosterConnector.NetworkName))
            .OrderByDescending(card => card.RecalledAt != null).ThenByDescending(card => card.Id).Take(WallCards.Most).ToListAsync(cancel);

    public Task<bool> HasPosters(CancellationToken cancel) => db.Set<Channel>().AnyAsync(channel => channel.Network == PosterConnector.NetworkName, cancel);

    public async Task<Result<Screen>> Make(Request request, CancellationToken cancel)
    {
        if (!here.May(MayKeep))
            return words.Problem("MayNot");
        var (problems, seconds, days) = Check(request);
        var name = (request.Name ?? "").ReplaceLineEndings(" ").Trim();
        if (name.Length is 0 or > Screen.NameLength)
            problems.Add(words.Problem("NameRequired", nameof(Request.Name), Screen.NameLength));
        else if (await db.Set<Channel>().AnyAsync(channel => channel.Network == ScreenConnector.NetworkName && channel.Handle == name, cancel))
            problems.Add(words.Problem("NameTaken", nameof(Request.Name)));
        if (await db.Set<Screen>().CountAsync(cancel) >= MostScreens)
            problems.Add(words.Problem("TooManyScreens", null, MostScreens));
        if (problems.Count > 0)
            return problems;
        var channel = Channel.Connect(here.Centre.Id, ScreenConnector.NetworkName, name, Guid.CreateVersion7().ToString("N"), null, time.Now());
        var screen = Screen.Of(channel, seconds, days, time.Now());
        screen.Open(protector);
        db.AddRange(channel, screen);
        audit.Note("screen.made", $"screen:{screen.Id}");
        return await db.TrySave(cancel) ? screen : words.Problem("Stale");
    }

    /// <summary>How long each post stands, and for how many days.</summary>
    public async Task<Result<Screen>> Settle(Id<Screen> id, Request request, CancellationToken cancel)
    {
        if (await Mine(id, cancel) is not { } screen)
            return Problem.NotFound;
        var (problems, seconds, days) = Check(request);
        if (problems.Count > 0)
            return problems;
        screen.Settle(seconds, days);
        return await db.TrySave(cancel) ? screen : words.Problem("Stale");
    }

    /// <summary>A new address; the one before opens nothing any more.</summary>
    public async Task<Result<Screen>> Renew(Id<Screen> id, CancellationToken cancel)
    {
        if (await Mine(id, cancel) is not { } screen)
            return Problem.NotFound;
        screen.Open(protector);
        (await db.Set<Channel>().FirstAsync(channel => channel.Id == screen.ChannelId, cancel)).SwitchOn();
        audit.Note("screen.renewed", $"screen:{screen.Id}");
        return await db.TrySave(cancel) ? screen : words.Problem("Stale");
    }

    /// <summary>Its address opens nothing any more, and it is no longer offered when a post is sent.</summary>
    public async Task<Result<Screen>> Revoke(Id<Screen> id, CancellationToken cancel)
    {
        if (await Mine(id, cancel) is not { } screen)
            return Problem.NotFound;
        screen.Revoke();
        (await db.Set<Channel>().FirstAsync(channel => channel.Id == screen.ChannelId, cancel)).SwitchOff();
        audit.Note("screen.revoked", $"screen:{screen.Id}");
        return await db.TrySave(cancel) ? screen : words.Problem("Stale");
    }

    /// <summary>Lets posts be chosen as posters.</summary>
    public async Task<Result<Done>> BeginPosters(CancellationToken cancel)
    {
        if (!here.May(MayKeep))
            return words.Problem("MayNot");
        if (!await HasPosters(cancel))
        {
            db.Add(Channel.Connect(here.Centre.Id, PosterConnector.NetworkName, words["PostersHandle"], here.Centre.Handle, null, time.Now()));
            // Somebody else may have begun them a moment before: then they are there.
            await db.TrySave(cancel);
        }
        return default(Done);
    }

    /// <summary>Somebody hung the poster up.</summary>
    public async Task<Result<Done>> Hang(Id<WallCard> id, CancellationToken cancel)
    {
        if (await Poster(id, cancel) is not { RecalledAt: null } card)
            return Problem.NotFound;
        card.Hang(time.Now());
        return await db.TrySave(cancel) ? default(Done) : words.Problem("Stale");
    }

    /// <summary>Nothing of it hangs any more.</summary>
    public async Task<Result<Done>> TakeDown(Id<WallCard> id, CancellationToken cancel)
    {
        if (await Poster(id, cancel) is not { } card)
            return Problem.NotFound;
        db.Remove(card);
        return await db.TrySave(cancel) ? default(Done) : words.Problem("Stale");
    }

    private string? AddressOf(Screen screen) => screen.SecretSealed is { } text && SecretLink.Shown(protector, text) is { } secret ? $"{address.Home(here.Centre)}/screen/{secret}" : null;

    private async Task<Screen?> Mine(Id<Screen> id, CancellationToken cancel) => here.May(MayKeep) ? await db.Set<Screen>().FirstOrDefaultAsync(row => row.Id == id, cancel) : null;

    private Task<WallCard?> Poster(Id<WallCard> id, CancellationToken cancel) =>
        db.Set<WallCard>().FirstOrDefaultAsync(card => card.Id == id && db.Set<Channel>().Any(channel => channel.Id == card.ChannelId && channel.Network == PosterConnector.NetworkName), cancel);

    private (List<Problem> Problems, int Seconds, int Days) Check(Request request)
    {
        var problems = new List<Problem>();
        if (!int.TryParse(request.Seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds is < Screen.LeastSeconds or > Screen.MostSeconds)
            problems.Add(words.Problem("SecondsUnclear", nameof(Request.Seconds), Screen.LeastSeconds, Screen.MostSeconds));
        if (!int.TryParse(request.Days, NumberStyles.None, CultureInfo.InvariantCulture, out var days) || days is < 1 or > Screen.MostDays)
            problems.Add(words.Problem("DaysUnclear", nameof(Request.Days), Screen.MostDays));
        return (problems, seconds, days);
    }
}
