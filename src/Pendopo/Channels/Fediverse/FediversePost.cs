using System.Text.Json;
using Pendopo.Channels.Contracts;
using Pendopo.Fediverse.Vocabulary;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.Fediverse;

/// <summary>Something a centre said on the fediverse, as others may fetch it again.</summary>
internal sealed class FediversePost : IBelongsToCentre, IVersioned
{
    private FediversePost()
    {
    }

    public Id<FediversePost> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    /// <summary>The key of the publication or answer: the same key is the same post.</summary>
    public Guid Key { get; private set; }
    public string Uri { get; private set; } = "";
    public string? Url { get; private set; }
    /// <summary>The post as the vocabulary writes it; the tombstone's once it is gone.</summary>
    public string Document { get; private set; } = "";
    public bool IsPublic { get; private set; }
    public int Revision { get; private set; }
    public DateTimeOffset PublishedAt { get; private set; }
    public DateTimeOffset? UpdatedAt { get; private set; }
    public DateTimeOffset? DeletedAt { get; private set; }
    public int Version { get; set; }

    public RemoteRef Remote => new(Uri, Url ?? Uri, Revision.ToString(System.Globalization.CultureInfo.InvariantCulture));

    public static FediversePost Of(Id<Centre> centre, Guid key, Post post, bool isPublic, int revision) => new()
    {
        Id = Id<FediversePost>.New(),
        CentreId = centre,
        Key = key,
        Uri = post.Id,
        Url = post.Url,
        Document = Write(post),
        IsPublic = isPublic,
        Revision = revision,
        PublishedAt = post.Published!.Value,
    };

    /// <summary>The post, read back from what was written.</summary>
    public Post Read() => PostReader.Read(JsonElement.Parse(Document)).Value ?? throw new InvalidOperationException($"The post {Id} cannot be read back.");

    public void Edit(Post post, int revision, DateTimeOffset now) => (Document, Url, Revision, UpdatedAt) = (Write(post), post.Url, revision, now);

    /// <summary>Takes the counts of a poll: its words and the time of their last change stay.</summary>
    public void Count(Post question) => Document = Write(question);

    /// <summary>Takes the words away for good; the address answers that they are gone.</summary>
    public void Delete(DateTimeOffset now) =>
        (DeletedAt, Document) = (DeletedAt ?? now, System.Text.Encoding.UTF8.GetString(ActivityWriter.Bytes(PostWriter.Tombstone(Uri, DeletedAt ?? now))));

    private static string Write(Post post) => System.Text.Encoding.UTF8.GetString(ActivityWriter.Bytes(PostWriter.Write(post)));
}
