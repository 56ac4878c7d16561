using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Backups.Erasures;
using Pendopo.Platform.Data;
using Pendopo.Platform.Exits;
using Pendopo.Platform.Jobs;
using Pendopo.Platform.Ui;
using Pendopo.Safety.Contracts;

namespace Pendopo.Channels.WhatsApp;

internal static class WhatsAppSetup
{
    public static readonly Exit Words = new(WhatsAppExits.Words, ExitKind.Network, Public: false);

    public static readonly Exit Templates = new(WhatsAppExits.Templates, ExitKind.Network);

    public static NavItem Item => new(NavPlace.Desk, 71, "/desk/whatsapp", "reply", () => WhatsAppText.Say("PageTitle"), ChannelsRoom.MayConnect);

    public static void AddWhatsApp(this IServiceCollection services)
    {
        services.AddSingleton<Cloud>();
        services.AddSingleton<IConnector, WhatsAppConnector>();
        services.AddScoped<Answering>().AddScoped<PairPause>().AddScoped<Broadcasting>().AddScoped<ConnectWhatsApp>();
        services.AddScoped<KeepNumber>().AddScoped<KeepTemplates>().AddScoped<KeepAgreement>().AddScoped<KeepSendings>();
        services.AddScoped<PeopleADay>().AddScoped<DirectRegister>().AddScoped<IDirectCarrier, DirectByWhatsApp>();
        services.AddScoped(all => new DirectWords(all.GetRequiredService<DirectRegister>(), all.GetRequiredService<IServiceScopeFactory>(), all.GetRequiredService<CentreScope>()));
        services.AddScoped<ListWishes>().AddScoped<ICarrier, WhatsAppCarrier>();
        services.AddScoped<Hook>().AddScoped<WhatsAppReader>();
        services.AddScoped<IOutsiderErasure, WhatsAppErasure>().AddScoped<IPersonalRecords, WhatsAppRecords>().AddScoped<ITouchedPeople, WhatsAppRecords>().AddScoped<IRestriction, ContactRestriction>().AddScoped<IMeantNames, MeantPhones>();
        services.AddSingleton(new ConnectOffer(WhatsAppConnector.NetworkName, ConnectWhatsAppPage.Address, OfferCost.Price));
        services.AddJob<TakeEvents, TakeEventsJob>();
        services.AddJob<SendBroadcast, SendBroadcastJob>();
        services.AddJob<SendWord, SendWordJob>();
    }

    public static void MapWhatsApp(this IEndpointRouteBuilder routes)
    {
        Hook.Map(routes);
        MediaRoute.Map(routes);
        WhatsAppSteps.Map(routes);
    }
}
