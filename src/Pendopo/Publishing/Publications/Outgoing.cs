using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Exits;
using Pendopo.Platform.Files;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Posts;
using Pendopo.Publishing.Site;
using Pendopo.Publishing.Variants;

namespace Pendopo.Publishing.Publications;

/// <summary>A post as a channel gets it, the words it was made of, part by part, for the guard, and the files of its pictures.</summary>
internal sealed record Parcel(OutgoingPost Post, IReadOnlyList<LeavingText> Texts, IReadOnlyList<StoredFile> Files)
{
    /// <summary>Opens the pictures of this revision, and of no other, to everybody.</summary>
    public void ShowPictures()
    {
        foreach (var file in Files)
            file.Show();
    }
}

/// <summary>Puts an approved revision together as a channel gets it.</summary>
internal sealed class Outgoing(PendopoDb db, CentreDirectory centres, SiteAddress site, IBlobStore blobs)
{
    /// <summary>The revision as it goes out; null when that revision is gone.</summary>
    public async Task<Parcel?> Of(Publication publication, int revision, ChannelLimits limits, CancellationToken cancel)
    {
        var post = await db.Set<Post>().AsNoTracking().FirstAsync(found => found.Id == publication.PostId, cancel);
        var kept = await db.Set<Revision>().AsNoTracking().FirstOrDefaultAsync(row => row.PostId == post.Id && row.Number == revision, cancel);
        if (kept is null)
            return null;
        var own = await db.Set<Variant>().AsNoTracking().FirstOrDefaultAsync(row => row.PostId == post.Id && row.ChannelId == publication.ChannelId, cancel);
        return await Of(new(post, kept.Words, publication.Key, publication.IntendedAt ?? post.EditedAt, revision), own?.ApprovedText, limits, cancel);
    }

    /// <summary>The present words as they would go out now, for the preview.</summary>
    public Task<Parcel> Preview(Post post, string? ownText, ChannelLimits limits, CancellationToken cancel) =>
        Of(new(post, post.Words, Guid.Empty, post.EditedAt, post.Revision), ownText, limits, cancel);

    /// <summary>The pictures of some words, in their order, with their files. A picture whose file is gone is left out.</summary>
    public async Task<List<(PostPicture Picture, StoredFile File)>> Pictures(PostWords words, CancellationToken cancel)
    {
        var ids = words.Pictures.Select(picture => picture.File).ToList();
        if (ids.Count == 0)
            return [];
        var files = await db.Set<StoredFile>().Where(file => ids.Contains(file.Id)).ToDictionaryAsync(file => file.Id, cancel);
        return [.. words.Pictures.Where(picture => files.ContainsKey(picture.File)).Select(picture => (picture, files[picture.File]))];
    }

    private sealed record Source(Post Post, PostWords Words, Guid Key, DateTimeOffset IntendedAt, int Revision);

    private async Task<Parcel> Of(Source source, string? ownText, ChannelLimits limits, CancellationToken cancel)
    {
        var centre = await centres.ById(source.Post.CentreId, cancel) ?? throw new InvalidOperationException("A post has no centre.");
        // Before it was ever submitted a post has no address; one of the usual length stands in for the preview.
        var url = site.Post(centre, source.Post.Slug ?? (Slugs.Of(source.Words.Title) is { Length: > 0 } slug ? slug : "draft"));
        var pictures = await Pictures(source.Words, cancel);
        return new(new OutgoingPost
        {
            Key = source.Key,
            IntendedAt = source.IntendedAt,
            Revision = source.Revision,
            Title = source.Words.Title,
            Text = ownText ?? ChannelText.Of(source.Words, limits, url),
            Html = ArticleMarkup.Html(source.Words.Text, site.Root),
            Url = url,
            Language = source.Words.Language,
            Tags = Tags(source.Words.Topic),
            Images = [.. pictures.Take(limits.Images ?? int.MaxValue).Select(pair => Image(pair.Picture, pair.File, limits))],
        }, Texts(source.Words, ownText), [.. pictures.Select(pair => pair.File)]);
    }

    /// <summary>The words part by part, as <see cref="PostContent"/> takes them back.</summary>
    public static IReadOnlyList<LeavingText> Texts(PostWords words, string? ownText)
    {
        List<LeavingText> texts = [new("title", words.Title), new("summary", words.Summary), new("text", words.Text), new("sources", words.Sources)];
        texts.AddRange(words.Pictures.Select((picture, index) => new LeavingText(string.Create(CultureInfo.InvariantCulture, $"alt{index}"), picture.Alt)));
        if (ownText is not null)
            texts.Add(new("own", ownText));
        return texts;
    }

    /// <summary>The largest copy that the channel takes; the original where none does, so that the check says why.</summary>
    private OutgoingImage Image(PostPicture picture, StoredFile file, ChannelLimits limits)
    {
        var takesWebp = limits.ImageTypes.Contains("image/webp", StringComparer.OrdinalIgnoreCase);
        if (file.Size > limits.ImageBytes && takesWebp)
        {
            foreach (var width in file.Widths.OrderDescending())
            {
                using var copy = blobs.Open(new BlobName(file.Name, width));
                if (copy is not null && copy.Length <= limits.ImageBytes)
                    return Of(new BlobName(file.Name, width), "image/webp", width, (int)((long)file.Height * width / Math.Max(file.Width, 1)));
            }
        }
        return Of(new BlobName(file.Name), file.Mime, file.Width, file.Height);

        OutgoingImage Of(BlobName name, string mime, int width, int height) =>
            new(site.Root + file.Address(name.Width), mime, width, height, picture.Alt,
                _ => Task.FromResult(blobs.Open(name) ?? throw new FileNotFoundException("The bytes of a picture are gone.")));
    }

    private static IReadOnlyList<string> Tags(string topic)
    {
        var tag = string.Concat(topic.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
        return tag.Length == 0 || !tag.All(char.IsLetterOrDigit) ? [] : [tag];
    }
}
