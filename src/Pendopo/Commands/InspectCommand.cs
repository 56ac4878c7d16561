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
        return new Command("inspect", "Look at texts in batches.") { privacy };
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
using System.Text;
using System.Text.Json;
using Pendopo.Text.Claims;

namespace Pendopo.Commands;

/// <summary>`inspect text` and `inspect claims`: JSON lines with id and text come in, one JSON line a message goes out, in the same order.</summary>
internal static class InspectCommand
{
    private const int FlushAt = 1 << 16;

    public static Command Create()
    {
        var text = new Command("text", "Read messages from standard input (JSON lines with id and text) and say what they are: urgency, crisis, topics, feeling, reading ease and more.");
        text.SetAction((parsed, cancel) => Run(parsed.InvocationConfiguration, InspectJson.Write, cancel));
        var registry = new Option<FileInfo>("--registry") { Description = "A JSON list of claims: id, claim by language, optional title and variants.", Required = true };
        var claims = new Command("claims", "Read messages from standard input (JSON lines with id and text) and name the claims of a registry that they speak of, with their stance.") { registry };
        claims.SetAction((parsed, cancel) => Claims(parsed.GetRequiredValue(registry), parsed.InvocationConfiguration, cancel));
        return new Command("inspect", "Look at messages without a database or a network.") { text, claims };
    }

    private static async Task<int> Claims(FileInfo registry, InvocationConfiguration streams, CancellationToken cancel)
    {
        if (!registry.Exists)
        {
            await streams.Error.WriteLineAsync($"The registry {registry.Name} was not found.");
            return 1;
        }

        try
        {
            var matcher = new ClaimMatcher(ClaimRegistry.Read(await File.ReadAllBytesAsync(registry.FullName, cancel)));
            return await Run(streams, (id, message, writer) => InspectJson.WriteClaims(matcher, id, message, writer), cancel);
        }
        catch (Exception refused) when (refused is JsonException or ArgumentException or InvalidOperationException or KeyNotFoundException)
        {
            await streams.Error.WriteLineAsync($"The registry {registry.Name} is not a list of claims, each with an id and a claim by language.");
            return 1;
        }
    }

    // A line that is no message stops the run with its number: an answer to the wrong line would be worse.
    private static async Task<int> Run(InvocationConfiguration streams, Action<JsonElement, string, Utf8JsonWriter> write, CancellationToken cancel)
    {
        using var input = new StreamReader(StandardStreams.Input(), new UTF8Encoding(false), true, FlushAt);
        await using var output = StandardStreams.Output();
        using var buffer = new MemoryStream();
        await using var json = new Utf8JsonWriter(buffer, InspectJson.Options);
        var number = 0;
        while (await input.ReadLineAsync(cancel) is { } line)
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            if (!Write(line, write, json))
            {
                await streams.Error.WriteLineAsync($"Line {number} is not a JSON object with id and text.");
                return 1;
            }

            buffer.WriteByte((byte)'\n');
            json.Reset();
            if (buffer.Length > FlushAt)
            {
                await Drain(buffer, output, cancel);
            }
        }

        await Drain(buffer, output, cancel);
        return 0;
    }

    private static bool Write(string line, Action<JsonElement, string, Utf8JsonWriter> write, Utf8JsonWriter json)
    {
        try
        {
            using var message = JsonDocument.Parse(line);
            if (message.RootElement.ValueKind != JsonValueKind.Object
                || !message.RootElement.TryGetProperty("id", out var id)
                || !message.RootElement.TryGetProperty("text", out var text)
                || text.ValueKind is not (JsonValueKind.String or JsonValueKind.Null))
            {
                return false;
            }

            write(id, text.GetString() ?? "", json);
            json.Flush();
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static async Task Drain(MemoryStream buffer, Stream output, CancellationToken cancel)
    {
        buffer.Position = 0;
        await buffer.CopyToAsync(output, cancel);
        await output.FlushAsync(cancel);
        buffer.SetLength(0);
    }
}
