using System.Text.Json.Nodes;
using Pendopo.Fediverse.Vocabulary;

namespace Pendopo.Tests.Channels.Fediverse.Forged;

/// <summary>What a forger would like to have done in somebody's name.</summary>
/// <param name="Name">Of the activity.</param>
/// <param name="Gain">What would happen if it were believed.</param>
/// <param name="Of">Makes it; honest but for who sends it.</param>
internal sealed record ForgedKind(string Name, string Gain, Func<ForgedScene, JsonObject> Of)
{
    /// <summary>A change or a farewell of the actor itself is answered alike whether it is believed or not, see <see cref="Pendopo.Channels.Fediverse.Verifying"/>.</summary>
    public bool IsAboutItself => Name is "Profile" or "Farewell";

    public static IReadOnlyList<ForgedKind> All { get; } =
    [
        new("Create", "words in Rina's name stand in the inbox", scene => scene.Rina.Activity("Create", scene.Mention())),
        new("Question", "a poll in Rina's name stands in the inbox", scene => scene.Rina.Activity("Create", scene.Mention().With("type", "Question").With("oneOf", new JsonArray(new JsonObject { ["type"] = "Note", ["name"] = "Ya" })))),
        new("Vote", "a poll is decided by people who never voted", scene => scene.Rina.Activity("Create", scene.Vote())),
        new("Update", "Rina's question to the centre says something else", scene => scene.Rina.Activity("Update", scene.Edited())),
        new("Profile", "Rina's name, inbox and key are the forger's", scene => scene.Rina.Activity("Update", scene.Renamed())),
        new("Delete", "Rina's question is gone", scene => scene.Rina.Activity("Delete", scene.Question)),
        new("Farewell", "all that Rina said and did is gone", scene => scene.Rina.Activity("Delete", scene.Rina.Id)),
        new("Announce", "Rina shares a post with her followers", scene => scene.Rina.Activity("Announce", scene.Second)),
        new("Move", "the centre follows the forger in Rina's place", scene => scene.Rina.Activity("Move", scene.Rina.Id).With("target", scene.NewHome.Id)),
        new("Undo", "Rina's like is taken back", scene => scene.Rina.Activity("Undo", new JsonObject { ["id"] = scene.LikeId, ["type"] = "Like", ["actor"] = scene.Rina.Id, ["object"] = scene.First })),
        new("Accept", "Budi lets the centre follow him", scene => scene.Budi.Activity("Accept", scene.FollowOf(scene.Budi))),
        new("Reject", "Budi sends the centre away", scene => scene.Budi.Activity("Reject", scene.FollowOf(scene.Budi))),
        new("Follow", "Rina hears the centre", scene => scene.Rina.Activity("Follow", FediverseTests.Melati)),
        new("Like", "Rina likes a post", scene => scene.Rina.Activity("Like", scene.Second)),
        new("Flag", "Rina complains about a post", scene => scene.Rina.Activity("Flag", scene.First).With("content", "Ini salah")),
        new("Block", "Budi hears the centre no more", scene => scene.Budi.Activity("Block", FediverseTests.Melati)),
    ];

    public FakePerson Victim(ForgedScene scene) => Name is "Accept" or "Reject" or "Block" ? scene.Budi : scene.Rina;
}

/// <summary>Who and what is there to be forged.</summary>
internal sealed record ForgedScene(FakePerson Rina, FakePerson Budi, FakePerson NewHome, DateTimeOffset Now)
{
    /// <summary>Two posts of the centre; Rina likes the first.</summary>
    public required string First { get; init; }

    public required string Second { get; init; }

    /// <summary>Rina's question to the centre.</summary>
    public required string Question { get; init; }

    public required string LikeId { get; init; }

    /// <summary>The centre's Follow of each, by the actor's id.</summary>
    public required IReadOnlyDictionary<string, string> Follows { get; init; }

    public JsonObject FollowOf(FakePerson person) => new() { ["id"] = Follows[person.Id], ["type"] = "Follow", ["actor"] = FediverseTests.Melati, ["object"] = person.Id };

    public JsonObject Mention() => Rina.Note("<p>Obatnya palsu</p>", null, [FediverseTests.Public], [FediverseTests.Melati], Now);

    public JsonObject Vote()
    {
        var vote = Rina.Note("", First, [FediverseTests.Melati], [], Now).With("name", "Ya");
        vote.Remove("content");
        vote.Remove("contentMap");
        return vote;
    }

    public JsonObject Edited() => Rina.Note("<p>Obatnya palsu</p>", First, [FediverseTests.Public], [FediverseTests.Melati], Now, Question, Now);

    public JsonObject Renamed() => Rina.Document().With("name", "Penipu");
}

internal static class ForgedJson
{
    public static JsonObject With(this JsonObject target, string name, JsonNode? value)
    {
        target[name] = value;
        return target;
    }
}
