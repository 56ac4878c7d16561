using Pendopo.Platform.Events;
using Pendopo.Platform.Jobs;
using Pendopo.Safety.Contracts;

namespace Pendopo.Publishing.Declared;

/// <summary>What the declaration of pictures and quotes adds to its room.</summary>
internal static class DeclaredSetup
{
    public static void Add(IServiceCollection services)
    {
        services.AddScoped<DeclarePicture>().AddScoped<ShownPictures>().AddScoped<NameUse>().AddScoped<CheckingTools>();
        services.AddScoped<IConsentUser, PictureConsents>().AddScoped<IConsentUser, LibraryConsents>();
        services.AddScoped<IConsentUser, InfographicConsents>().AddScoped<IConsentUser, QuoteConsents>();
        services.AddEventHandler<ConsentWithdrawn, MarkWithdrawn>();
        services.AddJob<CheckShown, CheckShownJob>();
    }
}
