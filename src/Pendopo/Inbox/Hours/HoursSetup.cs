using Pendopo.Inbox.Contracts;
using Pendopo.Platform.Jobs;

namespace Pendopo.Inbox.Hours;

/// <summary>When the centre answers: its hours, the time to answer by, and what is said while it is shut.</summary>
internal static class HoursSetup
{
    public static void Add(IServiceCollection services)
    {
        services.AddScoped<KeepRules>().AddScoped<SayAway>().AddScoped<SettleArrival>().AddScoped<CentreHours>();
        services.AddJob<RemindAnswers, RemindAnswersJob>();
        services.AddJob<RemindAtCentre, RemindAtCentreJob>();
    }
}
