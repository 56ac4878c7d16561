using Pendopo.Testing;

namespace Pendopo.Browser.Tests.Walk;

/// <summary>Everyone outside whom the walk meets: the Bluesky network with the centre's account and Rina, a fediverse server with
/// Sari, and the mail server of the staff.</summary>
internal sealed class Neighbours : IAsyncDisposable
{
    private Neighbours(AtprotoNetwork bluesky, AtprotoAccount centre, AtprotoAccount rina, FedifyPeer sari, SmtpSink mail) =>
        (Bluesky, Centre, Rina, Sari, Mail) = (bluesky, centre, rina, sari, mail);

    public AtprotoNetwork Bluesky { get; }

    /// <summary>The health centre's own account on Bluesky.</summary>
    public AtprotoAccount Centre { get; }

    /// <summary>A reader on Bluesky.</summary>
    public AtprotoAccount Rina { get; }

    /// <summary>A reader on the fediverse, and the server she lives on.</summary>
    public FedifyPeer Sari { get; }

    public SmtpSink Mail { get; }

    public static async Task<Neighbours> MeetAsync()
    {
        var sari = FedifyPeer.StartAsync("sari");
        var mail = SmtpSink.StartAsync();
        var bluesky = await AtprotoNetwork.SharedAsync();
        return new Neighbours(bluesky, await bluesky.CreateAccountAsync("melati"), await bluesky.CreateAccountAsync("rina"), await sari, await mail);
    }

    public async ValueTask DisposeAsync()
    {
        await Sari.DisposeAsync();
        await Mail.DisposeAsync();
    }
}
