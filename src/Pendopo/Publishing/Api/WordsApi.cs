using Pendopo.Channels.Contracts;
using Pendopo.Platform.Access;
using Pendopo.Platform.Data;
using Pendopo.Platform.Web;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Desk;
using Pendopo.Publishing.Hints;
using Pendopo.Publishing.Kinds;
using Pendopo.Publishing.Posts;
using Pendopo.Publishing.Variants;

namespace Pendopo.Publishing.Api;

/// <summary>A post's words for programs: as they stand on each channel, words of a channel's own, and earlier revisions with what changed since.</summary>
internal static class WordsApi
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        KindsApi.Map(routes);
        var post = routes.MapGroup("/api/v1/posts/{id}").WithTags("Posts").Needs("publishing.see");
        post.MapGet("/previews", Previews).WithSummary("How the post would look on each channel now, and what stands in its way.").Produces<IEnumerable<PreviewBody>>();
        post.MapPut("/channels/{channel}/words", Written).WithSummary("Gives a channel words of its own; parts of a thread are divided by a line of three hyphens.").Needs("publishing.write");
        post.MapDelete("/channels/{channel}/words", Rejoined).WithSummary("Lets a channel follow the post again.").Needs("publishing.write");
        post.MapPut("/channels/{channel}/placement", Placed).WithSummary("Says where on the network the post stands: Post, Reel or Story, as far as the network has such places.").Needs("publishing.write");
        post.MapGet("/hints", Hints).WithSummary("What could be said more plainly, or read aloud better. Hints, and never a gate.").Produces<IEnumerable<PlainHint>>();
        post.MapGet("/revisions/{number}", Earlier).WithSummary("An earlier revision: what differs from the present one, word by word.").Produces<RevisionBody>();
        post.MapPost("/restorations", Restored).WithSummary("Takes the words of an earlier revision again, as a new one.").Needs("publishing.write");
    }

    private static async Task<IResult> Previews(Id<Post> id, PostReader reader, ChannelPreviews previews, CancellationToken cancel)
    {
        if (await reader.Read(id, cancel) is not { } view)
            return TypedResults.NotFound();
        var told = new List<PreviewBody>();
        foreach (var channel in view.Channels.Where(channel => channel.State != ChannelState.Off))
            told.Add(PreviewBody.Of(await previews.Of(view.Post, channel, view.OwnWords.GetValueOrDefault(channel.Id), cancel)));
        return TypedResults.Ok(told);
    }

    private static async Task<IResult> Written(Id<Post> id, Id<Channel> channel, OwnWordsBody body, OwnWords own, PostLedger ledger, CancellationToken cancel) =>
        await Answer(await own.Write(id, channel, (body.Text ?? "").ReplaceLineEndings("\n"), cancel), ledger, cancel);

    private static async Task<IResult> Rejoined(Id<Post> id, Id<Channel> channel, OwnWords own, PostLedger ledger, CancellationToken cancel) => await Answer(await own.Rejoin(id, channel, cancel), ledger, cancel);

    private static async Task<IResult> Placed(Id<Post> id, Id<Channel> channel, PlacementBody body, OwnWords own, PostLedger ledger, CancellationToken cancel) =>
        await Answer(await own.Place(id, channel, body.Placement, cancel), ledger, cancel);

    private static async Task<IResult> Hints(Id<Post> id, PostLedger ledger, Glossary words, CancellationToken cancel) =>
        await ledger.Find(id, cancel) is { } post ? TypedResults.Ok(PlainHints.Of(post.Words, await words.Of(post.Language, cancel))) : TypedResults.NotFound();

    private static async Task<IResult> Earlier(Id<Post> id, int number, RevisionReader reader, CancellationToken cancel) =>
        await reader.Read(id, number, cancel) is { } view ? TypedResults.Ok(new RevisionBody(view.Number, view.EditedAt, view.Fields, view.PicturesDiffer, view.Numbers)) : TypedResults.NotFound();

    private static async Task<IResult> Restored(Id<Post> id, RestorationBody body, GoBack back, PostLedger ledger, CancellationToken cancel) =>
        await Answer(await back.Run(new(id, body.Revision, body.Seen), cancel), ledger, cancel);

    private static async Task<IResult> Answer(Platform.Result<Post> result, PostLedger ledger, CancellationToken cancel) =>
        result.Ok ? TypedResults.Ok(PostBody.Of(result.Value, await ledger.Publications(result.Value.Id, cancel))) : result.ToResult(_ => TypedResults.NoContent());
}

internal sealed record OwnWordsBody(string? Text = null);

/// <param name="Placement">Where it stands; the usual place when left out.</param>
internal sealed record PlacementBody(Placement Placement = Placement.Post);

/// <param name="Revision">Whose words are taken again.</param>
/// <param name="Seen">The present revision, as it was read: what was written since is not thrown away unread.</param>
internal sealed record RestorationBody(int Revision = 0, int Seen = 0);

/// <param name="Fields">What differs, word by word.</param>
/// <param name="Revisions">All revisions, the latest first.</param>
internal sealed record RevisionBody(int Revision, DateTimeOffset EditedAt, IReadOnlyList<FieldDiff> Fields, bool PicturesDiffer, IReadOnlyList<int> Revisions);

/// <param name="Parts">What stands below it as answers to itself.</param>
/// <param name="May">How many characters it may have; null where there is no bound.</param>
/// <param name="OwnWords">Whether the channel has words of its own.</param>
/// <param name="AsksPoll">Whether it stands there as a poll of the network's own.</param>
/// <param name="Misfits">What does not fit, with the size it has and the size it may have.</param>
/// <param name="Held">Kinds of findings for which the guard would hold it.</param>
/// <param name="Placement">Where on the network it stands.</param>
/// <param name="ShowsVideo">Whether the video is shown there itself.</param>
internal sealed record PreviewBody(Id<Channel> Channel, string Network, string Text, IReadOnlyList<string> Parts, int Characters, int? May, bool OwnWords, bool AsksPoll, int Pictures, IReadOnlyList<FitProblem> Misfits, IReadOnlyList<string> Held, Placement Placement, bool ShowsVideo)
{
    public static PreviewBody Of(ChannelPreview preview) => new(preview.Channel.Id, preview.Channel.Network, preview.Shown[0], [.. preview.Shown.Skip(1)], preview.Graphemes, preview.Limits.Graphemes, preview.HasOwnWords, preview.AsksPoll,
        preview.Post.Images.Count, preview.Misfits, [.. preview.Held.Select(reason => reason.Kind).Distinct(StringComparer.Ordinal)], preview.Post.Placement, preview.ShowsVideo);
}
