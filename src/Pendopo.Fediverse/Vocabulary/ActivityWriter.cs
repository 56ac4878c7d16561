using System.Text.Json.Nodes;

namespace Pendopo.Fediverse.Vocabulary;

/// <summary>Writes what actors of ours do. Each method makes one activity with its context; <see cref="Bytes"/> makes the body of it.</summary>
public static class ActivityWriter
{
    /// <summary>The UTF-8 bytes to send and to sign.</summary>
    public static byte[] Bytes(JsonNode document) => Json.Bytes(document);

    /// <summary>A new post; addressed as the post is.</summary>
    public static JsonObject Create(string id, Post post) => OnPost("Create", id, post).With("published", post.Published is { } at ? Json.Instant(at) : null);

    /// <summary>A changed post. Mastodon takes it as an edit only when <see cref="Post.Updated"/> is set and later than before.</summary>
    public static JsonObject Update(string id, Post post) => OnPost("Update", id, post);

    /// <summary>A changed profile, or a new key: sign it with the old one.</summary>
    public static JsonObject Update(string id, Actor actor)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var inner = ActorWriter.Write(actor);
        var context = inner["@context"]!.DeepClone();
        inner.Remove("@context");
        return new JsonObject { ["@context"] = context, ["id"] = id, ["type"] = "Update", ["actor"] = actor.Id }
            .With("to", Json.Array([ActivityDocument.Public])).With("object", inner);
    }

    /// <summary>A post that is gone.</summary>
    /// <param name="id">The activity's id.</param>
    /// <param name="actor">The author.</param>
    /// <param name="post">The post's id.</param>
    /// <param name="to">Those it once reached.</param>
    public static JsonObject Delete(string id, string actor, string post, IReadOnlyList<string> to) =>
        Activity("Delete", id, actor, new JsonObject { ["id"] = post, ["type"] = "Tombstone" }).With("to", Json.Array(to));

    /// <summary>An actor that is gone, for everybody who knew it.</summary>
    public static JsonObject DeleteActor(string id, string actor) =>
        Activity("Delete", id, actor, actor).With("to", Json.Array([ActivityDocument.Public]));

    /// <summary>A wish to hear somebody.</summary>
    public static JsonObject Follow(string id, string actor, string target) => Activity("Follow", id, actor, target).With("to", Json.Array([target]));

    /// <summary>Yes. The Follow stands in it whole, since not every server finds it by id.</summary>
    public static JsonObject Accept(string id, string actor, FollowRequest follow) => Answer("Accept", id, actor, follow);

    /// <summary>No, also afterwards.</summary>
    public static JsonObject Reject(string id, string actor, FollowRequest follow) => Answer("Reject", id, actor, follow);

    /// <summary>Takes back an activity of ours.</summary>
    /// <param name="id">The activity's id.</param>
    /// <param name="undone">The activity as it was sent.</param>
    public static JsonObject Undo(string id, JsonObject undone)
    {
        ArgumentNullException.ThrowIfNull(undone);
        var inner = (JsonObject)undone.DeepClone();
        inner.Remove("@context");
        var undo = Activity("Undo", id, (string)inner["actor"]!, inner);
        return undo.With("to", inner["to"]?.DeepClone()).With("cc", inner["cc"]?.DeepClone());
    }

    /// <summary>A like.</summary>
    public static JsonObject Like(string id, string actor, string post, string author) => Activity("Like", id, actor, post).With("to", Json.Array([author]));

    /// <summary>A share.</summary>
    /// <param name="id">The activity's id.</param>
    /// <param name="actor">Who shares.</param>
    /// <param name="post">The post's id.</param>
    /// <param name="to">Mostly <see cref="ActivityDocument.Public"/>.</param>
    /// <param name="cc">Mostly the followers and the author.</param>
    /// <param name="published">When.</param>
    public static JsonObject Announce(string id, string actor, string post, IReadOnlyList<string> to, IReadOnlyList<string> cc, DateTimeOffset published) =>
        Activity("Announce", id, actor, post).With("published", Json.Instant(published)).With("to", Json.Array(to)).With("cc", Json.Array(cc));

    /// <summary>A report. Let the server's own actor send it, so that whoever complained stays unknown.</summary>
    /// <param name="id">The activity's id.</param>
    /// <param name="instanceActor">The server's actor.</param>
    /// <param name="objects">The reported actor first, then its posts.</param>
    /// <param name="comment">Cut at <see cref="ActivityLimits.Report"/> characters.</param>
    public static JsonObject Flag(string id, string instanceActor, IReadOnlyList<string> objects, string comment)
    {
        ArgumentNullException.ThrowIfNull(objects);
        return Activity("Flag", id, instanceActor, Json.Array(objects)).With("content", Json.Cut(comment, ActivityLimits.Report)).With("to", Json.Array(objects.Take(1)));
    }

    /// <summary>A wish not to meet. It tells the other side: send it only with care.</summary>
    public static JsonObject Block(string id, string actor, string target) => Activity("Block", id, actor, target).With("to", Json.Array([target]));

    /// <summary>An account that went elsewhere; the new one has to list the old one.</summary>
    public static JsonObject Move(string id, string actor, string target, string followers) =>
        Activity("Move", id, actor, actor).With("target", target).With("to", Json.Array([followers]));

    /// <summary>A vote: one a choice, to the author alone, without any text.</summary>
    public static JsonObject Vote(string id, string actor, string choice, string question, string author) =>
        Create(id + "/activity", new Post { Id = id, Kind = PostKind.Note, AttributedTo = actor, Name = choice, InReplyTo = question, To = [author] });

    private static JsonObject OnPost(string type, string id, Post post)
    {
        ArgumentNullException.ThrowIfNull(post);
        return new JsonObject { ["@context"] = Contexts.ForPost(), ["id"] = id, ["type"] = type, ["actor"] = post.AttributedTo }
            .With("to", Json.Array(post.To)).With("cc", Json.Array(post.Cc)).With("object", PostWriter.Object(post));
    }

    private static JsonObject Answer(string type, string id, string actor, FollowRequest follow)
    {
        ArgumentNullException.ThrowIfNull(follow);
        var inner = new JsonObject().With("id", follow.Id).With("type", "Follow").With("actor", follow.Follower).With("object", actor);
        return Activity(type, id, actor, inner).With("to", Json.Array([follow.Follower]));
    }

    private static JsonObject Activity(string type, string id, string actor, JsonNode target) => new()
    {
        ["@context"] = Contexts.Plain(), ["id"] = id, ["type"] = type, ["actor"] = actor, ["object"] = target,
    };
}

/// <summary>A Follow that came in, as the answer repeats it.</summary>
/// <param name="Id">Its id; null when it had none.</param>
/// <param name="Follower">Who wants to follow.</param>
public sealed record FollowRequest(string? Id, string Follower);
