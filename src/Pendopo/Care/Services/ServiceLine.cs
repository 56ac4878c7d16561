using Pendopo.Platform.Ui;

namespace Pendopo.Care.Services;

/// <summary>A service as lists show it: whether it is open now, and else when.</summary>
public sealed record ServiceLine(HealthService Service, Tone Tone, string Said)
{
    // Beyond two weeks nobody plans a visit by a list.
    public const int LooksAhead = 14;

    internal static IReadOnlyList<ServiceLine> All(CarePlan plan) => [.. plan.Services.OrderBy(service => service.Cluster).ThenBy(service => service.Name, StringComparer.CurrentCulture).Select(service => Of(plan, service))];

    internal static ServiceLine Of(CarePlan plan, HealthService service)
    {
        var today = plan.On(plan.Today, service);
        if (plan.Closures.Any(closure => (closure.ServiceId is null || closure.ServiceId == service.Id) && closure.IsOn(plan.Now)))
            return new(service, Tone.Danger, CareText.Say("ClosedAtOnce"));
        if (today.FirstOrDefault(sitting => sitting.IsHeld && sitting.From <= plan.MinuteNow && plan.MinuteNow < sitting.To) is { } running)
            return new(service, Tone.Good, CareText.Say("OpenTo", HoursText.Of(running.To)));
        if (today.FirstOrDefault(sitting => sitting.IsHeld && sitting.From > plan.MinuteNow) is { } later)
            return new(service, Tone.Information, CareText.Say("TodayAt", later.Hours));
        var next = Enumerable.Range(1, LooksAhead).SelectMany(days => plan.On(plan.Today.AddDays(days), service)).FirstOrDefault(sitting => sitting.IsHeld);
        return new(service, Tone.Plain, next is null ? CareText.Say("NotPlanned") : CareText.Say("NextAt", CarePages.Near(next.Day, plan.Today), HoursText.Of(next.From)));
    }
}
