using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace Pendopo.Commands;

/// <summary>Writes the answer to one message: its id as it stood in the JSON, and its text.</summary>
internal delegate void AnswerMessage(ReadOnlySpan<byte> id, string text, Utf8JsonWriter json);

/// <summary>A batch: JSON lines with id and text come in, one JSON line a message goes out, in the same order. Bytes stay bytes: half of a run was once spent on turning them into letters and back.</summary>
internal sealed class JsonLines(Stream input, Stream output, TextWriter error)
{
    private const int FlushAt = 1 << 16;

    /// <summary>One object a line follows another; letters stay letters.</summary>
    private static readonly JsonWriterOptions Options = new() { SkipValidation = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ArrayBufferWriter<byte> answers = new(FlushAt * 2);

    /// <summary>Answers every line. A line that is no message is told by its number, never by its words, and ends the run or is left out.</summary>
    /// <returns>0 when all could be read, else 1.</returns>
    public async Task<int> Answer(AnswerMessage write, bool goesOn, CancellationToken cancel)
    {
        await using var json = new Utf8JsonWriter(answers, Options);
        var lines = new ByteLines(input);
        var (number, code) = (0, 0);
        while (await lines.Next(cancel) is { } line)
        {
            number++;
            if (line.Span.IndexOfAnyExcept(" \t\r"u8) < 0)
                continue;
            if (!Write(line.Span, write, json))
            {
                await error.WriteLineAsync($"Line {number} is not a JSON object with \"id\" and \"text\"{(goesOn ? "; it was left out" : "")}.");
                code = 1;
                if (goesOn)
                    continue;
                break;
            }
            if (answers.WrittenCount > FlushAt)
                await Drain(cancel);
        }
        await Drain(cancel);
        return code;
    }

    private bool Write(ReadOnlySpan<byte> line, AnswerMessage write, Utf8JsonWriter json)
    {
        try
        {
            // A broken letter is read as the sign for it, as everywhere.
            var whole = Utf8.IsValid(line) ? line : Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(line));
            if (!Read(whole, out var id, out var text))
                return false;
            write(whole[id], text, json);
            json.Flush();
            json.Reset();
            answers.Write("\n"u8);
            return true;
        }
        catch (Exception refused) when (refused is JsonException or InvalidOperationException)
        {
            json.Reset();
            return false;
        }
    }

    // The last of two properties of one name counts, as in every reader of JSON here.
    private static bool Read(ReadOnlySpan<byte> line, out Range id, out string text)
    {
        var reader = new Utf8JsonReader(line);
        (id, text) = (default, "");
        var (hasId, hasText) = (false, false);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            return false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (isId, isText) = (reader.ValueTextEquals("id"u8), reader.ValueTextEquals("text"u8));
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            if (isText && reader.TokenType is not (JsonTokenType.String or JsonTokenType.Null))
                return false;
            if (isText)
                (text, hasText) = (reader.GetString() ?? "", true);
            reader.Skip();
            if (isId)
                (id, hasId) = (start..(int)reader.BytesConsumed, true);
        }
        // Reading to the end refuses what follows the object.
        return !reader.Read() && hasId && hasText;
    }

    private async Task Drain(CancellationToken cancel)
    {
        await output.WriteAsync(answers.WrittenMemory, cancel);
        await output.FlushAsync(cancel);
        answers.ResetWrittenCount();
    }
}
