using Pendopo.Channels.Contracts;
using Pendopo.Channels.WhatsApp;
using Pendopo.Platform.Access;
using Pendopo.Platform.Jobs;

namespace Pendopo.Channels.Sms;

internal static class SmsSetup
{
    public static void AddSms(this IServiceCollection services)
    {
        services.AddSingleton<SmsGateway>().AddSingleton<IConnector, SmsConnector>();
        services.AddScoped<ICarrier, SmsCarrier>().AddScoped<IDirectCarrier, DirectBySms>().AddScoped<SmsToOne>().AddScoped<SmsAnswering>().AddScoped<SmsHook>().AddScoped<ConnectSms>();
        services.AddJob<ForgetHeard, ForgetHeardJob>();
        services.AddSingleton(new ConnectOffer(SmsConnector.NetworkName, SmsPage.Address, OfferCost.Price));
    }

    public static void MapSms(this IEndpointRouteBuilder routes)
    {
        SmsHook.Map(routes);
        routes.MapPost("/desk/channels/sms/undoing", async (IFormCollection form, ConnectSms connecting, CancellationToken cancel) =>
            form is not null && await connecting.Undo(cancel) ? Results.Redirect("/desk/channels") : Results.NotFound()).Needs(ChannelsRoom.MayConnect).ExcludeFromDescription();
    }
}
