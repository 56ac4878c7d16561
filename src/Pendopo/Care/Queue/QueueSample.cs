using Pendopo.Care.Services;
using Pendopo.Platform;
using Pendopo.Platform.Access;

namespace Pendopo.Care.Queue;

/// <summary>People who wait in the demonstration, at the first sessions of today.</summary>
internal static class QueueSample
{
    private static readonly (PriorityClass Priority, ReasonGroup Reason)[] People =
        [(PriorityClass.Usual, ReasonGroup.Fever), (PriorityClass.Elderly, ReasonGroup.Medicine), (PriorityClass.Usual, ReasonGroup.Cough), (PriorityClass.Pregnant, ReasonGroup.Pregnancy), (PriorityClass.Usual, ReasonGroup.Check)];

    public static Task Add(SampleScene scene, CancellationToken cancel) => scene.As(SampleRoles.Desk, scene.Melati, async services =>
    {
        var plan = await services.GetRequiredService<PlanReader>().Ahead(0, cancel);
        foreach (var sitting in plan.On(plan.Today).Where(sitting => sitting.IsHeld).Take(3))
        {
            Ticket? last = null;
            foreach (var (priority, reason) in People)
                last = (await services.GetRequiredService<IssueNumber>().Run(new(sitting.Session.Id, priority, reason, null), cancel)).Value;
            await services.GetRequiredService<CallNumbers>().Next(last!.LineId, cancel);
        }
    }, cancel);
}
