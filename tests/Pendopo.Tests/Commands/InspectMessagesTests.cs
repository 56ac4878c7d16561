using System.Text.Json;
using Pendopo.Commands;
using Pendopo.Text.Claims;

namespace Pendopo.Tests.Commands;

public sealed class InspectMessagesTests
{
    [Fact]
    public async Task Each_message_gets_one_line_in_its_order()
    {
        var (code, lines, _) = await Run("{\"id\":\"a\",\"text\":\"nenek pingsan ga bisa dibangunin, tolong\"}\n\n{\"id\":2,\"text\":\"\"}\n", InspectJson.Write);

        code.ShouldBe(0);
        lines.Select(line => line.GetProperty("id").ToString()).ShouldBe(["a", "2"]);
        var first = lines[0];
        first.GetProperty("lang").GetString().ShouldBe("id");
        first.GetProperty("urgency").GetString().ShouldBe("emergency");
        first.GetProperty("crisis").GetBoolean().ShouldBeFalse();
        first.GetProperty("reading").GetProperty("level").GetString().ShouldBe("plain");
        first.GetProperty("confidence").GetProperty("urgency").GetDouble().ShouldBeInRange(0, 1);
        first.GetProperty("reasons").GetProperty("urgency").EnumerateArray().ShouldNotBeEmpty();
        first.EnumerateObject().Select(property => property.Name).ShouldBe(
            ["id", "lang", "urgency", "crisis", "adverse_event", "rumour", "topics", "sentiment", "private_matter", "reading", "confidence", "reasons", "unsure"]);
    }

    [Theory]
    [InlineData("no json")]
    [InlineData("{\"id\":\"a\"}")]
    [InlineData("[1]")]
    [InlineData("{\"id\":\"a\",\"text\":5}")]
    public async Task A_line_that_is_no_message_stops_with_its_number(string line)
    {
        var (code, lines, error) = await Run($"{{\"id\":\"a\",\"text\":\"halo\"}}\n{line}\n", InspectJson.Write);

        code.ShouldBe(1);
        lines.Count.ShouldBe(1);
        error.ShouldContain("Line 2");
    }

    [Fact]
    public async Task Claims_come_best_first_with_their_stance()
    {
        var matcher = new ClaimMatcher([new Claim("c1", ["Vaksin berisi chip pelacak", "Vaccines contain tracking chips"]), new Claim("c2", ["Mandi malam menyebabkan rematik"])]);

        var (_, lines, _) = await Run("{\"id\":\"a\",\"text\":\"vaksin ada chip pelacak ya?\"}\n{\"id\":\"b\",\"text\":\"hujan lagi\"}\n", (id, text, json) => InspectJson.WriteClaims(matcher, id, text, json));

        lines[0].GetProperty("matches")[0].GetProperty("claim_id").GetString().ShouldBe("c1");
        lines[0].GetProperty("stance").GetString().ShouldBe("asks");
        lines[1].GetProperty("matches").GetArrayLength().ShouldBe(0);
        lines[1].GetProperty("stance").GetString().ShouldBe("none");
    }

    private static async Task<(int Code, List<JsonElement> Lines, string Error)> Run(string input, AnswerMessage write)
    {
        using var output = new MemoryStream();
        using var error = new StringWriter();
        var code = await InspectMessages.Run(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(input)), output, error, write, CancellationToken.None);
        var lines = System.Text.Encoding.UTF8.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        return (code, lines, error.ToString());
    }
}
