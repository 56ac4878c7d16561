using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Platform;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;
using Pendopo.Platform.Ui;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Posts;
using Pendopo.Publishing.Publications;
using Pendopo.Publishing.Reviews;
using Pendopo.Publishing.Site;

namespace Pendopo.Publishing.Sample;

/// <summary>The posts of the sample world, written, approved and sent by its people through the same acts as everybody's.</summary>
internal sealed class SamplePosts(SampleScene scene)
{
    public async Task Add(CancellationToken cancel)
    {
        await scene.Services.GetRequiredService<OwnChannels>().Ensure(cancel);
        var texts = SampleText.All();
        var age = 0;
        foreach (var text in texts.Where(text => text.Stage == "out"))
            await Publish(text, scene.Now.AddDays(-(++age * 4)).AddHours(-age), cancel);
        foreach (var text in texts.Where(text => text.Stage != "out"))
            await Leave(text, cancel);
        // What was queued on the way is done: the sample stands still until somebody touches it.
        var (melati, kenanga) = ((Id<Centre>?)scene.Melati.Id, (Id<Centre>?)scene.Kenanga.Id);
        await scene.Db.Set<Job>().Where(job => job.Kind == "publishing.due" || (job.Kind == "publishing.step" && (job.CentreId == melati || job.CentreId == kenanga))).ExecuteDeleteAsync(cancel);
    }

    /// <summary>Written, approved and sent as everybody's, on a day of the past.</summary>
    public async Task<Id<Post>> Publish(SampleText text, DateTimeOffset day, CancellationToken cancel)
    {
        var id = await Write(text, cancel);
        await SendOut(id, text, day, cancel);
        return id;
    }

    /// <summary>Approved and sent as everybody's, on a day of the past.</summary>
    public async Task SendOut(Id<Post> id, SampleText text, DateTimeOffset day, CancellationToken cancel)
    {
        var (centre, officer, reviewer) = PlaceOf(text);
        var revision = await scene.Db.Set<Post>().AcrossCentres().Where(post => post.Id == id).Select(post => post.Revision).SingleAsync(cancel);
        await scene.As(officer, centre, async services => Check(await services.GetRequiredService<SubmitPost>().Run(id, "", cancel)), cancel);
        await scene.As(reviewer, centre, async services => Check(await services.GetRequiredService<AnswerReview>().Run(new(id, revision, ReviewAnswer.Approve, ""), cancel)), cancel);
        await scene.As(officer, centre, async services =>
        {
            var channels = (await services.GetRequiredService<Accounts>().All(cancel)).Where(channel => channel.Network == OwnChannels.Feeds).Select(channel => channel.Id).ToList();
            Check(await services.GetRequiredService<SchedulePost>().Run(new(id, channels, null), cancel));
        }, cancel);
        foreach (var network in new[] { OwnChannels.Site, OwnChannels.Feeds })
            await scene.As(officer, centre, services => Send(services, id, network, cancel), cancel);
        await Backdate(id, day, cancel);
    }

    private static async Task Send(IServiceProvider services, Id<Post> id, string network, CancellationToken cancel)
    {
        var publication = await services.GetRequiredService<PendopoDb>().Set<Publication>().AsNoTracking().FirstAsync(row => row.PostId == id && row.Network == network, cancel);
        await services.GetRequiredService<IJobHandler<TakeStep>>().Run(new(publication.Id, publication.Version), cancel);
    }

    /// <summary>Moves a post that went out to another instant: the sample has a past, without it every post would be of the same minute.</summary>
    public async Task Backdate(Id<Post> id, DateTimeOffset day, CancellationToken cancel)
    {
        await scene.Db.Set<SitePage>().AcrossCentres().Where(page => page.Id == id)
            .ExecuteUpdateAsync(set => set.SetProperty(page => page.PublishedAt, day).SetProperty(page => page.ChangedAt, day).SetProperty(page => page.FeedAt, day)
                .SetProperty(page => page.ReviewedAt, day.AddHours(-1)), cancel);
        await scene.Db.Set<Deed>().AcrossCentres().Where(deed => deed.PostId == id)
            .ExecuteUpdateAsync(set => set.SetProperty(deed => deed.DoneAt, day.AddHours(-1)), cancel);
        await scene.Db.Set<Publication>().AcrossCentres().Where(row => row.PostId == id)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.SentAt, day).SetProperty(row => row.DueAt, day), cancel);
        await scene.Db.Set<Post>().AcrossCentres().Where(post => post.Id == id).ExecuteUpdateAsync(set => set.SetProperty(post => post.EditedAt, day.AddHours(-2)).SetProperty(post => post.FirstOutAt, post => post.FirstOutAt == null ? null : day), cancel);
    }

    /// <summary>Writes a text and leaves it where its stage says: a draft, waiting for approval, or approved and planned.</summary>
    public async Task<Id<Post>> Leave(SampleText text, CancellationToken cancel)
    {
        var id = await Write(text, cancel);
        if (text.Stage == "draft")
            return id;
        var (centre, officer, reviewer) = PlaceOf(text);
        await scene.As(officer, centre, async services => Check(await services.GetRequiredService<SubmitPost>().Run(id, "", cancel)), cancel);
        if (text.Stage.Split(' ') is not ["planned", var days, var time])
            return id;
        await scene.As(reviewer, centre, async services => Check(await services.GetRequiredService<AnswerReview>().Run(new(id, 1, ReviewAnswer.Approve, ""), cancel)), cancel);
        var at = Clock.DateOf(scene.Now, centre.Zone).AddDays(int.Parse(days, CultureInfo.InvariantCulture)).ToDateTime(TimeOnly.Parse(time, CultureInfo.InvariantCulture));
        await scene.As(officer, centre, async services =>
        {
            var channels = (await services.GetRequiredService<Accounts>().All(cancel)).Where(channel => channel.State != ChannelState.Off && channel.Network != LetterPreview.Network).Select(channel => channel.Id).ToList();
            Check(await services.GetRequiredService<SchedulePost>().Run(new(id, channels, at), cancel));
        }, cancel);
        return id;
    }

    private async Task<Id<Post>> Write(SampleText text, CancellationToken cancel)
    {
        var (centre, officer, _) = PlaceOf(text);
        var id = default(Id<Post>);
        await scene.As(officer, centre, async services =>
        {
            var begun = await services.GetRequiredService<BeginPost>().Run(text.Words, null, cancel);
            Check(begun);
            id = begun.Value.Id;
        }, cancel);
        return id;
    }

    private (Centre Centre, string Officer, string Reviewer) PlaceOf(SampleText text) =>
        text.Centre == "kenanga" ? (scene.Kenanga, "officer@kenanga", "reviewer@kenanga") : (scene.Melati, "officer", "reviewer");

    private static void Check(Result<Post> result)
    {
        if (!result.Ok)
            throw new InvalidOperationException($"The sample could not be written: {result.Problems[0].Code} {result.Problems[0].Field}.");
    }
}
