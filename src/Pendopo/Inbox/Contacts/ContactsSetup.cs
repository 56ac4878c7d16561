using Microsoft.AspNetCore.Mvc;
using Pendopo.Inbox.Conversations;
using Pendopo.Platform.Access;
using Pendopo.Platform.Data;

namespace Pendopo.Inbox.Contacts;

/// <summary>Joining accounts of one person, and parting them.</summary>
internal static class ContactsSetup
{
    public static void Add(IServiceCollection services) => services.AddScoped<LinkContacts>();

    public static void Map(IEndpointRouteBuilder routes)
    {
        var steps = routes.MapGroup("/desk/inbox/{id}").Needs(InboxRoom.MayReply).ExcludeFromDescription();
        steps.MapPost("/link", async (Id<Conversation> id, [FromForm] string? handle, LinkContacts links, CancellationToken cancel) => ConversationSteps.Back(id, await links.Link(id, handle, cancel)));
        // The form is asked for because a form is what carries the token against forged requests.
        steps.MapPost("/unlink", async (Id<Conversation> id, IFormCollection _, LinkContacts links, CancellationToken cancel) => ConversationSteps.Back(id, await links.Unlink(id, cancel)));
    }
}
