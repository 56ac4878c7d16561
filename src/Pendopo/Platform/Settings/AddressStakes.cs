using Microsoft.Extensions.Localization;

namespace Pendopo.Platform.Settings;

/// <summary>Counts those elsewhere who know this installation by names that begin with its public address. Registered by the room that
/// gave the names away.</summary>
public sealed record AddressStake(Func<IServiceProvider, CancellationToken, Task<int>> Count);

/// <summary>What hangs on the public address: a changed one makes strangers of all who kept the old.</summary>
public sealed class AddressStakes(IEnumerable<AddressStake> stakes, IServiceProvider services, PublicAddress present, IStringLocalizer<SettingsText> words)
{
    /// <summary>What has to be typed to confirm a change: host and port of the present address.</summary>
    public string Name => Uri.TryCreate(present.Root, UriKind.Absolute, out var url) ? url.Authority : present.Root;

    /// <summary>How many would lose us.</summary>
    public async Task<int> Count(CancellationToken cancel)
    {
        var all = 0;
        foreach (var stake in stakes)
            all += await stake.Count(services, cancel);
        return all;
    }

    /// <summary>Why the address may not become another without more, or null.</summary>
    /// <param name="address">The new one, checked.</param>
    /// <param name="typed">What the person typed to confirm.</param>
    public async Task<Problem?> Refusal(string address, string? typed, CancellationToken cancel)
    {
        if (IsSame(address) || string.Equals(typed?.Trim(), Name, StringComparison.OrdinalIgnoreCase))
            return null;
        var count = await Count(cancel);
        return count == 0 ? null : words.Problem("AddressHeld", "Confirmation", count, Name);
    }

    private bool IsSame(string address) => Uri.TryCreate(address, UriKind.Absolute, out var url) && Uri.TryCreate(present.Root, UriKind.Absolute, out var now) && url == now;
}
