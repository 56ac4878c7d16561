using System.CommandLine;
using System.Text;
using System.Text.Json;
using Pendopo.Text.Claims;

namespace Pendopo.Commands;

/// <summary>`inspect text` and `inspect claims`: JSON lines with id and text come in, one JSON line a message goes out, in the same order.</summary>
internal static class InspectMessages
{
    private const int FlushAt = 1 << 16;

    public static Command Text()
    {
        var text = new Command("text", "Say what messages are: urgency, crisis, topics, feeling, reading ease and more. Reads JSON lines {\"id\",\"text\"} and writes a line for each.");
        text.SetAction((parsed, cancel) => Run(parsed.InvocationConfiguration, InspectJson.Write, cancel));
        return text;
    }

    public static Command Claims()
    {
        var registry = new Option<FileInfo>("--registry") { Description = "A JSON list of claims: id, claim by language, optional title and variants.", Required = true };
        var claims = new Command("claims", "Name the claims of a registry that messages speak of, with their stance. Reads JSON lines {\"id\",\"text\"} and writes a line for each.") { registry };
        claims.SetAction((parsed, cancel) => Claims(parsed.GetRequiredValue(registry), parsed.InvocationConfiguration, cancel));
        return claims;
    }

    /// <summary>Works through the lines of a reader. A line that is no message stops the run with its number: an answer to the wrong line would be worse.</summary>
    internal static async Task<int> Run(TextReader input, InvocationConfiguration streams, Action<JsonElement, string, Utf8JsonWriter> write, CancellationToken cancel)
    {
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
                await Drain(buffer, streams.Output, cancel);
                await streams.Error.WriteLineAsync($"Line {number} is not a JSON object with \"id\" and \"text\".");
                return 1;
            }

            buffer.WriteByte((byte)'\n');
            if (buffer.Length > FlushAt)
            {
                await Drain(buffer, streams.Output, cancel);
            }
        }

        await Drain(buffer, streams.Output, cancel);
        return 0;
    }

    private static async Task<int> Run(InvocationConfiguration streams, Action<JsonElement, string, Utf8JsonWriter> write, CancellationToken cancel)
    {
        using var input = new StreamReader(StandardInput.Open(), new UTF8Encoding(false), true, FlushAt);
        return await Run(input, streams, write, cancel);
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
            json.Reset();
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static async Task Drain(MemoryStream buffer, TextWriter output, CancellationToken cancel)
    {
        await output.WriteAsync(Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length).AsMemory(), cancel);
        await output.FlushAsync(cancel);
        buffer.SetLength(0);
    }
}
