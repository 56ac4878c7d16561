using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Access;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Events;
using Pendopo.Platform.Mail;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Notices;

namespace Pendopo.Publishing.Team;

/// <summary>The medical part of a post was approved; it waits for the last word.</summary>
internal sealed record HalfApproved(Id<Post> Post, int Revision) : IEvent;

/// <summary>Tells colleagues that a comment names them; what it says stands behind the sign-in.</summary>
internal sealed class TellMentioned(PendopoDb db, StaffMail mail) : IEventHandler<Mentioned>
{
    public async Task Handle(Mentioned happened, CancellationToken cancel)
    {
        await mail.Tell(happened.People, new("publishing.mentioned", typeof(NoticeText), "MentionsYou", $"/desk/posts/{happened.Post}"), cancel);
        await db.SaveChangesAsync(cancel);
    }
}

/// <summary>Tells a colleague that something was given to them to do.</summary>
internal sealed class TellAssigned(PendopoDb db, StaffMail mail) : IEventHandler<Assigned>
{
    public async Task Handle(Assigned happened, CancellationToken cancel)
    {
        await mail.Tell([happened.Person], new("publishing.assigned", typeof(NoticeText), "AssignedToYou", $"/desk/posts/{happened.Post}"), cancel);
        await db.SaveChangesAsync(cancel);
    }
}

/// <summary>Tells those with the last word that the medical part stands, but not the one who approved it or wrote it.</summary>
internal sealed class TellLastWord(PendopoDb db, CentreScope scope, Holders holders, StaffMail mail) : IEventHandler<HalfApproved>
{
    public async Task Handle(HalfApproved happened, CancellationToken cancel)
    {
        if (await db.Set<Post>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == happened.Post, cancel) is not { } post || post.Revision != happened.Revision)
            return;
        var people = await holders.Of(ReviewPaths.LastWord, scope.Centre, ownOnly: true, cancel);
        await mail.Tell([.. people.Select(person => person.Id).Where(person => !post.HasHandIn(person))],
            new("publishing.half-approved", typeof(NoticeText), "WaitsForLastWord", $"/desk/posts/{post.Id}"), cancel);
        await db.SaveChangesAsync(cancel);
    }
}
