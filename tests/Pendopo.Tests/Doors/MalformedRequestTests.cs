using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Pendopo.Testing.Attacks;

namespace Pendopo.Tests.Doors;

/// <summary>Messages with two meanings, on raw sockets against the real server: one refusal and a closed line, never two answers.</summary>
[Collection("served")]
public sealed partial class MalformedRequestTests(ServedProgram program)
{
    [Fact]
    public async Task A_message_with_two_meanings_is_refused_and_the_line_is_closed()
    {
        MalformedRequests.All.Count.ShouldBeGreaterThan(60);
        var wrong = new List<string>();
        foreach (var request in MalformedRequests.All.Where(request => request.Refused))
        {
            var answers = await Send(request.Text);
            // What is no HTTP/1.1 at all gets no answer, and the line is closed.
            if (answers is not ([] or [>= 400 and < 600 and not 500]))
                wrong.Add($"{request.Name}: {(answers is null ? "the line stayed open" : string.Join(' ', answers))}");
        }
        wrong.ShouldBeEmpty();
        using var visitor = program.Visitor();
        (await visitor.GetAsync("/health/live")).IsSuccessStatusCode.ShouldBeTrue();
    }

    [Fact]
    public async Task What_is_not_refused_is_one_request_and_the_honest_one_behind_it_another()
    {
        foreach (var request in MalformedRequests.All.Where(request => !request.Refused))
            (await Send(request.Text.Replace(MalformedRequests.Second, MalformedRequests.Second.Replace("Host", "Connection: close\r\nHost", StringComparison.Ordinal), StringComparison.Ordinal)))
                .ShouldNotBeNull(request.Name).Count.ShouldBe(2, request.Name);
    }

    [Fact]
    public async Task Two_honest_messages_behind_each_other_get_two_answers() =>
        (await Send(MalformedRequests.Second + MalformedRequests.Second.Replace("Host", "Connection: close\r\nHost", StringComparison.Ordinal))).ShouldBe([200, 200]);

    /// <summary>The status of each answer; null when the server did not close the line.</summary>
    private async Task<IReadOnlyList<int>?> Send(string text)
    {
        using var socket = await program.Connect();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(15));
        var (answer, buffer) = (new StringBuilder(), new byte[64 * 1024]);
        try
        {
            await socket.SendAsync(Encoding.Latin1.GetBytes(text), patience.Token);
            for (int length; (length = await socket.ReceiveAsync(buffer, patience.Token)) > 0;)
                answer.Append(Encoding.Latin1.GetString(buffer, 0, length));
        }
        catch (SocketException)
        {
            // Reset instead of ended: what was read before counts.
        }
        catch (OperationCanceledException)
        {
            return null;
        }
        return [.. Status().Matches(answer.ToString()).Select(match => int.Parse(match.Groups["code"].Value))];
    }

    [GeneratedRegex(@"HTTP/1\.[01] (?<code>\d{3})[ \r]", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Status();
}
