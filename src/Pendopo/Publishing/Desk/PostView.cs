using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Data;
using Pendopo.Platform.Files;
using Pendopo.Platform.People;
using Pendopo.Platform.Ui;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Posts;
using Pendopo.Publishing.Publications;
using Pendopo.Publishing.Reviews;
using Pendopo.Publishing.Variants;

namespace Pendopo.Publishing.Desk;

/// <summary>Everything that the page of one post shows.</summary>
public sealed record PostView(
    Post Post, IReadOnlyList<Channel> Channels, IReadOnlyList<Publication> Publications, IReadOnlyDictionary<Id<Channel>, OwnVariant> OwnWords,
    IReadOnlyList<DeedLine> Deeds, IReadOnlyList<(PostPicture Picture, StoredFile File)> Pictures, string Editor)
{
    public WorkState State => PostStates.Of(Post, [.. Publications]);

    public string Href => $"/desk/posts/{Post.Id}";

    public Channel? ChannelOf(Publication publication) => Channels.FirstOrDefault(channel => channel.Id == publication.ChannelId);
}

/// <summary>A line of the history.</summary>
public sealed record DeedLine(DeedKind Kind, int Revision, string Person, string Title, string Comment, Id<Channel>? Channel, DateTimeOffset DoneAt);

