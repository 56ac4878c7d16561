using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;

namespace Pendopo.Channels.Telegram;

internal static class TelegramSetup
{
    public static void AddTelegram(this IServiceCollection services)
    {
        services.AddSingleton<BotApi>();
        services.AddSingleton<TelegramOutcomes>();
        services.AddSingleton<TelegramFilms>();
        services.AddSingleton<TelegramWriting>();
        services.AddSingleton<TelegramListening>();
        services.AddSingleton<TelegramPolls>();
        services.AddSingleton<TelegramComments>();
        services.AddSingleton<IConnector, TelegramConnector>();
        services.AddScoped<ConnectTelegram>();
        services.AddSingleton(new ConnectOffer(TelegramConnector.NetworkName, ConnectTelegramPage.Address));
    }
}
