using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Access;
using Pendopo.Platform.Data;
using Pendopo.Platform.Web;
using Pendopo.Publishing.Campaigns;
using Pendopo.Publishing.Contracts;

namespace Pendopo.Publishing.Guests;

/// <summary>The guests of a campaign for programs, with the same handlers as the desk's page. What a guest does stands behind their own link alone.</summary>
internal static class GuestsApi
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var campaign = routes.MapGroup("/api/v1/campaigns/{id}/guests").WithTags("Guests").Needs("publishing.see");
        campaign.MapGet("/", List).WithSummary("Its guests, whether their link opens, and what each brought. The link itself only for those who may invite.");
        campaign.MapPost("/", async (Id<Campaign> id, InvitationBody body, InviteGuest invite, GuestKeys keys, CancellationToken cancel) =>
            (await invite.Run(id, new(body.Called ?? "", body.Kind ?? GuestKind.Partner, body.Discloses, body.Until), cancel)).ToResult(guest => TypedResults.Created($"/api/v1/campaigns/{id}/guests", GuestBody.Of(new(guest, true, keys.AddressOf(guest), 0, 0, 0))))).Needs(InviteGuest.May);
        campaign.MapPut("/posts", async (Id<Campaign> id, SharedPostsBody body, SharePosts share, CancellationToken cancel) => (await share.Run(id, body.Posts ?? [], cancel)).ToResult(_ => TypedResults.NoContent()))
            .WithSummary("The posts of the campaign that its guests may read, and no others.").Needs(InviteGuest.May);
        var guests = routes.MapGroup("/api/v1/guests").WithTags("Guests").Needs("publishing.see");
        guests.MapPut("/{id}/until", async (Id<Guest> id, UntilBody body, InviteGuest invite, CancellationToken cancel) => (await invite.Extend(id, body.Until, cancel)).ToResult(_ => TypedResults.NoContent())).Needs(InviteGuest.May);
        guests.MapDelete("/{id}", async (Id<Guest> id, InviteGuest invite, CancellationToken cancel) => (await invite.Revoke(id, cancel)).ToResult(_ => TypedResults.NoContent())).WithSummary("Closes the guest's link. What they said stays.").Needs(InviteGuest.May);
        guests.MapGet("/{id}/words", Words);
        guests.MapPost("/{id}/answers", async (Id<Guest> id, GuestAnswerBody body, GuestDesk desk, CancellationToken cancel) => (await desk.Answer(id, body.Text ?? "", cancel)).ToResult(_ => TypedResults.NoContent())).Needs("publishing.write");
        routes.MapPost("/api/v1/quotes/{id}/post", async (Id<GuestWord> id, TakeQuote take, CancellationToken cancel) => (await take.Run(id, cancel)).ToResult(post => TypedResults.Created($"/api/v1/posts/{post.Id}", new QuotePostBody(post.Id))))
            .WithTags("Guests").WithSummary("Begins a post with a guest's words, under their consent; asked twice, it is the same post.").Needs("publishing.write");
    }

    private static async Task<IResult> List(Id<Campaign> id, PendopoDb db, GuestDesk desk, CancellationToken cancel) =>
        await db.Set<Campaign>().AnyAsync(row => row.Id == id, cancel) ? TypedResults.Ok((await desk.All(id, cancel)).Select(GuestBody.Of)) : TypedResults.NotFound();

    private static async Task<IResult> Words(Id<Guest> id, PendopoDb db, CancellationToken cancel) =>
        await db.Set<Guest>().AnyAsync(row => row.Id == id, cancel)
            ? TypedResults.Ok((await db.Set<GuestWord>().AsNoTracking().Where(word => word.GuestId == id).OrderBy(word => word.Id).ToListAsync(cancel)).Select(word => new GuestWordBody(word.Id, word.Kind, word.PostId, word.Text, word.SaidAt, word.UsedInId)))
            : TypedResults.NotFound();
}

/// <param name="Called">What the centre calls them before they say their name.</param>
/// <param name="Discloses">The label that a post with their words must carry, or null.</param>
/// <param name="Until">The last day on which their link opens.</param>
internal sealed record InvitationBody(DateOnly Until, string? Called = null, GuestKind? Kind = null, DisclosureLabel? Discloses = null);

/// <param name="Called">What the centre calls them; empty once they said their name.</param>
/// <param name="Address">Their link; null for those who may not invite.</param>
/// <param name="Clicks">How often their own links were followed.</param>
internal sealed record GuestBody(Id<Guest> Id, string Called, string Name, GuestKind Kind, DisclosureLabel? Discloses, DateOnly Until, bool Open, string? Address, int Words, int Kits, long Clicks)
{
    public static GuestBody Of(GuestLine line) =>
        new(line.Guest.Id, line.Guest.IsNamed ? "" : line.Guest.Called, line.Guest.Name, line.Guest.Kind, line.Guest.Discloses, line.Guest.UntilDay, line.Open, line.Address, line.Words, line.Kits, line.Clicks);
}

internal sealed record SharedPostsBody(IReadOnlyList<Id<Post>>? Posts = null);

internal sealed record UntilBody(DateOnly Until);

internal sealed record GuestAnswerBody(string? Text = null);

/// <param name="UsedIn">The post that was begun with it, or null.</param>
internal sealed record GuestWordBody(Id<GuestWord> Id, GuestWordKind Kind, Id<Post>? Post, string Text, DateTimeOffset At, Id<Post>? UsedIn);

internal sealed record QuotePostBody(Id<Post> Post);
