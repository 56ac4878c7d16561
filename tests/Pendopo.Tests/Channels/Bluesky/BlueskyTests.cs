namespace Pendopo.Tests.Channels.Bluesky;

/// <summary>A centre beside a server of its own for each test.</summary>
public abstract class BlueskyTests : IAsyncLifetime
{
    private protected FakePds Pds { get; private set; } = null!;

    /// <summary>The centre with its account there.</summary>
    private protected Melati Centre { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Pds = await FakePds.StartAsync();
        Centre = Melati.On(Pds);
    }

    public async Task DisposeAsync()
    {
        Centre.Dispose();
        await Pds.DisposeAsync();
    }
}
