using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using Pendopo.Privacy;

namespace Pendopo.Commands;

/// <summary>Batches: reads JSON lines `{"id","text"}` from standard input and writes one line for each.</summary>
internal static class InspectCommand
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create()
    {
        var mask = new Option<bool>("--mask") { Description = "Write the masked text in place of the findings." };
        var language = new Option<string>("--language") { Description = "Language of reasons and masks: id or en.", DefaultValueFactory = _ => "id" };
        language.AcceptOnlyFromAmong("id", "en");
        var privacy = new Command("privacy", "Find what identifies a person. Reads JSON lines {\"id\",\"text\"} and writes a line with findings and risks for each; places are UTF-16 units.") { mask, language };
        privacy.SetAction((parsed, cancel) => Run(new Batch(parsed.GetValue(mask), parsed.GetValue(language) == "en"), parsed.InvocationConfiguration, cancel));
        return new Command("inspect", "Look at texts in batches.") { privacy, InspectMessages.Text(), InspectMessages.Claims() };
    }

    private static async Task<int> Run(Batch batch, InvocationConfiguration output, CancellationToken cancel)
    {
        using var input = new StreamReader(StandardInput.Open(), System.Text.Encoding.UTF8);
        return await batch.Run(input, output.Output, output.Error, cancel);
    }

    internal sealed record Line(string? Id, string? Text);

    /// <summary>One run over many texts.</summary>
    internal sealed class Batch(bool mask, bool inEnglish)
    {
        private readonly PrivacyFinder finder = new();

        /// <summary>Works through the lines; 0 when all could be read, 1 when some could not (each is told with its number, never its words).</summary>
        public async Task<int> Run(TextReader input, TextWriter output, TextWriter error, CancellationToken cancel)
        {
            var (number, code) = (0, 0);
            while (await input.ReadLineAsync(cancel) is { } line)
            {
                number++;
                if (string.IsNullOrWhiteSpace(line))
                    continue;
                if (Read(line) is { Text: { } text } row)
                {
                    await output.WriteLineAsync(Answer(row.Id ?? "", text));
                    continue;
                }
                code = 1;
                await error.WriteLineAsync($"Line {number} is not a JSON object with \"id\" and \"text\"; it was left out.");
            }
            return code;
        }

        private static Line? Read(string line)
        {
            try
            {
                return JsonSerializer.Deserialize<Line>(line, Json);
            }
            catch (JsonException)
            {
                return null;
            }
        }

        private string Answer(string id, string text)
        {
            var report = finder.Inspect(text);
            return mask
                ? JsonSerializer.Serialize(new { id, text = Masking.Mask(text, report.Findings, inEnglish) }, Json)
                : JsonSerializer.Serialize(
                    new
                    {
                        id,
                        findings = report.Findings.Select(found => new { kind = found.Kind.Key(), found.Start, found.End, found.Score, reason = Reasons.Tell(found.Reason, inEnglish) }),
                        risks = report.Risks.Select(risk => new { kind = risk.Kind.Key(), spans = risk.Spans.Select(span => new { span.Start, span.End }), reason = Reasons.Tell(risk.Reason, inEnglish) }),
                    },
                    Json);
        }
    }
}
