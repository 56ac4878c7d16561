using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Posts;
using Pendopo.Publishing.Publications;
using Pendopo.Publishing.Reviews;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Publishing;

/// <summary>The acts of publishing as the sample people do them.</summary>
internal sealed class PublishingStage(TestApp app)
{
    public static PostWords Words(string title = "Pemberian oralit di rumah") => new(
        PostKind.Article, title, "Oralit menggantikan cairan yang hilang.", "Larutan **oralit** diberikan sedikit demi sedikit.\n\nBawa ke puskesmas bila anak lemas.",
        "Diare", "id", "WHO, Diarrhoeal disease https://www.who.int/news-room/fact-sheets/detail/diarrhoeal-disease");

    /// <summary>Does something as a sample person; the scope is theirs.</summary>
    public async Task<T> As<T>(string role, Func<IServiceProvider, Task<T>> act)
    {
        await using var scope = await app.ScopeOf(role);
        return await act(scope.ServiceProvider);
    }

    public async Task<Post> Draft(PostWords? words = null) =>
        (await As("officer", async scope => await scope.GetRequiredService<BeginPost>().Run(words ?? Words(), null, default))).Value;

    public async Task<Post> Submitted(PostWords? words = null) => await Submit((await Draft(words)).Id);

    public async Task<Post> Submit(Id<Post> id) =>
        (await As("officer", async scope => await scope.GetRequiredService<SubmitPost>().Run(id, "", default))).Value;

    public async Task<Post> Approve(Id<Post> id) => (await As("reviewer", async scope =>
    {
        var post = await scope.GetRequiredService<PendopoDb>().Set<Post>().AsNoTracking().FirstAsync(row => row.Id == id);
        return await scope.GetRequiredService<AnswerReview>().Run(new(id, post.Revision, ReviewAnswer.Approve, ""), default);
    })).Value;

    public async Task<Post> Approved(PostWords? words = null) => await Approve((await Submitted(words)).Id);

    public async Task Edit(Id<Post> id, Func<PostWords, PostWords> change) => (await As("officer", async scope =>
    {
        var post = await scope.GetRequiredService<PendopoDb>().Set<Post>().AsNoTracking().FirstAsync(row => row.Id == id);
        return await scope.GetRequiredService<KeepPost>().Run(new(id, post.Revision, change(post.Words), false), default);
    })).Ok.ShouldBeTrue();

    /// <summary>Schedules on the given networks besides the site; at null now.</summary>
    public async Task Schedule(Id<Post> id, DateTime? at, params string[] networks) => (await As("officer", async scope =>
    {
        await scope.GetRequiredService<OwnChannels>().Ensure(default);
        var channels = (await scope.GetRequiredService<Accounts>().All(default)).Where(channel => networks.Contains(channel.Network)).Select(channel => channel.Id).ToList();
        return await scope.GetRequiredService<SchedulePost>().Run(new(id, channels, at), default);
    })).Problems.ShouldBeEmpty();

    public async Task<Publication> Publication(Id<Post> id, string network)
    {
        await using var scope = await app.Scope();
        return await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Publication>().AcrossCentres().AsNoTracking()
            .SingleAsync(row => row.PostId == id && row.Network == network);
    }

    public async Task<Post> Post(Id<Post> id)
    {
        await using var scope = await app.Scope();
        return await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Post>().AcrossCentres().AsNoTracking().SingleAsync(row => row.Id == id);
    }

    /// <summary>Connects an account of the scripted network at Melati.</summary>
    public async Task<Id<Channel>> Connect(string network = ScriptedNetwork.Name)
    {
        await using var scope = await app.ScopeOf("administrator");
        var centre = await app.CentreOf("melati");
        var channel = Channel.Connect(centre.Id, network, "@melati", "melati", null, app.Clock.GetUtcNow());
        scope.ServiceProvider.GetRequiredService<PendopoDb>().Add(channel);
        await scope.ServiceProvider.GetRequiredService<PendopoDb>().SaveChangesAsync();
        return channel.Id;
    }
}
