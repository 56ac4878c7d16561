using System.Text.Json.Nodes;

namespace Pendopo.Tests.StandIns.Net;

/// <summary>What a network answers: a status, words and headers.</summary>
internal sealed record NetReply(int Status, string Body, params (string Name, string Value)[] Headers)
{
    public static readonly NetReply NoContent = new(204, "");

    public static NetReply Ok(JsonNode body) => new(200, body.ToJsonString());

    public static NetReply Of(int status, JsonNode body, params (string Name, string Value)[] headers) => new(status, body.ToJsonString(), headers);
}
