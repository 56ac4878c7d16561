using Microsoft.AspNetCore.Http.HttpResults;
using Pendopo.Platform;
using Pendopo.Platform.Access;
using Pendopo.Platform.Data;
using Pendopo.Platform.Files;
using Pendopo.Platform.Files.Videos;
using Pendopo.Platform.Web;
using Pendopo.Publishing.Api;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Posts;

namespace Pendopo.Publishing.Library;

/// <summary>The library for programs, with the same handlers as the desk's pages.</summary>
internal static class LibraryApi
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        LibraryVideos.Map(routes);
        LibraryPictures.Map(routes);
        var library = routes.MapGroup("/api/v1/library").WithTags("Library").Needs("publishing.see");
        library.MapGet("/", List);
        library.MapGet("/{id}", One);
        library.MapPost("/", Added).Needs("publishing.write");
        library.MapPut("/{id}", Changed).Needs("publishing.write");
        library.MapDelete("/{id}", Removed).Needs("publishing.write");
        routes.MapPost("/api/v1/posts/{id}/video/library", async (Id<Post> id, KeptVideoBody body, KeepVideo keep, CancellationToken cancel) =>
            (await keep.Run(id, body.Name ?? "", body.Rights ?? "", cancel)).ToResult(item => TypedResults.Created($"/api/v1/library/{item.Id}", LibraryBody.Of(item, 0)))).WithTags("Library").WithSummary("Keeps a copy of the post's video in the library.").Needs("publishing.write");
        routes.MapPost("/api/v1/posts/{id}/insertions", Inserted).WithTags("Library").Needs("publishing.write");
    }

    private static async Task<Ok<LibraryListBody>> List(LibraryReader reader, LibraryKind? kind, string? folder, string? tag, string? q, PageMark? before, CancellationToken cancel)
    {
        var slice = await reader.List(new(kind, folder, tag, q), before, cancel);
        return TypedResults.Ok(new LibraryListBody([.. slice.Lines.Select(line => LibraryBody.Of(line))], slice.Next));
    }

    private static async Task<IResult> One(Id<LibraryItem> id, LibraryReader reader, CancellationToken cancel) =>
        await reader.Read(id, cancel) is { } line ? TypedResults.Ok(LibraryBody.Of(line)) : TypedResults.NotFound();

    private static async Task<IResult> Added(LibraryWordsBody body, KeepLibraryItem keep, CancellationToken cancel) =>
        (await keep.Run(new(null, body.ToWords(), null), cancel)).ToResult(item => TypedResults.Created($"/api/v1/library/{item.Id}", LibraryBody.Of(item, 0)));

    private static async Task<IResult> Changed(Id<LibraryItem> id, LibraryChangeBody body, KeepLibraryItem keep, CancellationToken cancel) =>
        (await keep.Run(new(id, body.Words.ToWords(), body.Version), cancel)).ToResult(item => TypedResults.Ok(LibraryBody.Of(item, null)));

    private static async Task<IResult> Removed(Id<LibraryItem> id, KeepLibraryItem keep, RemoveFile remove, RemoveVideo removeVideo, CancellationToken cancel) =>
        (await keep.Remove(id, remove, removeVideo, cancel)).ToResult(_ => TypedResults.NoContent());

    private static async Task<IResult> Inserted(Id<Post> id, InsertionBody body, InsertItem insert, InsertFolder folder, PostLedger ledger, CancellationToken cancel)
    {
        if (body.Folder is { Length: > 0 } whole)
            return await Answer(id, await folder.Run(id, whole, cancel), ledger, cancel);
        var values = (body.Values ?? new Dictionary<string, string?>()).Where(pair => pair.Value is not null).GroupBy(pair => pair.Key.Trim().ToLowerInvariant())
            .ToDictionary(group => group.Key, group => group.First().Value!, StringComparer.Ordinal);
        return body.Item is { } item ? await Answer(id, await insert.Run(new(id, item, values), cancel), ledger, cancel) : TypedResults.NotFound();
    }

    private static async Task<IResult> Answer(Id<Post> id, Result<Post> done, PostLedger ledger, CancellationToken cancel) =>
        done.Ok ? TypedResults.Ok(PostBody.Of(done.Value, await ledger.Publications(id, cancel))) : done.ToResult(_ => TypedResults.NoContent());
}

/// <param name="Until">The last day on which it may be used, as yyyy-MM-dd, or null.</param>
internal sealed record LibraryWordsBody(LibraryKind Kind, string? Name = null, string? Text = null, string? Folder = null, string? Tags = null, string? Language = null, string? Rights = null, DateOnly? Until = null)
{
    public LibraryWords ToWords() => new(Kind, Name ?? "", Text ?? "", Folder ?? "", Tags ?? "", Language ?? "", Rights ?? "", Until);
}

/// <param name="Name">What it is called; the post's title when left out.</param>
/// <param name="Rights">Whose it is and how it may be used.</param>
internal sealed record KeptVideoBody(string? Name = null, string? Rights = null);

internal sealed record LibraryChangeBody(int Version, LibraryWordsBody Words);

/// <param name="Values">What the variables are filled with, by name.</param>
/// <param name="Folder">In place of a thing: a folder, all of whose pictures go in, in the order of their names.</param>
internal sealed record InsertionBody(Id<LibraryItem>? Item = null, IReadOnlyDictionary<string, string?>? Values = null, string? Folder = null);

/// <param name="Uses">In how many posts it went; null in the answer to a change.</param>
/// <param name="Video">For a video: how far it is, how large, and what is said in it; null in the answer to a change.</param>
internal sealed record LibraryBody(Id<LibraryItem> Id, int Version, LibraryWords Words, int? Uses, LibraryVideoBody? Video = null)
{
    public static LibraryBody Of(LibraryLine line) => new(line.Item.Id, line.Item.Version, line.Item.Words, line.Uses, LibraryVideoBody.Of(line));

    public static LibraryBody Of(LibraryItem item, int? uses) => new(item.Id, item.Version, item.Words, uses);
}

internal sealed record LibraryListBody(IReadOnlyList<LibraryBody> Items, string? Next);
