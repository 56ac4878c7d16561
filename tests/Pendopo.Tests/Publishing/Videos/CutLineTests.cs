using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Platform.Data;
using Pendopo.Platform.Files;
using Pendopo.Platform.Files.Videos;
using Pendopo.Testing;
using Pendopo.Tests.Harness;
using Xunit.Abstractions;

namespace Pendopo.Tests.Publishing.Videos;

/// <summary>A large video over a line that is cut five times in the middle of a piece. 4 MB in the suite, 200 MB at night.</summary>
[Collection("publishing on sqlite")]
public sealed class CutLineTests(SqliteApp app, ITestOutputHelper output) : AppTests(app)
{
    private const int Cuts = 5;

    [Fact]
    [Trait(Series.Form, Series.Long)]
    public async Task A_video_arrives_whole_over_a_line_that_is_cut_five_times()
    {
        App.Host.UseKestrel();
        await App.CentreOf("melati");
        await using var line = new FaultProxy(App.Host.Services.GetRequiredService<Microsoft.AspNetCore.Hosting.Server.IServer>().Features.Get<Microsoft.AspNetCore.Hosting.Server.Features.IServerAddressesFeature>()!.Addresses.Select(address => new Uri(address).Port).First());
        using var sender = new HttpClient(await Signed(), disposeHandler: true) { BaseAddress = new Uri($"http://localhost:{line.Port}") };
        var bytes = Bytes(Series.Of("VIDEO_MB", suite: 4, nightly: 200) << 20);
        var began = System.Diagnostics.Stopwatch.GetTimestamp();
        var begun = await sender.PostAsJsonAsync("/api/v1/videos", new { size = bytes.Length, sha256 = VideoSamples.Digest(bytes) });
        begun.StatusCode.ShouldBe(HttpStatusCode.Created, await begun.Content.ReadAsStringAsync());
        var address = begun.Headers.Location!.ToString();
        var (cut, again) = (0, 0L);
        for (var at = 0L; at < bytes.Length; at = await Arrived(sender, address))
        {
            // Each cut falls into the middle of a piece, a fifth of the way further on.
            var cuts = cut < Cuts && at >= (long)bytes.Length * cut / (Cuts + 1);
            var length = (int)Math.Min(bytes.Length - at, Math.Min(8 << 20, bytes.Length / (2 * Cuts)));
            try
            {
                using var piece = new HttpRequestMessage(HttpMethod.Patch, address) { Content = new StreamContent(cuts ? new Cutting(bytes, at, length, line) : new MemoryStream(bytes, (int)at, length)) };
                piece.Content.Headers.ContentType = new MediaTypeHeaderValue("application/offset+octet-stream");
                piece.Headers.Add("Upload-Offset", at.ToString(System.Globalization.CultureInfo.InvariantCulture));
                var answer = await sender.SendAsync(piece);
                // The server may still be writing down what came before the cut: then it is asked again.
                if (answer.StatusCode == HttpStatusCode.Conflict)
                    continue;
                answer.StatusCode.ShouldBe(HttpStatusCode.OK);
                cuts.ShouldBeFalse("the line was cut");
            }
            catch (HttpRequestException)
            {
                cuts.ShouldBeTrue("nobody cut the line");
                (cut, again) = (cut + 1, again + length);
            }
        }
        cut.ShouldBe(Cuts);
        output.WriteLine($"{bytes.Length >> 20} MB over {cut} cuts in {System.Diagnostics.Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s; pieces begun anew: {again >> 20} MB at most");
        await using var scope = await App.Scope();
        var video = await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Video>().AcrossCentres().AsNoTracking().SingleAsync();
        video.State.ShouldBe(VideoState.Waiting);
        await using var kept = App.Services.GetRequiredService<IBlobStore>().Open(new BlobName(video.Name))!;
        Convert.ToHexStringLower(await SHA256.HashDataAsync(kept)).ShouldBe(VideoSamples.Digest(bytes));
    }

    private static async Task<long> Arrived(HttpClient sender, string address)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                return JsonDocument.Parse(await sender.GetStringAsync(address)).RootElement.GetProperty("arrived").GetInt64();
            }
            catch (HttpRequestException) when (tries < 3)
            {
                // A kept connection that the cut took along.
            }
        }
    }

    private async Task<HttpMessageHandler> Signed()
    {
        var jar = await App.SignedIn("officer");
        jar.InnerHandler = new SocketsHttpHandler { UseCookies = false };
        return jar;
    }

    // A head by which it is known as a video; what follows need not be one to arrive.
    private static byte[] Bytes(int length)
    {
        var bytes = new byte[length];
        new Random(5).NextBytes(bytes);
        "\0\0\0\u0018ftypisom"u8.CopyTo(bytes);
        return bytes;
    }

    /// <summary>Cuts the line when half of it was read.</summary>
    private sealed class Cutting(byte[] bytes, long at, int length, FaultProxy line) : MemoryStream(bytes, (int)at, length, writable: false)
    {
        private bool done;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (!done && Position >= Length / 2)
            {
                done = true;
                line.Fault = NetworkFault.None;
            }
            return base.ReadAsync(buffer[..Math.Min(buffer.Length, 16 * 1024)], cancellationToken);
        }
    }
}
