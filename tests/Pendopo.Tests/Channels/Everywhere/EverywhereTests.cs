using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Channels.WhatsApp;
using Pendopo.Inbox.Conversations;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;
using Pendopo.Platform.Outbound;
using Pendopo.Publishing.Contracts;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Channels.Everywhere;

/// <summary>Puskesmas Melati on all networks at once, and the built program that publishes there in a process of its own.</summary>
public abstract class EverywhereTests(TestApp app) : AppTests(app)
{
    private readonly List<string> networks = [.. NetworkHouse.Networks];
    private DateTimeOffset began;

    private protected NetworkHouse House { get; private set; } = null!;

    private protected FilmPosts Posts { get; private set; } = null!;

    /// <summary>What is said in the videos of the posts.</summary>
    private protected virtual string Captions => "";

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await Open();
    }

    public override async Task DisposeAsync()
    {
        await House.DisposeAsync();
        await base.DisposeAsync();
    }

    /// <summary>Begins in a fresh world with fresh networks.</summary>
    private protected async Task Anew()
    {
        await House.DisposeAsync();
        await App.Begin();
        await Open();
    }

    /// <summary>This program takes over what another one left, at the hour that it is.</summary>
    private protected async Task TakeOver()
    {
        App.Resume();
        ToNow();
        await using var scope = await App.Scope();
        await scope.ServiceProvider.GetRequiredService<JobRescue>().RescueOwn(default);
    }

    /// <summary>Lets time pass until every publication has come to its end: it is out, or a person is to do something.</summary>
    /// <param name="queues">What works meanwhile; all when left out.</param>
    private protected async Task Settle(params string[] queues)
    {
        for (var minutes = 0; minutes < 48 * 60; minutes += minutes < 40 ? 1 : 30)
        {
            await App.Tick();
            foreach (var queue in queues.Length > 0 ? queues : new string?[] { null })
                await App.RunJobs(queue);
            if ((await Publications()).TrueForAll(row => row.NeedsPerson || (row.State is PublicationState.Sent or PublicationState.Recalled or PublicationState.Draft && row.RunAt is null)) && !(await Lines()).Exists(line => line.State is SendingState.Waiting or SendingState.Calling)
                && !(await Answers()).Exists(answer => answer.State is MessageState.Waiting or MessageState.Sending))
                return;
            App.Clock.Advance(TimeSpan.FromMinutes(minutes < 40 ? 1 : 30));
        }
    }

    /// <summary>Publications on networks: the own pages aside.</summary>
    private protected Task<List<Publication>> Publications() => Read(Ours);

    private protected Task<List<Publication>> Ours(PendopoDb db) => db.Set<Publication>().AcrossCentres().AsNoTracking().Where(row => networks.Contains(row.Network) && row.CreatedAt >= began).ToListAsync();

    private protected Task<List<Sending>> Lines() => Read(db => db.Set<Sending>().AcrossCentres().AsNoTracking().Where(row => row.Kind == SendingKind.Post).ToListAsync());

    /// <summary>What colleagues answered.</summary>
    private protected Task<List<Message>> Answers() => Read(db => db.Set<Message>().AcrossCentres().AsNoTracking().Where(row => row.Kind == MessageKind.Answer && row.At >= began).ToListAsync());

    private protected async Task<T> Read<T>(Func<PendopoDb, Task<T>> read)
    {
        await using var scope = await App.Scope();
        return await read(scope.ServiceProvider.GetRequiredService<PendopoDb>());
    }

    private async Task Open()
    {
        App.Replace = services => services.AddSingleton(new OutboundOptions { AllowedPrivate = ["127.0.0.0/8", "::1/128"] });
        ToNow();
        began = App.Clock.GetUtcNow();
        (House, Posts) = (await NetworkHouse.Open(App, new Present(App.Clock)), new(App) { Captions = Captions });
    }

    // A program of its own lives in the present.
    private void ToNow()
    {
        if (TimeProvider.System.GetUtcNow() - App.Clock.GetUtcNow() is { Ticks: > 0 } behind)
            App.Clock.Advance(behind);
    }

    /// <summary>The networks' clock: the real one, and that of the test once it went ahead.</summary>
    private sealed class Present(TimeProvider test) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() is var real && test.GetUtcNow() is var moved && moved > real ? moved : real;
    }
}
