using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Inbox.Conversations;
using Pendopo.Inbox.Privately;
using Pendopo.Inbox.Reputation;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Campaigns;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Guests;
using Pendopo.Publishing.Posts;
using Pendopo.Safety.Consents;
using Pendopo.Safety.Rights;
using Pendopo.Tests.Harness;
using Pendopo.Tests.Publishing;
using Pendopo.Tests.Safety.Consents;

namespace Pendopo.Tests.Platform.Observing;

/// <summary>A day at the centre in which every word that somebody says is a canary: posts that wait and are held, polls, guests, consents, requests about
/// data, talks in private, a surge, a video that breaks.</summary>
internal sealed class LeakLife(TestApp app, Canaries canaries)
{
    private readonly PublishingStage stage = new(app);

    /// <summary>The paths that only their people know: each is a way in without an account.</summary>
    public async Task<IReadOnlyList<string>> Live()
    {
        await Posts();
        await BrokenVideo();
        return [await Guest(), await Consent(), await Rights(), await Talk()];
    }

    private PostWords Words(PostKind kind = PostKind.Article) => new(kind, canaries.Next(), canaries.Next(), $"{canaries.Next()} {canaries.Next()}", canaries.Next(), "id", canaries.Next());

    private async Task Posts()
    {
        // The guard holds what names people, the reviewer asks for changes, and one goes out after all.
        var post = await stage.Approved(Words());
        await stage.Schedule(post.Id, null);
        (await stage.As("officer", scope => scope.GetRequiredService<BeginPost>().Run(Words(PostKind.Poll), null, default))).Problems.ShouldBeEmpty();
        await using var scope = await app.ScopeOf("officer");
        var surge = SurgeCard.Raise((await app.CentreOf("melati")).Id, SurgeKind.Negative, 0, app.Clock.Now());
        surge.Take(5, 1, canaries.Next(), app.Clock.Now());
        var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
        db.Add(surge);
        await db.SaveChangesAsync();
    }

    /// <summary>Begins as a video, is none, and has words in it.</summary>
    private async Task BrokenVideo()
    {
        var bytes = (byte[])[.. "\0\0\0\u0018ftypisom"u8, .. Encoding.UTF8.GetBytes($"{canaries.Next()} {canaries.Next()}"), .. new byte[400]];
        using var officer = await app.Client("officer");
        var begun = await officer.PostAsJsonAsync("/api/v1/videos", new { size = bytes.Length });
        using var piece = new HttpRequestMessage(HttpMethod.Patch, begun.Headers.Location) { Content = new ByteArrayContent(bytes) };
        piece.Content.Headers.ContentType = new MediaTypeHeaderValue("application/offset+octet-stream");
        piece.Headers.Add("Upload-Offset", "0");
        (await officer.SendAsync(piece)).IsSuccessStatusCode.ShouldBeTrue();
    }

    private async Task<string> Guest()
    {
        var campaign = (await stage.As("officer", scope => scope.GetRequiredService<KeepCampaign>().Run(new(null, new("Posyandu Maret", null, canaries.Next(), new(2026, 3, 1), new(2026, 3, 31), new Dictionary<PostKind, int> { [PostKind.Tip] = 2 }), null), default))).Value;
        var called = canaries.Next();
        (await stage.As("officer", scope => scope.GetRequiredService<InviteGuest>().Run(campaign.Id, new(called, GuestKind.Expert, null, new(2026, 4, 30)), default))).Problems.ShouldBeEmpty();
        var path = new Uri((await stage.As("officer", scope => scope.GetRequiredService<GuestDesk>().All(campaign.Id, default))).Single(line => line.Guest.Called == called).Address!).AbsolutePath;
        var secret = path.Split('/')[^1];
        await stage.As("officer", async scope =>
        {
            var speak = scope.GetRequiredService<SpeakAsGuest>();
            (await speak.Introduce(secret, canaries.Next(), canaries.Next() + "@contoh.example", default)).Problems.ShouldBeEmpty();
            (await speak.Comment(secret, null, canaries.Next(), default)).Problems.ShouldBeEmpty();
            return 0;
        });
        return path;
    }

    private async Task<string> Consent()
    {
        var (_, path) = await new ConsentStage(app, stage).Ask(new(canaries.Next(), ConsentDecider.Guardian, canaries.Next(), canaries.Next(), 13));
        return path;
    }

    private async Task<string> Rights()
    {
        await using var scope = await app.ScopeOf("desk");
        var ledger = scope.ServiceProvider.GetRequiredService<RightsLedger>();
        var request = (await ledger.Ask(new(RightKind.Erasure, canaries.Next(), canaries.Next(), canaries.Next(), canaries.Next()), atDesk: true, default)).Value;
        return "/@melati" + ledger.PathOf(request);
    }

    private async Task<string> Talk()
    {
        await using var scope = await app.ScopeOf("desk");
        var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
        var conversation = await db.Set<Conversation>().FirstAsync(row => row.Network == ScriptedNetwork.Name);
        var (talk, secret) = PrivateTalk.Offer(conversation, (await app.PersonOf("desk")).Id, app.Clock.Now());
        db.Add(talk);
        await db.SaveChangesAsync();
        return "/@melati/private/" + secret;
    }
}
