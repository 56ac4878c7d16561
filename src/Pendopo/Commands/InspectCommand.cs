using System.CommandLine;
using System.Text.Json;
using Pendopo.Privacy;

namespace Pendopo.Commands;

/// <summary>Batches: reads JSON lines `{"id","text"}` from standard input and writes one line for each.</summary>
internal static class InspectCommand
{
    public const string Name = "inspect";

    public static Command Create()
    {
        var mask = new Option<bool>("--mask") { Description = "Write the masked text in place of the findings." };
        var language = new Option<string>("--language") { Description = "Language of reasons and masks: id or en.", DefaultValueFactory = _ => "id" };
        language.AcceptOnlyFromAmong("id", "en");
        var privacy = new Command("privacy", "Find what identifies a person. Reads JSON lines {\"id\",\"text\"} and writes a line with findings and risks for each; places are UTF-16 units.") { mask, language };
        privacy.SetAction((parsed, cancel) => Run(new Batch(parsed.GetValue(mask), parsed.GetValue(language) == "en"), parsed.InvocationConfiguration, cancel));
        return new Command(Name, "Look at texts in batches.") { privacy, InspectMessages.Text(), InspectMessages.Claims() };
    }

    private static async Task<int> Run(Batch batch, InvocationConfiguration output, CancellationToken cancel)
    {
        await using var input = StandardInput.Open();
        await using var answers = StandardOutput.Open();
        return await batch.Run(input, answers, output.Error, cancel);
    }

    /// <summary>One run over many texts.</summary>
    internal sealed class Batch(bool mask, bool inEnglish)
    {
        private readonly PrivacyFinder finder = new();

        /// <summary>Works through the lines; 0 when all could be read, 1 when some could not (each is told with its number, never its words).</summary>
        public Task<int> Run(Stream input, Stream output, TextWriter error, CancellationToken cancel) =>
            new JsonLines(input, output, error).Answer(Write, goesOn: true, cancel);

        private void Write(ReadOnlySpan<byte> id, string text, Utf8JsonWriter json)
        {
            json.WriteStartObject();
            json.WritePropertyName("id");
            json.WriteRawValue(id, skipInputValidation: true);
            if (mask)
                json.WriteString("text", finder.Mask(text, inEnglish));
            else
                Write(finder.Inspect(text), json);
            json.WriteEndObject();
        }

        private void Write(PrivacyReport report, Utf8JsonWriter json)
        {
            json.WriteStartArray("findings");
            foreach (var found in report.Findings)
            {
                json.WriteStartObject();
                json.WriteString("kind", found.Kind.Key());
                json.WriteNumber("start", found.Start);
                json.WriteNumber("end", found.End);
                json.WriteNumber("score", found.Score);
                json.WriteString("reason", Reasons.Tell(found.Reason, inEnglish));
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteStartArray("risks");
            foreach (var risk in report.Risks)
                Write(risk, json);
            json.WriteEndArray();
        }

        private void Write(Risk risk, Utf8JsonWriter json)
        {
            json.WriteStartObject();
            json.WriteString("kind", risk.Kind.Key());
            json.WriteStartArray("spans");
            foreach (var span in risk.Spans)
            {
                json.WriteStartObject();
                json.WriteNumber("start", span.Start);
                json.WriteNumber("end", span.End);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteString("reason", Reasons.Tell(risk.Reason, inEnglish));
            json.WriteEndObject();
        }
    }
}
