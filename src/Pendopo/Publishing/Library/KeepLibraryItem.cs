using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Platform;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Files;
using Pendopo.Platform.Files.Videos;
using Pendopo.Platform.Localization;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Declared;
using Pendopo.Publishing.Pictures;
using Pendopo.Publishing.Posts;

namespace Pendopo.Publishing.Library;

/// <summary>Puts something into the library, changes it, or takes it away. What it went into stays as it is.</summary>
internal sealed partial class KeepLibraryItem(PendopoDb db, Here here, TakeFile take, DeclarePicture declare, FileNames names, TimeProvider time, IStringLocalizer<LibraryText> words)
{
    /// <param name="Id">The thing, or null for a new one.</param>
    /// <param name="BasedOn">The version that the writer saw; null for a new one.</param>
    /// <param name="Picture">The bytes of a picture, or null to leave it.</param>
    /// <param name="Shows">With a picture: whom it shows.</param>
    /// <param name="FileName">With a picture: the name that its file had, for the finder alone.</param>
    /// <param name="Film">With a new video: the video with its words, which the caller knows to be the person's own.</param>
    public sealed record Request(Id<LibraryItem>? Id, LibraryWords Words, int? BasedOn, Stream? Picture = null, Declaration? Shows = null, string? FileName = null, PostVideo? Film = null);

    public async Task<Result<LibraryItem>> Run(Request request, CancellationToken cancel)
    {
        var kept = await All([request], cancel);
        return kept.Ok ? kept.Value[0] : kept.Problems.ToList();
    }

    /// <summary>Keeps all of them, or none.</summary>
    public async Task<Result<List<LibraryItem>>> All(IReadOnlyList<Request> requests, CancellationToken cancel)
    {
        var kept = new List<LibraryItem>();
        foreach (var request in requests)
        {
            var added = await Add(request, cancel);
            if (!added.Ok)
            {
                db.ChangeTracker.Clear();
                return added.Problems.ToList();
            }
            kept.Add(added.Value);
        }
        return await db.TrySave(cancel) ? kept : words.Problem("SomebodyElseChanged");
    }

    private async Task<Result<LibraryItem>> Add(Request request, CancellationToken cancel)
    {
        if (!here.May("publishing.write"))
            return words.Problem("MayNotKeep");
        var said = Clean(request.Words);
        var item = request.Id is { } id ? await db.Set<LibraryItem>().FirstOrDefaultAsync(row => row.Id == id, cancel) : null;
        if (request.Id is not null && item is null)
            return Problem.NotFound;
        // A video is sent on its own page, or comes from a post; it stays one.
        if (said.Kind == LibraryKind.Video != (item is null ? request.Film is not null : item.VideoText is not null))
            return words.Problem("VideoOnItsPage", "Kind");
        if (Refuses(said, request.Picture is not null || item?.FileId is not null) is { Count: > 0 } problems)
            return problems;
        if (item?.Version != request.BasedOn)
            return words.Problem("SomebodyElseChanged");
        var brings = request.Picture is not null && said.Kind is LibraryKind.Picture or LibraryKind.Logo;
        if (brings && await declare.Refuses(request.Shows ?? Declaration.Unsaid, cancel) is { } undeclared)
            return undeclared;
        var taken = brings
            ? await take.Add(here.Centre.Id, here.Actor, request.Picture!, said.Text.Length > StoredFile.MaxAltText ? "" : said.Text, cancel) : null;
        if (taken is { Ok: false } refused)
            return refused.Problems.Select(problem => problem with { Field = "Picture" }).ToList();
        if (item is null)
            db.Add(item = LibraryItem.Of(here.Centre.Id));
        item.Say(said, here.Actor, time.Now());
        if (request.Film is { } film && item.VideoText is null)
            item.Show(film, poster: null);
        if (taken is not null)
        {
            item.Show(taken.Value.Id);
            taken.Value.Named(await names.KindsIn(request.FileName, cancel));
            await declare.Write(taken.Value, request.Shows!, cancel);
            await declare.Keeps(item, request.Shows!.Consents, cancel);
        }
        return item;
    }

    /// <summary>Takes it out of the library with the list of its uses.</summary>
    public async Task<Result<Done>> Remove(Id<LibraryItem> id, RemoveFile remove, RemoveVideo removeVideo, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(remove);
        ArgumentNullException.ThrowIfNull(removeVideo);
        if (!here.May("publishing.write"))
            return words.Problem("MayNotKeep");
        if (await db.Set<LibraryItem>().FirstOrDefaultAsync(row => row.Id == id, cancel) is not { } item)
            return Problem.NotFound;
        // A post took a copy of its own: the library's goes. A video takes its poster along.
        if (item.Video is { } video)
            await removeVideo.Run(video.Video, cancel);
        else if (item.FileId is { } file)
            await remove.Run(file, cancel);
        db.RemoveRange(await db.Set<LibraryUse>().Where(use => use.ItemId == id).ToListAsync(cancel));
        db.Remove(item);
        return await db.TrySave(cancel) ? default(Done) : words.Problem("SomebodyElseChanged");
    }

    private LibraryWords Clean(LibraryWords said) => said with
    {
        Name = said.Name.ReplaceLineEndings(" ").Trim(),
        Text = said.Text.ReplaceLineEndings("\n").Trim(),
        Folder = string.Join('/', said.Folder.Split('/', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)),
        Tags = string.Join(' ', Tag().Matches(said.Tags.ToLowerInvariant()).Select(match => match.Value).Distinct(StringComparer.Ordinal)),
        Language = PostLanguages.Knows(said.Language) ? said.Language : Languages.Knows(here.Centre.Language) ? here.Centre.Language : Languages.All[0],
        Rights = said.Rights.ReplaceLineEndings(" ").Trim(),
    };

    private List<Problem> Refuses(LibraryWords said, bool hasPicture)
    {
        var problems = new List<Problem>();
        var picture = said.Kind is LibraryKind.Picture or LibraryKind.Logo;
        if (said.Name.Length == 0)
            problems.Add(words.Problem("NameRequired", "Name"));
        if (said.Text.Length == 0)
            problems.Add(words.Problem(picture ? "DescriptionRequired" : "TextRequired", "Text"));
        if (picture && !hasPicture)
            problems.Add(words.Problem("PictureRequired", "Picture"));
        if ((picture || said.Kind == LibraryKind.Video) && said.Rights.Length == 0)
            problems.Add(words.Problem(picture ? "RightsRequired" : "VideoRightsRequired", "Rights"));
        Over("Name", said.Name, LibraryItem.NameLength);
        Over("Text", said.Text, picture ? StoredFile.MaxAltText : LibraryItem.TextLength);
        Over("Folder", said.Folder, LibraryItem.FolderLength);
        Over("Tags", said.Tags, LibraryItem.TagsLength);
        Over("Rights", said.Rights, LibraryItem.RightsLength);
        return problems;

        void Over(string field, string value, int most)
        {
            if (value.Length > most)
                problems.Add(words.Problem("TooLong", field, most));
        }
    }

    [GeneratedRegex(@"[\p{L}\p{N}][\p{L}\p{N}_-]*", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Tag();
}
