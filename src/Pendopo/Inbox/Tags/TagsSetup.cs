using Microsoft.AspNetCore.Mvc;
using Pendopo.Inbox.Conversations;
using Pendopo.Platform;
using Pendopo.Platform.Access;
using Pendopo.Platform.Data;
using Pendopo.Platform.Web;

namespace Pendopo.Inbox.Tags;

internal sealed record TagsBody(IReadOnlyList<Guid>? Tags = null);

/// <summary>The list of a centre's tags, and those of a conversation.</summary>
internal static class TagsSetup
{
    public static void Add(IServiceCollection services) => services.AddScoped<KeepTags>();

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/desk/inbox/{id}/tags", Tagged).Needs(InboxRoom.MayReply).ExcludeFromDescription();
        var tags = routes.MapGroup("/desk/inbox/tags").Needs(InboxRoom.MayReply).ExcludeFromDescription();
        tags.MapPost("/", async ([FromForm] string? name, KeepTags keep, CancellationToken cancel) => ToRules(await keep.Add(name, cancel)));
        tags.MapPost("/{tag:guid}", async (Guid tag, [FromForm] string? name, [FromForm] string? act, KeepTags keep, CancellationToken cancel) =>
            ToRules(act == "remove" || name?.Trim().Length > 0 ? await keep.Change(new(tag), act == "remove" ? "" : name, cancel) : default(Done)));
        routes.MapPut("/api/v1/conversations/{id}/tags", async (Id<Conversation> id, TagsBody body, KeepTags keep, CancellationToken cancel) =>
            (await keep.Put(id, [.. (body.Tags ?? []).Select(tag => new Id<InboxTag>(tag))], cancel)).ToResult(_ => TypedResults.NoContent())).WithTags("Conversations").Needs(InboxRoom.MayReply);
        routes.MapGet("/api/v1/inbox/tags", async (KeepTags keep, CancellationToken cancel) => TypedResults.Ok(await keep.All(cancel))).WithTags("Conversations").Needs(InboxRoom.MayRead);
    }

    private static async Task<IResult> Tagged(Id<Conversation> id, IFormCollection form, KeepTags keep, CancellationToken cancel) =>
        ConversationSteps.Back(id, await keep.Put(id, [.. form["tags"].Where(tag => Guid.TryParse(tag, out _)).Select(tag => new Id<InboxTag>(Guid.Parse(tag!)))], cancel));

    private static IResult ToRules(Result<Done> result) =>
        result.IsNotFound ? TypedResults.NotFound() : TypedResults.Redirect(result.Ok ? "/desk/inbox/rules#tags" : $"/desk/inbox/rules?trouble={result.Problems[0].Code}#tags");
}
