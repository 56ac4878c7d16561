using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Access;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Events;
using Pendopo.Platform.Mail;
using Pendopo.Platform.People;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Team;

namespace Pendopo.Publishing.Notices;

/// <summary>Tells those who may approve that a post waits for them, but not the one who wrote it.</summary>
internal sealed class TellReviewers(PendopoDb db, CentreScope scope, Holders holders, ReviewPaths paths, StaffMail mail) : IEventHandler<PostSubmitted>
{
    public async Task Handle(PostSubmitted happened, CancellationToken cancel)
    {
        var post = await db.Set<Post>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == happened.Post, cancel);
        if (post is null || post.Revision != happened.Revision)
            return;
        var reviewers = await holders.Of(await paths.WaitsFor(post, cancel), scope.Centre, ownOnly: true, cancel);
        await mail.Tell([.. reviewers.Select(person => person.Id).Where(person => person != post.AuthorId)],
            new("publishing.submitted", typeof(NoticeText), "WaitsForApproval", $"/desk/posts/{post.Id}"), cancel);
        await db.SaveChangesAsync(cancel);
    }
}

/// <summary>Tells the author what a reviewer answered.</summary>
internal sealed class TellAuthor(PendopoDb db, StaffMail mail) : IEventHandler<PostReviewed>
{
    public async Task Handle(PostReviewed happened, CancellationToken cancel)
    {
        var post = await db.Set<Post>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == happened.Post, cancel);
        if (post is null)
            return;
        await mail.Tell([post.AuthorId], new("publishing.reviewed", typeof(NoticeText), "Answer" + happened.Answer, $"/desk/posts/{post.Id}"), cancel);
        await db.SaveChangesAsync(cancel);
    }
}

/// <summary>Tells those who publish that a publication waits for a person's decision.</summary>
internal sealed class TellPublishers(PendopoDb db, CentreScope scope, Holders holders, StaffMail mail) : IEventHandler<PublicationNeedsPerson>
{
    public async Task Handle(PublicationNeedsPerson happened, CancellationToken cancel)
    {
        var people = await holders.Of("publishing.publish", scope.Centre, ownOnly: true, cancel);
        await mail.Tell([.. people.Select(person => person.Id)],
            new("publishing.needs-person", typeof(NoticeText), "NeedsPerson", $"/desk/posts/{happened.Post}"), cancel);
        await db.SaveChangesAsync(cancel);
    }
}
