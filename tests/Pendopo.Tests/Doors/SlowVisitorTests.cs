using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Pendopo.Testing;
using Xunit.Abstractions;

namespace Pendopo.Tests.Doors;

/// <summary>Slow-loris: thousands of sockets that say little and slowly, so that the others find no place.</summary>
[Collection("served"), Trait(Series.Form, Series.Long)]
public sealed class SlowVisitorTests(ServedProgram program, ITestOutputHelper output)
{
    private const int Sockets = 5000;
    private const string Head = "GET / HTTP/1.1\r\nHost: localhost\r\n";

    public static TheoryData<string> Modes()
    {
        var data = new TheoryData<string> { "headers", "body" };
        if (!Series.Nightly)
            return data;
        foreach (var more in new[] { "silent", "read" })
            data.Add(more);
        return data;
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Real_visitors_are_served_and_memory_stays_bounded_while_five_thousand_sockets_dawdle(string mode)
    {
        var before = program.Megabytes();
        using var end = new CancellationTokenSource();
        var crowd = Enumerable.Range(0, 20).Select(_ => Task.Run(() => Dawdle(mode, Sockets / 20, end.Token))).ToList();
        try
        {
            using var visitor = program.Visitor();
            // Each look needs a place of its own.
            visitor.DefaultRequestHeaders.ConnectionClose = true;
            var (times, refused) = (new List<double>(), 0);
            // The crowd stands before the first looks, and goes on while all look.
            for (var look = 0; look < Series.Of("SLOW_LOOKS", 60, 600); look++)
            {
                var start = Stopwatch.GetTimestamp();
                try
                {
                    refused += (await visitor.GetAsync("/posts")).StatusCode == HttpStatusCode.OK ? 0 : 1;
                }
                catch (HttpRequestException)
                {
                    refused++;
                }
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }
            var slow = times.Order().ElementAt(times.Count * 95 / 100);
            output.WriteLine($"{mode}: {times.Count} visits, {refused} refused, p95 {slow:0} ms, {before} MB before and {program.Megabytes()} MB under it");
            // One that is sent away in the crowd comes again by itself, as browsers do.
            refused.ShouldBeLessThanOrEqualTo(times.Count / 50);
            if (Series.Nightly)
                slow.ShouldBeLessThan(1000);
            program.Megabytes().ShouldBeLessThan(Math.Max(2 * before, before + 100), mode);
        }
        finally
        {
            await end.CancelAsync();
            await Task.WhenAll(crowd);
        }
    }

    private async Task Dawdle(string mode, int sockets, CancellationToken end)
    {
        var open = new List<Socket>();
        try
        {
            using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
            while (!end.IsCancellationRequested)
            {
                while (open.Count < sockets && !end.IsCancellationRequested)
                    open.Add(await Begin(mode, end));
                foreach (var socket in open.ToList())
                {
                    if (await Drip(mode, socket, end))
                        continue;
                    socket.Dispose();
                    open.Remove(socket);
                }
                await pace.WaitForNextTickAsync(end);
            }
        }
        catch (OperationCanceledException)
        {
            // The visitors have seen enough.
        }
        finally
        {
            open.ForEach(socket => socket.Dispose());
        }
    }

    private async Task<Socket> Begin(string mode, CancellationToken end)
    {
        var socket = await program.Connect();
        var first = mode switch
        {
            "headers" => Head + "X-Slow: ",
            "body" => "POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 60000\r\n\r\n_handler=",
            "read" => string.Concat(Enumerable.Repeat(Head + "\r\n", 20)),
            _ => "",
        };
        await Say(socket, first, end);
        return socket;
    }

    private static async Task<bool> Drip(string mode, Socket socket, CancellationToken end) => mode switch
    {
        "headers" or "body" => await Say(socket, "x", end),
        _ => !(socket.Poll(0, SelectMode.SelectRead) && socket.Available == 0),
    };

    private static async Task<bool> Say(Socket socket, string text, CancellationToken end)
    {
        try
        {
            await socket.SendAsync(Encoding.ASCII.GetBytes(text), end);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
