using System.CommandLine;
using System.Text.Json;
using Pendopo.Text.Claims;

namespace Pendopo.Commands;

/// <summary>`inspect text` and `inspect claims`.</summary>
internal static class InspectMessages
{
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
    internal static Task<int> Run(Stream input, Stream output, TextWriter error, AnswerMessage write, CancellationToken cancel) =>
        new JsonLines(input, output, error).Answer(write, goesOn: false, cancel);

    private static async Task<int> Run(InvocationConfiguration streams, AnswerMessage write, CancellationToken cancel)
    {
        await using var input = StandardInput.Open();
        await using var answers = StandardOutput.Open();
        return await Run(input, answers, streams.Error, write, cancel);
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
}
