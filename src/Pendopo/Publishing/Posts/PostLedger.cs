using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Channels.Contracts;
using Pendopo.Platform;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Publications;
using Pendopo.Publishing.Reviews;

namespace Pendopo.Publishing.Posts;

/// <summary>What every act on a post begins and ends with: finding it within the centre, asking for the right, noting who did it.</summary>
internal sealed class PostLedger(PendopoDb db, SendingReading reading, Here here, TimeProvider time, IStringLocalizer<PublishingText> words)
{
    public DateTimeOffset Now { get; } = time.Now();

    public Here Here => here;

    public Task<Post?> Find(Id<Post> id, CancellationToken cancel) => reading.Post(db, id, cancel);

    /// <summary>Those of a post that may be new.</summary>
    public async Task<List<Publication>> Publications(Post post, CancellationToken cancel) => IsNew(post) ? [] : await Publications(post.Id, cancel);

    public async Task<List<Publication>> Publications(Id<Post> post, CancellationToken cancel) => await reading.Publications(db, post).ToListAsync(cancel);

    /// <summary>Whether the post was begun in this very act and is not saved: then no other row can speak of it, and nobody need be asked for one.</summary>
    public bool IsNew(Post post) => db.Entry(post).State == EntityState.Added;

    /// <summary>The refusal for a person without the right, or null.</summary>
    public Problem? Forbids(string permission) => here.May(permission) ? null : words.Problem("NotAllowed");

    public Problem Problem(string code, string? field = null, params object[] arguments) => words.Problem(code, field, arguments);

    /// <summary>Writes who did what, in the caller's transaction.</summary>
    public Deed Note(Post post, DeedKind kind, string comment = "", Id<Channel>? channel = null) =>
        db.Add(Deed.Of(post, kind, here.Actor, Now, comment, channel)).Entity;

    /// <summary>What was begun and is not saved is dropped.</summary>
    public void Forget() => db.ChangeTracker.Clear();

    /// <summary>Saves; a row that somebody else changed or added meanwhile is a refusal, not a fault.</summary>
    public async Task<Result<Post>> Keep(Post post, CancellationToken cancel)
    {
        return await db.TrySave(cancel) ? post : Problem("ChangedMeanwhile");
    }

    /// <summary>Does an act and saves it; when somebody else was quicker, once more on what stands then.</summary>
    public Task<Result<Post>> Attempt(Func<Task<Result<Post>>> act, CancellationToken cancel) => db.Attempt(act, () => Problem("ChangedMeanwhile"), cancel);
}
