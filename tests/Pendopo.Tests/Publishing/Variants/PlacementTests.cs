using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Channels.Contracts;
using Pendopo.Platform;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Variants;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Publishing.Variants;

[Collection("publishing on sqlite")]
public sealed class PlacementTests(SqliteApp app) : PublishingTests(app)
{
    [Fact]
    public async Task A_story_is_chosen_for_one_channel_approved_with_the_post_and_goes_out_without_words()
    {
        WithStories();
        var post = await Stage.Draft();
        (await Choose(post, Placement.Reel)).Problems.ShouldHaveSingleItem().Code.ShouldBe("NoSuchPlace");
        (await Choose(post, Placement.Story)).Ok.ShouldBeTrue();
        using (var officer = await App.Client("officer"))
        {
            var page = await officer.GetStringAsync($"/desk/posts/{post.Id}");
            page.ShouldContain("Tampil sebagai");
            page.ShouldContain("Story tidak menampilkan kata-kata");
        }
        await Stage.Submit(post.Id);
        await Stage.Approve(post.Id);
        await Stage.Schedule(post.Id, null, ScriptedNetwork.Name);
        await App.RunJobs();
        // Neither a picture nor a video stands in it, so nothing would be shown.
        var publication = await Stage.Publication(post.Id, ScriptedNetwork.Name);
        (publication.State, publication.TroubleCode).ShouldBe((PublicationState.Failed, "DoesNotFit"));
    }

    [Fact]
    public async Task What_is_chosen_stays_while_words_come_and_go_and_what_is_usual_leaves_nothing_behind()
    {
        WithStories(wordless: false);
        var post = await Stage.Draft();
        var channel = await Stage.As("officer", scope => scope.GetRequiredService<PendopoDb>().Set<Channel>().Where(row => row.Network == ScriptedNetwork.Name).Select(row => row.Id).SingleAsync());
        using (var officer = await App.Client("officer"))
        {
            (await officer.PutAsJsonAsync($"/api/v1/posts/{post.Id}/channels/{channel}/placement", new { placement = "Reel" })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
            (await officer.PutAsJsonAsync($"/api/v1/posts/{post.Id}/channels/{channel}/placement", new { placement = "Story" })).StatusCode.ShouldBe(HttpStatusCode.OK);
            (await officer.GetStringAsync($"/api/v1/posts/{post.Id}/previews")).ShouldContain("\"placement\":\"Story\"");
        }
        (await Own((words, channel) => words.Write(post.Id, channel, "Kata sendiri", default))).Ok.ShouldBeTrue();
        (await Own((words, channel) => words.Rejoin(post.Id, channel, default))).Ok.ShouldBeTrue();
        await Stage.Submit(post.Id);
        await Stage.Approve(post.Id);
        await Stage.Schedule(post.Id, null, ScriptedNetwork.Name);
        await App.RunJobs();
        var sent = Network.Posts.ShouldHaveSingleItem();
        sent.Placement.ShouldBe(Placement.Story);
        sent.Text.ShouldNotContain("Kata sendiri");

        (await Choose(post, Placement.Post)).Ok.ShouldBeTrue();
        (await Stage.As("officer", scope => scope.GetRequiredService<PendopoDb>().Set<Variant>().AnyAsync(row => row.PostId == post.Id))).ShouldBeFalse();
    }

    private void WithStories(bool wordless = true) => Network.Bounds = Network.Bounds with
    {
        Places = new Dictionary<Placement, ChannelLimits> { [Placement.Story] = Network.Bounds with { Wordless = wordless, Places = new Dictionary<Placement, ChannelLimits>() } },
    };

    private Task<Result<Post>> Choose(Post post, Placement placement) => Own((words, channel) => words.Place(post.Id, channel, placement, default));

    private Task<Result<Post>> Own(Func<OwnWords, Id<Channel>, Task<Result<Post>>> act) => Stage.As("officer", async scope =>
    {
        var channel = await scope.GetRequiredService<PendopoDb>().Set<Channel>().Where(row => row.Network == ScriptedNetwork.Name).Select(row => row.Id).SingleAsync();
        return await act(scope.GetRequiredService<OwnWords>(), channel);
    });
}
