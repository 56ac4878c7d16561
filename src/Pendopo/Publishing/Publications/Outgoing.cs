using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Exits;
using Pendopo.Platform.Files;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Disclosure;
using Pendopo.Publishing.Handles;
using Pendopo.Publishing.Polls;
using Pendopo.Publishing.Site;
using Pendopo.Publishing.Variants;
using Pendopo.Publishing.Videos;

namespace Pendopo.Publishing.Publications;

/// <summary>A post as a channel gets it, the words it was made of, part by part, for the guard, and the files of its pictures.</summary>
internal sealed record Parcel(OutgoingPost Post, PostWords Words, IReadOnlyList<LeavingText> Texts, IReadOnlyList<StoredFile> Files)
{
    /// <summary>Whether nobody knows yet what stands in one of its pictures.</summary>
    public bool IsUnread => Files.Any(file => file.Reading == PictureReading.Waiting);

    /// <summary>Opens the pictures of this revision, and of no other, to everybody.</summary>
    public void ShowPictures()
    {
        foreach (var file in Files)
            file.Show();
    }
}

/// <summary>Puts an approved revision together as a channel gets it.</summary>
internal sealed class Outgoing(PendopoDb db, CentreDirectory centres, SiteAddress site, IBlobStore blobs, PollReader polls, AddressBook book, VideoReader videos, SendingReading reading)
{
    /// <summary>The revision as it goes out; null when that revision is gone.</summary>
    public async Task<Parcel?> Of(Publication publication, int revision, ChannelLimits limits, CancellationToken cancel)
    {
        var post = await db.Set<Post>().AsNoTracking().FirstAsync(found => found.Id == publication.PostId, cancel);
        return await Of(publication, post, revision, limits, cancel);
    }

    /// <summary>The same for a post that was read already.</summary>
    public async Task<Parcel?> Of(Publication publication, Post post, int revision, ChannelLimits limits, CancellationToken cancel)
    {
        if (await reading.Revision(db, post.Id, revision, cancel) is not { } kept)
            return null;
        var own = await reading.Own(db, post.Id, publication.ChannelId, cancel);
        return await Of(new(post, kept.Words, publication.Key, publication.IntendedAt ?? post.EditedAt, revision, publication.Network), own, limits, cancel);
    }

    /// <summary>The post of a publication, to be changed.</summary>
    public async Task<Post> Post(Id<Post> id, CancellationToken cancel) => await reading.Post(db, id, cancel) ?? throw new InvalidOperationException("A publication has no post.");

    /// <summary>The present words as they would go out now, for the preview.</summary>
    public Task<Parcel> Preview(Post post, Channel channel, OwnVariant? own, ChannelLimits limits, CancellationToken cancel) =>
        Of(new(post, post.Words, Guid.Empty, post.EditedAt, post.Revision, channel.Network), own, limits, cancel);

    /// <summary>The words as they stand on a network: with the names that people have there.</summary>
    public Task<PostWords> WordsOn(string network, PostWords words, CancellationToken cancel) => book.On(network, words, cancel);

    /// <summary>The pictures of some words, in their order, with their files. A picture whose file is gone is left out.</summary>
    public async Task<List<(PostPicture Picture, StoredFile File)>> Pictures(PostWords words, CancellationToken cancel)
    {
        var ids = words.Pictures.Select(picture => picture.File).ToList();
        if (ids.Count == 0)
            return [];
        var files = await db.Set<StoredFile>().Where(file => ids.Contains(file.Id)).ToDictionaryAsync(file => file.Id, cancel);
        return [.. words.Pictures.Where(picture => files.ContainsKey(picture.File)).Select(picture => (picture, files[picture.File]))];
    }

    private sealed record Source(Post Post, PostWords Words, Guid Key, DateTimeOffset IntendedAt, int Revision, string Network);

    private async Task<Parcel> Of(Source source, OwnVariant? variant, ChannelLimits network, CancellationToken cancel)
    {
        var ownText = variant?.Text;
        // A place that the network has no longer is the usual one.
        var placement = variant is not null && network.Places.ContainsKey(variant.Placement) ? variant.Placement : Placement.Post;
        var limits = network.At(placement);
        var centre = await centres.ById(source.Post.CentreId, cancel) ?? throw new InvalidOperationException("A post has no centre.");
        // Before it was ever submitted a post has no address; one of the usual length stands in for the preview.
        var url = site.Post(centre, source.Post.Slug ?? (Slugs.Of(source.Words.Title) is { Length: > 0 } slug ? slug : "draft"));
        var pictures = await Pictures(source.Words, cancel);
        var words = await book.On(source.Network, source.Words, cancel);
        var own = ownText is null ? default((string First, IReadOnlyList<string> Below)?) : ThreadParts.Of(await book.On(source.Network, ownText, cancel), limits);
        var video = await videos.Of(source.Words, cancel);
        // Networks get the poster, and in the text the address where it plays.
        var shown = pictures.Count > 0 || video?.Poster is not { } poster ? pictures : [(new PostPicture(poster.Id, source.Words.Title), poster)];
        var film = Video(video);
        return new(new OutgoingPost
        {
            Key = source.Key,
            IntendedAt = source.IntendedAt,
            Revision = source.Revision,
            Title = words.Title,
            Placement = placement,
            Text = limits.Wordless ? "" : own is { } said ? DisclosureLines.Before(said.First, words) : ChannelText.Of(words, limits.With(shown.Count), url),
            Parts = limits.Wordless ? [] : own?.Below ?? [],
            // A channel with words of its own shows these and not the article.
            Html = own is not null ? "" : DisclosureLines.BeforeHtml(ArticleMarkup.Html(words.Text, site.Root), words.Details, words.Language),
            Url = url,
            Language = source.Words.Language,
            Tags = Tags(source.Words.Topic),
            Mentions = await book.NamedOn(source.Network, ownText ?? $"{source.Words.Title} {source.Words.Summary} {source.Words.Text}", cancel),
            Poll = await polls.Outgoing(source.Post, source.Words, centre, cancel),
            Video = film,
            ShowsPoster = film is not null && pictures.Count == 0,
            Images = film is not null && limits.ShowsVideo ? [] : [.. shown.Take(limits.Images ?? int.MaxValue).Select(pair => Image(pair.Picture, pair.File, limits))],
        }, source.Words, [.. Texts(source.Words, ownText), .. InPictures(source.Words, shown)], [.. pictures.Select(pair => pair.File), .. video?.Files ?? []]);
    }

    /// <summary>The words part by part, as <see cref="PostContent"/> takes them back.</summary>
    public static IReadOnlyList<LeavingText> Texts(PostWords words, string? ownText)
    {
        List<LeavingText> texts = [new("title", words.Title), new("summary", words.Summary), new("text", words.Text), new("sources", words.Sources)];
        texts.AddRange(words.Pictures.Select((picture, index) => new LeavingText(string.Create(CultureInfo.InvariantCulture, $"alt{index}"), picture.Alt)));
        texts.AddRange(words.Details.Words.Select(part => new LeavingText(part.Part, part.Text)));
        if (ownText is not null)
            texts.Add(new("own", ownText));
        return texts;
    }

    /// <summary>The words part by part, with what stands in the pictures; null while that is not known.</summary>
    public async Task<IReadOnlyList<LeavingText>?> TextsWithPictures(PostWords words, CancellationToken cancel)
    {
        var pictures = await Pictures(words, cancel);
        return pictures.Exists(pair => pair.File.Reading == PictureReading.Waiting) ? null : [.. Texts(words, null), .. InPictures(words, pictures)];
    }

    // The poster of a video stands behind the pictures.
    private static IEnumerable<LeavingText> InPictures(PostWords words, IEnumerable<(PostPicture Picture, StoredFile File)> shown) =>
        from pair in shown
        where pair.File.ReadText.Length > 0
        let place = words.Pictures.Select(picture => picture.File).ToList().IndexOf(pair.File.Id)
        select LeavingText.InPicture(place < 0 ? words.Pictures.Count : place, pair.File.ReadText);

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

    // The sharper copy: the original is gone once the copies are made.
    private OutgoingVideo? Video(ShownVideo? video)
    {
        if (video is not { Large: { } file })
            return null;
        var name = new BlobName(file.Name);
        return new(site.Root + file.Address(null), file.Mime, file.Size, file.Width, file.Height, video.Video.Seconds, file.Sha256, video.Said.Captions,
            _ => Task.FromResult(blobs.Open(name) ?? throw new FileNotFoundException("The bytes of a video are gone.")));
    }

    private static IReadOnlyList<string> Tags(string topic)
    {
        var tag = string.Concat(topic.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
        return tag.Length == 0 || !tag.All(char.IsLetterOrDigit) ? [] : [tag];
    }
}
