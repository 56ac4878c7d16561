using System.Text.Json;
using Pendopo.Commands;

namespace Pendopo.Tests.Commands;

public sealed class InspectCommandTests
{
    [Fact]
    public async Task Each_line_is_answered_with_findings_and_risks_in_UTF16_places()
    {
        var (code, output, error) = await Run("{\"id\":\"a\",\"text\":\"😀 Bu Tuti, hasil lab sudah jadi, hp 081234567890\"}\n\n{\"id\":\"b\",\"text\":\"Buka Senin.\"}\n");
        code.ShouldBe(0);
        error.ShouldBeEmpty();
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        lines.Select(line => line.GetProperty("id").GetString()).ShouldBe(["a", "b"]);
        var phone = lines[0].GetProperty("findings").EnumerateArray().Single(found => found.GetProperty("kind").GetString() == "phone");
        "😀 Bu Tuti, hasil lab sudah jadi, hp 081234567890"[phone.GetProperty("start").GetInt32()..phone.GetProperty("end").GetInt32()].ShouldBe("081234567890");
        phone.GetProperty("score").GetDouble().ShouldBeInRange(0, 1);
        phone.GetProperty("reason").GetString().ShouldBe("berbentuk nomor telepon");
        lines[0].GetProperty("risks").EnumerateArray().ShouldContain(risk => risk.GetProperty("kind").GetString() == "confirms_patient" && risk.GetProperty("spans").GetArrayLength() > 0);
        lines[1].GetProperty("findings").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Masking_writes_the_text_without_what_was_found()
    {
        var (_, output, _) = await Run("{\"id\":\"a\",\"text\":\"hp 081234567890\"}", mask: true);
        JsonDocument.Parse(output).RootElement.GetProperty("text").GetString().ShouldBe("hp [phone]");
    }

    [Theory]
    [InlineData("{bad")]
    [InlineData("[]")]
    [InlineData("{\"id\":\"a\"}")]
    [InlineData("{\"id\":1,\"text\":3404015203900003}")]
    public async Task A_line_that_cannot_be_read_is_told_by_its_number_and_never_by_its_words(string line)
    {
        var (code, output, error) = await Run("{\"id\":\"a\",\"text\":\"x\"}\n" + line + "\n{\"id\":\"c\",\"text\":\"y\"}");
        code.ShouldBe(1);
        error.ShouldContain("Line 2");
        error.ShouldNotContain("3404");
        output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(2);
    }

    private static async Task<(int Code, string Output, string Error)> Run(string input, bool mask = false)
    {
        using var output = new MemoryStream();
        await using var error = new StringWriter();
        var code = await new InspectCommand.Batch(mask, inEnglish: mask).Run(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(input)), output, error, default);
        return (code, System.Text.Encoding.UTF8.GetString(output.ToArray()), error.ToString());
    }
}
