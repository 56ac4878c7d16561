using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;
using Pendopo.Platform.Mail;
using Pendopo.Platform.Mail.Smtp;
using Microsoft.AspNetCore.DataProtection;

namespace Pendopo.Channels.Letters;

/// <summary>A list of people who get letters. To publish is to write the letter into the ledger, once; its copies then leave by a job of their own.</summary>
internal sealed class LettersConnector(IServiceScopeFactory scopes, IConfiguration settings, IDataProtectionProvider protection, TimeProvider time) : IConnector
{
    public const string NetworkName = "email";

    public string Network => NetworkName;

    /// <summary>No hearing by itself: mail servers hand over what comes back (`pendopo mail-in`).</summary>
    public ConnectorAbilities Abilities => ConnectorAbilities.Recall | ConnectorAbilities.Reply;

    public Task<ChannelLimits> Limits(ConnectedAccount account, CancellationToken cancel) => Task.FromResult(ChannelLimits.None);

    public Task<SendOutcome> Publish(ConnectedAccount account, OutgoingPost post, CancellationToken cancel) => In(account, async services =>
    {
        var db = services.GetRequiredService<PendopoDb>();
        if (await Known(db, post.Key, cancel) is { } known)
            return Sent(known);
        var issue = Issue.Of(account.Channel, post.Key, LetterWords.Of(account.Centre, account.Channel.Handle, post), post.Url, time.Now());
        db.Add(issue);
        services.GetRequiredService<JobBoard>().Add(new SendIssue(issue.Id));
        if (await db.TrySave(cancel))
            return Sent(issue);
        // Another attempt at the same publication was quicker: its letter is the letter.
        return await Known(db, post.Key, cancel) is { } theirs ? Sent(theirs) : new SendOutcome.RetryAt(null, "");
    });

    /// <summary>The letter is in our own ledger or it is not: nobody need be asked.</summary>
    public Task<SendOutcome> Reconcile(ConnectedAccount account, OutgoingPost post, CancellationToken cancel) => In(account, async services =>
        await Known(services.GetRequiredService<PendopoDb>(), post.Key, cancel) is { } known ? Sent(known) : new SendOutcome.RetryAt(null, ""));

    /// <summary>What lies in somebody's box is not changed; the page on the site is, and every letter leads there.</summary>
    public Task<SendOutcome> Edit(ConnectedAccount account, OutgoingPost post, RemoteRef remote, CancellationToken cancel) => throw new NotSupportedException("Letters are not changed.");

    /// <summary>Stops what has not left. Copies that left stay where they are, and it is said how many.</summary>
    public Task<SendOutcome> Recall(ConnectedAccount account, RemoteRef remote, CancellationToken cancel) => In(account, async services =>
    {
        var db = services.GetRequiredService<PendopoDb>();
        if (!Id<Issue>.TryParse(remote.Id.Split(':')[^1], null, out var id) || await db.Set<Issue>().FirstOrDefaultAsync(row => row.Id == id, cancel) is not { } issue)
            return new SendOutcome.Sent(remote);
        issue.Stop(time.Now());
        await db.SaveChangesAsync(cancel);
        var now = time.Now();
        await db.Set<IssueCopy>().Where(row => row.IssueId == id && row.State == CopyState.Waiting)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.State, CopyState.Stopped).SetProperty(row => row.SettledAt, now), cancel);
        var gone = await db.Set<IssueCopy>().CountAsync(row => row.IssueId == id && row.State != CopyState.Stopped && row.State != CopyState.Refused && row.State != CopyState.Bounced, cancel);
        return gone == 0 ? new SendOutcome.Sent(remote) : new SendOutcome.Refused("AlreadyInBoxes", LettersText.In(account.Centre.Language, "AlreadyInBoxes", gone));
    });

    /// <summary>A mail back to who wrote, named by the answer's lasting key: queued once.</summary>
    public Task<SendOutcome> Reply(ConnectedAccount account, OutgoingReply reply, CancellationToken cancel) => In(account, async services =>
    {
        var mail = services.GetRequiredService<MailOut>();
        if (MailRoute.Of(settings, protection) is not { } route)
            return new SendOutcome.Refused("NoMailServer", LettersText.In(account.Centre.Language, "NoMailServer"));
        var sent = new SendOutcome.Sent(new($"{reply.Key:N}@{route.Domain}", null));
        var subject = LettersText.In(reply.Language, "ReplySubject", account.Centre.Name);
        mail.Add(reply.Author.Id, "letter-reply", subject, reply.Text, reply.Language.StartsWith("en", StringComparison.Ordinal) ? "en" : "id", thread: new(reply.Key, reply.To.Id));
        await services.GetRequiredService<PendopoDb>().TrySave(cancel);
        return sent;
    });

    public Task<Heard> Hear(ConnectedAccount account, string? cursor, CancellationToken cancel) => Task.FromResult(Heard.Nothing);

    public Task<PostMeasures> Measure(ConnectedAccount account, RemoteRef remote, CancellationToken cancel) => Task.FromResult(new PostMeasures(null, null, null));

    /// <summary>Whether the mail server lets us in; no mail is sent.</summary>
    public async Task<AccountHealth> Check(ConnectedAccount account, CancellationToken cancel)
    {
        if (MailRoute.Of(settings, protection) is not { } route)
            return new(Works: false, LettersText.In(account.Centre.Language, "NoMailServer"));
        try
        {
            await using var talk = await SmtpTalk.Open(route, time, cancel);
            return new(Works: true);
        }
        catch (SmtpTrouble trouble)
        {
            return new(Works: false, LettersText.In(account.Centre.Language, "ServerTrouble", trouble.Message), Certain: false);
        }
    }

    private static Task<Issue?> Known(PendopoDb db, Guid key, CancellationToken cancel) => db.Set<Issue>().AsNoTracking().FirstOrDefaultAsync(row => row.Key == key, cancel);

    private static SendOutcome.Sent Sent(Issue issue) => new SendOutcome.Sent(new(issue.RemoteId, issue.Url));

    private async Task<SendOutcome> In(ConnectedAccount account, Func<IServiceProvider, Task<SendOutcome>> act)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CentreScope>().Enter(account.Channel.CentreId);
        return await act(scope.ServiceProvider);
    }
}
