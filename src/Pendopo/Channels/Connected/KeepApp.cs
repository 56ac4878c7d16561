using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Platform;
using Pendopo.Platform.Access;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;
using Pendopo.Platform.Settings;

namespace Pendopo.Channels.Connected;

/// <summary>The installation's own app at a network, as its page sends it.</summary>
/// <param name="Act">What the log calls it.</param>
/// <param name="IdKey">The setting that holds the app's id.</param>
/// <param name="Id">As it was typed.</param>
/// <param name="SecretKey">The setting that holds the secret, encrypted.</param>
/// <param name="Secret">As it was typed; empty keeps the one that is known, as long as the app stays the same.</param>
/// <param name="Seal">Encrypts a secret.</param>
internal sealed record AppKeeping(string Act, string IdKey, string? Id, string SecretKey, string? Secret, Func<string, string> Seal)
{
    /// <summary>What else there is to keep, setting by setting.</summary>
    public IReadOnlyList<(string Key, string? Value)> Besides { get; init; } = [];

    /// <summary>Which of them are versions, and of which networks: when one changes, their accounts are asked at once whether they work with it.</summary>
    public IReadOnlyList<(string Key, string Network)> Versions { get; init; } = [];
}

/// <summary>Asks every account of some networks whether it works, at all centres.</summary>
internal sealed class AskAccounts(PendopoDb db, JobBoard jobs, TimeProvider time)
{
    // Until every node knows the settings that were saved.
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    /// <summary>Begins it, in the caller's transaction.</summary>
    public async Task Of(IReadOnlyCollection<string> networks, CancellationToken cancel)
    {
        foreach (var channel in await db.Set<Channel>().AcrossCentres().AsNoTracking().Where(row => networks.Contains(row.Network) && row.State != ChannelState.Off).ToListAsync(cancel))
            jobs.Add(new CheckChannel(channel.Id), at: time.Now() + Soon, centre: channel.CentreId, lane: channel.Network);
    }
}

/// <summary>Keeps the installation's own app at a network, for whoever may change its settings: all centres speak through it. A secret is kept encrypted and never shown again.</summary>
internal sealed class KeepApp(SettingsBook settings, IConfiguration known, PendopoDb db, AuditBook audit, Rights rights, Here here, AskAccounts ask)
{
    /// <param name="app">What was sent.</param>
    /// <param name="faults">What is wrong with it; looked at only when the person may keep it at all.</param>
    public async Task<Result<Done>> Run(AppKeeping app, IEnumerable<Problem> faults, CancellationToken cancel)
    {
        if (!await rights.MayEverywhere(here, PlatformPermissions.Settings, cancel))
            return Problem.NotFound;
        var problems = faults.ToList();
        if (problems.Count > 0)
            return problems;
        var id = app.Id?.Trim() ?? "";
        var same = id == (known[app.IdKey] ?? "");
        await settings.Write(app.IdKey, id, cancel);
        if (!string.IsNullOrWhiteSpace(app.Secret))
            await settings.Write(app.SecretKey, app.Seal(app.Secret.Trim()), cancel);
        else if (!same)
            await settings.Write(app.SecretKey, null, cancel);
        foreach (var (key, value) in app.Besides)
            await settings.Write(key, value, cancel);
        var changed = app.Versions.Where(version => (known[version.Key] ?? "") != (app.Besides.First(one => one.Key == version.Key).Value ?? "")).Select(version => version.Network).ToHashSet(StringComparer.Ordinal);
        if (changed.Count > 0)
            await ask.Of(changed, cancel);
        audit.Note(app.Act, "installation");
        await db.SaveChangesAsync(cancel);
        await settings.Publish(cancel);
        return new Done();
    }
}
