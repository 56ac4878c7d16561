using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Backups.Erasures;
using Pendopo.Platform.Data;
using Pendopo.Platform.Events;
using Pendopo.Platform.Exits;
using Pendopo.Platform.Files;
using Pendopo.Platform.Mail;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Notices;
using Pendopo.Safety.Contracts;

namespace Pendopo.Publishing.Guests;

/// <summary>What guests add to their room.</summary>
internal static class GuestSetup
{
    public static Exit Door => new(GuestDoor.Exit, ExitKind.Page);

    public static void Add(IServiceCollection services)
    {
        services.AddScoped<GuestKeys>().AddScoped<GuestDoor>().AddScoped<GuestVisit>().AddScoped<GuestDesk>();
        services.AddScoped<InviteGuest>().AddScoped<SharePosts>().AddScoped<SpeakAsGuest>().AddScoped<ShareKits>().AddScoped<TakeQuote>();
        services.AddScoped<IContentKind, CampaignContent>().AddScoped<IOutsiderErasure, GuestErasure>().AddScoped<IPersonalRecords, GuestRecords>();
        services.AddEventHandler<GuestSpoke, TellInviter>();
    }

    public static void MapRoutes(IEndpointRouteBuilder routes)
    {
        var pictures = routes.MapGroup("").AllowAnonymous().ExcludeFromDescription().WithMetadata(new LeavesByAttribute(GuestDoor.Exit));
        pictures.MapGet("/guest/{secret}/posts/{post}/pictures/{file}", Picture);
        pictures.MapGet("/{at}/guest/{secret}/posts/{post}/pictures/{file}", Picture);
    }

    // A picture of a post that is not out yet is open to its guests and to nobody else: by the post, never by its own address.
    private static async Task<IResult> Picture(string secret, Id<Post> post, Id<StoredFile> file, bool? download, GuestVisit visit, PendopoDb db, IBlobStore blobs, HttpContext http, CancellationToken cancel)
    {
        if (await visit.Follow(secret, cancel) is not { } guest || await visit.Post(guest, post, cancel) is not { } shared || shared.Words.Pictures.All(picture => picture.File != file)
            || await db.Set<StoredFile>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == file, cancel) is not { } stored || blobs.Open(new BlobName(stored.Name)) is not { } content)
            return TypedResults.NotFound();
        http.Response.Headers.CacheControl = "private, no-store";
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        return TypedResults.Stream(content, stored.Mime, download == true ? $"{shared.Slug ?? "picture"}.{stored.Mime.Split('/')[1]}" : null);
    }
}

/// <summary>Tells whoever invited a guest that they said something; what it is stands behind the sign-in.</summary>
internal sealed class TellInviter(PendopoDb db, StaffMail mail) : IEventHandler<GuestSpoke>
{
    public async Task Handle(GuestSpoke happened, CancellationToken cancel)
    {
        if (await db.Set<Guest>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == happened.Guest, cancel) is not { } guest)
            return;
        await mail.Tell([guest.InvitedById], new("publishing.guest-spoke", typeof(NoticeText), "GuestSpoke", $"/desk/campaigns/{guest.CampaignId}/guests"), cancel);
        await db.SaveChangesAsync(cancel);
    }
}
