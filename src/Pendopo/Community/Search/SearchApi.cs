using Pendopo.Community.Groups;
using Pendopo.Platform.Access;
using Pendopo.Platform.Data;
using Pendopo.Platform.Web;

namespace Pendopo.Community.Search;

/// <param name="Near">Whether nothing stands there as it was typed, and this comes near.</param>
internal sealed record SearchBody(IReadOnlyList<SaidBody> Said, IReadOnlyList<GroupBody> Groups, IReadOnlyList<FoundFaqBody> Faq, bool Near, string? Older);

internal sealed record FoundFaqBody(Guid Id, string Question, string Answer);

/// <param name="Lines">One line for each meaning, its words separated by commas.</param>
/// <param name="Version">The version that was read; nothing while the usual ones hold.</param>
internal sealed record SynonymsBody(string? Lines = null, int? Version = null);

/// <summary>The square's search for programs.</summary>
internal static class SearchApi
{
    public static void Map(RouteGroupBuilder square)
    {
        square.MapGet("/search", async (string? q, string? after, SquareSearch search, CancellationToken cancel) =>
            TypedResults.Ok(await search.Find(q is { Length: > 200 } ? q[..200] : q ?? "", PageMark.Read(after), cancel) is { } found
                ? new SearchBody([.. found.Said.Cards.Select(SaidBody.Of)], [.. found.Groups.Select(GroupBody.Of)], [.. found.Faq.Select(entry => new FoundFaqBody(entry.Id.Value, entry.Question, entry.Answer))], found.Near, found.Said.Older?.ToString())
                : new SearchBody([], [], [], false, null)));
        square.MapGet("/synonyms", async (KeepSynonyms synonyms, CancellationToken cancel) =>
        {
            var (lines, version) = await synonyms.Read(cancel);
            return TypedResults.Ok(new SynonymsBody(lines, version));
        }).Needs(CommunityRoom.MayTriage);
        square.MapPut("/synonyms", async (SynonymsBody body, KeepSynonyms synonyms, CancellationToken cancel) => (await synonyms.Keep(body.Lines, body.Version, cancel)).ToResult(_ => TypedResults.NoContent())).Needs(CommunityRoom.MayTriage);
        square.MapDelete("/synonyms", async (KeepSynonyms synonyms, CancellationToken cancel) =>
        {
            await synonyms.Reset(cancel);
            return TypedResults.NoContent();
        }).Needs(CommunityRoom.MayTriage);
    }
}
