using Pendopo.Platform.Slots;

namespace Pendopo.Platform.Storage;

/// <summary>What watches over the place where data is kept.</summary>
internal static class StorageSetup
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<StorageState>();
        services.AddSingleton<StorageTrial>();
        services.AddSingleton<StorageProbe>();
        services.AddSingleton<StorageWatch>();
        services.AddHostedService<StorageGuard>();
        services.AddSlot<StorageBanner>(SlotNames.DeskBanner, 5);
    }
}
