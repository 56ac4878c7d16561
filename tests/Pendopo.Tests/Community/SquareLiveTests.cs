using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Community;
using Pendopo.Community.Members;
using Pendopo.Community.Talk;
using Pendopo.Platform.Data;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Community;

/// <summary>What open pages of the square are told while others talk.</summary>
[Collection("rooms on sqlite")]
public sealed class SquareLiveTests(SqliteApp app) : AppTests(app)
{
    [Fact]
    public async Task An_open_talk_hears_of_each_comment_of_a_change_and_of_what_is_taken_back()
    {
        using var sari = await App.Client("member");
        using var joko = await App.Client("caregiver");
        var post = await Say(sari, new { text = "Kapan senam lansia?", seenBy = "Members", key = Guid.CreateVersion7() });
        using var stream = await OpenStream.At(joko, $"/square/posts/{post}/live");
        var comment = await Id(await sari.PostAsJsonAsync($"/api/v1/square/posts/{post}/comments", new { text = "Ada yang tahu?", key = Guid.CreateVersion7() }));
        (await stream.Next()).ShouldBe("said");
        (await sari.PutAsJsonAsync($"/api/v1/square/posts/{comment}", new { text = "Siapa tahu?" })).EnsureSuccessStatusCode();
        (await stream.Next()).ShouldBe("said");
        (await sari.DeleteAsync($"/api/v1/square/posts/{comment}")).EnsureSuccessStatusCode();
        (await stream.Next()).ShouldBe("said");
    }

    [Fact]
    public async Task An_open_square_is_told_what_comes_to_its_reader_and_nothing_of_other_groups_and_villages()
    {
        await using var scope = await App.ScopeOf("member");
        var viewer = await scope.ServiceProvider.GetRequiredService<Viewers>().Read(default);
        var topics = SquareLive.Topics(viewer);
        topics.ShouldContain(SquareLive.TopicOf(Post(viewer, SaidAudience.Everyone)));
        topics.ShouldContain(SquareLive.TopicOf(Post(viewer, SaidAudience.Members)));
        topics.ShouldContain(SquareLive.TopicOf(Post(viewer, SaidAudience.Village, village: viewer.Member!.VillageId)));
        topics.ShouldContain(SquareLive.TopicOf(Post(viewer, SaidAudience.Group, group: viewer.Places[0].Group)));
        topics.ShouldNotContain(SquareLive.TopicOf(Post(viewer, SaidAudience.Village, village: Id<Pendopo.Platform.Centres.Area>.New())));
        topics.ShouldNotContain(SquareLive.TopicOf(Post(viewer, SaidAudience.Group, group: Id<Pendopo.Community.Groups.Group>.New())));
        SquareLive.Topics(Viewer.Visitor).ShouldBeEmpty();

        using var sari = await App.Client("member");
        using var joko = await App.Client("caregiver");
        using var stream = await OpenStream.At(joko, "/square/live");
        await Say(sari, new { text = "Jalan ke posyandu sudah baik.", seenBy = "Everyone", key = Guid.CreateVersion7() });
        (await stream.Next()).ShouldBe("said");
        (await joko.GetStringAsync("/square")).ShouldContain("data-live=\"/square/live\"");
    }

    [Fact]
    public async Task Who_may_not_see_a_talk_finds_no_line_to_it()
    {
        using var sari = await App.Client("member");
        var post = await Say(sari, new { text = "Hanya untuk warga balai.", seenBy = "Members", key = Guid.CreateVersion7() });
        using var visitor = App.Anonymous();
        (await visitor.GetAsync($"/square/posts/{post}/live")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await visitor.GetAsync($"/square/posts/{Guid.CreateVersion7()}/live")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var stranger = await App.Client("member@kenanga");
        (await stranger.GetAsync($"/square/posts/{post}/live")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var desk = await App.Client("officer");
        (await desk.GetAsync("/square/live")).StatusCode.ShouldBe(HttpStatusCode.NotFound, "who did not join has no square of their own");
    }

    private static Said Post(Viewer viewer, SaidAudience audience, Id<Pendopo.Community.Groups.Group>? group = null, Id<Pendopo.Platform.Centres.Area>? village = null) =>
        Said.Post(viewer.Own!, new(audience, group, village, "", "Halo.", "", Guid.CreateVersion7()), DateTimeOffset.UnixEpoch);

    private static async Task<Guid> Say(HttpClient browser, object words) => await Id(await browser.PostAsJsonAsync("/api/v1/square/posts", words));

    private static async Task<Guid> Id(HttpResponseMessage answer)
    {
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
    }
}
