using System.Text.Json.Nodes;

namespace Pendopo.Tests.StandIns.Wire;

/// <summary>What a network answers.</summary>
/// <param name="Body">The JSON of it; null for no body.</param>
/// <param name="Headers">Headers beside those that every answer carries.</param>
internal sealed record WireReply(int Status, JsonNode? Body = null, params (string Name, string Value)[] Headers)
{
    /// <summary>Words in place of JSON.</summary>
    public string? Plain { get; init; }

    public bool Ok => Status is >= 200 and < 300;

    public static WireReply Of(JsonNode body) => new(200, body);
}
