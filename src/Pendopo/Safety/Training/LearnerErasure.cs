using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Backups.Erasures;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;

namespace Pendopo.Safety.Training;

/// <summary>A colleague who is erased: what they passed and signed goes.</summary>
internal sealed class LearnerErasure(PendopoDb db) : IErasure
{
    public IReadOnlyList<string> Tables => ["safety_lesson_pass", "safety_policy_signature"];

    public async Task Erase(Id<Person> person, CancellationToken cancel)
    {
        await db.Set<LessonPass>().Where(pass => pass.PersonId == person).ExecuteDeleteAsync(cancel);
        await db.Set<PolicySignature>().AcrossCentres().Where(signature => signature.PersonId == person).ExecuteDeleteAsync(cancel);
    }
}
