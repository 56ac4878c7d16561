using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Channels.Contracts;
using Pendopo.Channels.WhatsApp;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Outbound;
using Pendopo.Tests.Harness;
using Pendopo.Tests.Publishing;
using Pendopo.Tests.StandIns.WhatsApp;

namespace Pendopo.Tests.Channels.WhatsApp;

/// <summary>Puskesmas Melati with a number on WhatsApp Business, beside a stand-in of the network.</summary>
public abstract class WhatsAppTests(TestApp app) : AppTests(app)
{
    protected const string Siti = "6281200000001", Rina = "6281200000002";

    private protected WhatsAppStandIn WhatsApp { get; private set; } = null!;

    private protected PublishingStage Stage { get; private set; } = null!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        App.Replace = services => services.AddSingleton(new OutboundOptions { AllowedPrivate = ["127.0.0.0/8", "::1/128"] });
        WhatsApp = await WhatsAppStandIn.StartAsync(App.Clock);
        Stage = new(App);
    }

    public override async Task DisposeAsync()
    {
        await WhatsApp.DisposeAsync();
        await base.DisposeAsync();
    }

    private protected ConnectWhatsApp.Request Entry => new(WhatsAppStandIn.Business, WhatsAppStandIn.Phone, WhatsAppStandIn.Token, CloudStandIn.AppSecret, "", WhatsApp.Url);

    private protected Task<Pendopo.Platform.Result<Channel>> Connect(ConnectWhatsApp.Request entry) => Stage.As("officer", scope => scope.GetRequiredService<ConnectWhatsApp>().Run(scope.GetRequiredService<Here>().Centre, entry, default));

    private protected async Task<Channel> Connected() => (await Connect(Entry)).Value;

    /// <summary>What waits at the network comes in, and is worked off.</summary>
    private protected async Task Deliver(Channel channel)
    {
        using var outside = App.Anonymous();
        (await WhatsApp.Webhooks.Deliver(outside, $"/hooks/whatsapp/{channel.Id}")).ShouldAllBe(status => status == HttpStatusCode.OK);
        await App.RunJobs();
    }

    private protected Task<T> Read<T>(Func<PendopoDb, Task<T>> read) => Stage.As("officer", scope => read(scope.GetRequiredService<PendopoDb>()));

    private protected async Task<Agreement> Agrees(Channel channel, string phone, string name = "") =>
        (await Stage.As("officer", scope => scope.GetRequiredService<KeepAgreement>().Note(channel, new(phone, name, "News", "Paper", "map biru", true), default))).Value;

    /// <summary>A template that carries posts, approved and chosen.</summary>
    private protected async Task CarriesPosts(Channel channel)
    {
        WhatsApp.HasTemplate("kabar", "Kabar Puskesmas: {{1}} Selengkapnya: {{2}} Balas BERHENTI untuk berhenti.", category: "MARKETING");
        await Stage.As("officer", async scope =>
        {
            (await scope.GetRequiredService<Pendopo.Channels.Connected.CheckAccount>().Run(channel.Id, default)).ShouldBeTrue();
            var template = await scope.GetRequiredService<PendopoDb>().Set<WordTemplate>().SingleAsync(row => row.Name == "kabar");
            return (await scope.GetRequiredService<KeepNumber>().Settle(channel, new($"{template.Id}", "650", "IDR"), default)).Ok.ShouldBeTrueAnd();
        });
    }

    private protected Task<List<Sending>> Lines() => Read(db => db.Set<Sending>().AsNoTracking().Where(row => row.Kind == SendingKind.Post).OrderBy(row => row.Id).ToListAsync());
}

internal static class Truth
{
    public static bool ShouldBeTrueAnd(this bool value)
    {
        value.ShouldBeTrue();
        return value;
    }
}
