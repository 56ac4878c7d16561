using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;
using Pendopo.Platform;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Settings;

namespace Pendopo.Commands.Doctor;

/// <summary>Each connected account: what is known of it, or what its network says of it now.</summary>
internal sealed class AccountChecks(IServiceProvider services)
{
    private static readonly TimeSpan AtMost = TimeSpan.FromSeconds(60);

    /// <param name="live">Whether the networks are asked. Nothing is published, answered or deleted there; a sign-in that has to be renewed for the question is renewed and kept,
    /// for the old one is worth nothing then.</param>
    public async IAsyncEnumerable<Finding> Run(bool live, [EnumeratorCancellation] CancellationToken cancel)
    {
        if (Checks.WithoutDatabase(services.GetRequiredService<Installation>()) is { } missing)
        {
            yield return missing;
            yield break;
        }
        await services.GetRequiredService<SettingsBook>().Load(cancel);
        var connectors = services.GetServices<IConnector>().ToDictionary(connector => connector.Network);
        var channels = (await services.GetRequiredService<PendopoDb>().Set<Channel>().AcrossCentres().AsNoTracking().OrderBy(channel => channel.Network).ThenBy(channel => channel.Id).ToListAsync(cancel))
            .Where(channel => channel.State != ChannelState.Off && connectors.TryGetValue(channel.Network, out var connector) && connector.AsksOutside).ToList();
        if (channels.Count == 0)
            yield return Finding.Hint("No account on a network is connected.", "An officer connects one under Desk, Channels.");
        foreach (var channel in channels)
            yield return live ? await Ask(channel, connectors[channel.Network], cancel) : Known(channel, await Name(channel, cancel));
    }

    private async Task<string> Name(Channel channel, CancellationToken cancel) =>
        $"{channel.Network}, {channel.Handle} ({(await services.GetRequiredService<CentreDirectory>().ById(channel.CentreId, cancel))?.Name})";

    private Finding Known(Channel channel, string name)
    {
        var asked = channel.CheckedAt is { } at ? string.Create(CultureInfo.InvariantCulture, $"at {at:u}") : "never";
        if (channel.State == ChannelState.Reconnect)
            return Finding.Bad($"{name}: does not work; asked {asked}. {KeptReason.Say(channel.TroubleReason)}", Remedy(channel));
        return channel.TroubleReason is { } reason ? Finding.Hint($"{name}: worked, with a warning; asked {asked}. {KeptReason.Say(reason)}", "With --live the network is asked now.") : Finding.Good($"{name}: worked; asked {asked}.");
    }

    private async Task<Finding> Ask(Channel channel, IConnector connector, CancellationToken cancel)
    {
        var name = await Name(channel, cancel);
        await using var scope = services.GetRequiredService<IServiceScopeFactory>().CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CentreScope>().Enter(channel.CentreId);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(AtMost);
        try
        {
            return Said(channel, name, await connector.Check(await scope.ServiceProvider.GetRequiredService<Accounts>().Open(channel, limit.Token), limit.Token));
        }
        catch (CryptographicException)
        {
            return Finding.Bad($"{name}: its credentials cannot be opened with the keys of this data folder.", $"Give back the folder keys with which they were kept. Else: {Remedy(channel)}");
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return Finding.Bad($"{name}: the network did not answer within a minute.", NotReached);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // The other accounts are asked all the same.
            return Finding.Bad($"{name}: the question itself failed ({fault.GetType().Name}).", "That is a fault of Pendopo: report it with this line. The other accounts are not touched by it.");
        }
    }

    private const string NotReached = "Try again in some minutes. If others answer, the trouble is the network's; if none does, look whether this machine reaches the internet.";

    private Finding Said(Channel channel, string name, AccountHealth health)
    {
        if (!health.Certain)
            return Finding.Bad($"{name}: the network could not be asked. {KeptReason.Say(health.Reason)}", NotReached);
        if (!health.Works)
            return Finding.Bad($"{name}: the network says that it does not work. {KeptReason.Say(health.Reason)}", Remedy(channel));
        if (health.Reason is { } warning)
            return Finding.Hint($"{name}: works, with a warning. {KeptReason.Say(warning)}", "The light under Desk, Channels says the same, with the button that mends it.");
        if (health.EndsAt is { } end && end - services.GetRequiredService<TimeProvider>().GetUtcNow() < ChannelLight.Warning)
            return Finding.Hint(string.Create(CultureInfo.InvariantCulture, $"{name}: works, and its sign-in ends on {end:yyyy-MM-dd}."), Remedy(channel));
        return channel.State == ChannelState.Reconnect
            ? Finding.Hint($"{name}: works, though its light is still red.", "Press \"Test now\" under Desk, Channels; what was held then goes out.")
            : Finding.Good(health.EndsAt is { } until ? string.Create(CultureInfo.InvariantCulture, $"{name}: works; its sign-in holds until {until:yyyy-MM-dd}.") : $"{name}: works.");
    }

    private string Remedy(Channel channel)
    {
        var offer = services.GetServices<ConnectOffer>().FirstOrDefault(offer => offer.Network == channel.Network);
        return $"An officer of that centre connects it again under Desk, Channels{(offer is null ? "" : $" ({offer.Href})")}. Nothing goes out there until then, and nothing is lost.";
    }
}
