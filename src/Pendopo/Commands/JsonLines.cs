using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Pendopo.Commands;

/// <summary>A batch: JSON lines with id and text come in, one JSON line a message goes out, in the same order.</summary>
internal sealed class JsonLines(TextReader input, TextWriter output, TextWriter error)
{
    private const int FlushAt = 1 << 16;

    /// <summary>One object a line follows another; letters stay letters.</summary>
    private static readonly JsonWriterOptions Options = new() { SkipValidation = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Reads what is piped into the program.</summary>
    public static StreamReader Piped() => new(StandardInput.Open(), new UTF8Encoding(false), true, FlushAt);

    /// <summary>Answers every line. A line that is no message is told by its number, never by its words, and ends the run or is left out.</summary>
    /// <returns>0 when all could be read, else 1.</returns>
    public async Task<int> Answer(Action<JsonElement, string, Utf8JsonWriter> write, bool goesOn, CancellationToken cancel)
    {
        using var buffer = new MemoryStream();
        await using var json = new Utf8JsonWriter(buffer, Options);
        var (number, code) = (0, 0);
        while (await input.ReadLineAsync(cancel) is { } line)
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
                continue;
            if (!Write(line, write, json))
            {
                await error.WriteLineAsync($"Line {number} is not a JSON object with \"id\" and \"text\"{(goesOn ? "; it was left out" : "")}.");
                code = 1;
                if (goesOn)
                    continue;
                break;
            }
            buffer.WriteByte((byte)'\n');
            if (buffer.Length > FlushAt)
                await Drain(buffer, cancel);
        }
        await Drain(buffer, cancel);
        return code;
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
                return false;
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

    private async Task Drain(MemoryStream buffer, CancellationToken cancel)
    {
        await output.WriteAsync(Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length).AsMemory(), cancel);
        await output.FlushAsync(cancel);
        buffer.SetLength(0);
    }
}
