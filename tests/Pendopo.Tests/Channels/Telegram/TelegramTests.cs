namespace Pendopo.Tests.Channels.Telegram;

/// <summary>A centre beside a stand-in of its own for each test.</summary>
public abstract class TelegramTests : IAsyncLifetime
{
    private protected TelegramStandIn Telegram { get; private set; } = null!;

    /// <summary>The centre with its account there.</summary>
    private protected TelegramMelati Centre { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Telegram = await TelegramStandIn.StartAsync();
        Centre = new(Telegram);
    }

    public async Task DisposeAsync()
    {
        Centre.Dispose();
        await Telegram.DisposeAsync();
    }
}
