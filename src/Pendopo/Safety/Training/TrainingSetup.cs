using Pendopo.Platform.Access;
using Pendopo.Platform.Backups.Erasures;
using Pendopo.Platform.Ui;

namespace Pendopo.Safety.Training;

/// <summary>What lessons, policy and the weekly look add to their room.</summary>
internal static class TrainingSetup
{
    public const string MayLearn = "safety.learn", MayLead = "safety.lead", MayReview = "safety.review-week";

    public static IEnumerable<Permission> Permissions =>
    [
        new(MayLearn, SampleRoles.Officer, SampleRoles.Reviewer, SampleRoles.Clinician, SampleRoles.Desk, SampleRoles.Moderator, SampleRoles.SafetyLead, SampleRoles.Kader, SampleRoles.Head, SampleRoles.DistrictOfficer),
        new(MayLead, SampleRoles.SafetyLead, SampleRoles.Head),
        new(MayReview, SampleRoles.Head, SampleRoles.Auditor),
    ];

    public static IEnumerable<NavItem> Items =>
    [
        new(NavPlace.Desk, 66, "/desk/training", "book", () => TrainingText.Say("Training"), MayLearn),
        new(NavPlace.Desk, 68, "/desk/week", "signals", () => TrainingText.Say("Week"), MayReview),
    ];

    public static void Add(IServiceCollection services) => services.AddScoped<TrainingBook>().AddScoped<WeekReader>().AddScoped<IRightsGate, PublishGate>().AddScoped<IErasure, LearnerErasure>();
}
