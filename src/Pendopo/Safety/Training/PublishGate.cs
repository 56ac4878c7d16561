using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Access;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;

namespace Pendopo.Safety.Training;

/// <summary>Nobody publishes before they passed the privacy lesson, once the installation has set a day for that. Who held the right before that day
/// has thirty days; everybody is asked again each year.</summary>
internal sealed class PublishGate(PendopoDb db, IConfiguration settings, TimeProvider time) : IRightsGate
{
    /// <summary>How long those go on who held the right when the rule began.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromDays(30);

    public string Permission => "publishing.publish";

    public async ValueTask<bool> Holds(Id<Person> person, Centre centre, CancellationToken cancel)
    {
        if (!DateOnly.TryParseExact(settings[TrainingBook.FromKey], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return true;
        var (now, from) = (time.Now(), centre.Instant(day.ToDateTime(TimeOnly.MinValue)));
        if (now < from)
            return true;
        var since = now.AddDays(-LessonPass.HoldsDays);
        if (await db.Set<LessonPass>().AnyAsync(pass => pass.PersonId == person && pass.Lesson == Lesson.Privacy && pass.PassedAt > since, cancel))
            return true;
        return now < from + Grace && await db.Set<Membership>().AnyAsync(held => held.PersonId == person && held.Since < from, cancel);
    }
}
