using System.Text.Json.Nodes;
using Pendopo.Channels.Contracts;
using Pendopo.Channels.Google;
using Pendopo.Platform.Outbound;

namespace Pendopo.Channels.YouTube;

/// <summary>Calls of the Data API, each paid for from the units of the day before it is made.</summary>
internal sealed class YouTubeApi(GoogleApi api, GoogleSettings settings, YouTubeUnits units, TimeProvider time)
{
    private string Videos => $"{settings.Videos}/youtube/{settings.VideosVersion.Name}/";

    private string Uploads => $"{settings.Videos}/upload/youtube/{settings.VideosVersion.Name}/";

    public Task<GoogleAnswer> Get(ConnectedAccount account, string what, UnitCost cost, CancellationToken cancel, params IEnumerable<(string Name, string Value)> query) =>
        Send(account, GoogleApi.Get(Videos + what, query), cost, cancel);

    public Task<GoogleAnswer> Do(HttpMethod method, ConnectedAccount account, string what, JsonObject? input, CancellationToken cancel, params IEnumerable<(string Name, string Value)> query) =>
        Send(account, GoogleApi.Do(method, Videos + what, input, query), UnitCost.Change, cancel);

    /// <summary>Hands over the words of a video; the answer says where its bytes go.</summary>
    public Task<GoogleAnswer> BeginUpload(ConnectedAccount account, JsonObject words, OutgoingVideo video, CancellationToken cancel)
    {
        var request = GoogleApi.Do(HttpMethod.Post, Uploads + "videos", words, ("uploadType", "resumable"), ("part", "snippet,status"), ("notifySubscribers", "false"));
        return Send(account, request with { Headers = [new("X-Upload-Content-Type", video.MediaType), new("X-Upload-Content-Length", $"{video.Bytes}")] }, UnitCost.Upload, cancel);
    }

    /// <summary>A part of an upload, or the question where it stands. Parts cost nothing.</summary>
    public Task<GoogleAnswer> Put(ConnectedAccount account, string session, string range, OutboundBody? part, CancellationToken cancel) =>
        IsOurs(session) ? api.Send<YouTubeKeys>(account, GoogleApi.Part(session, range, part), cancel)
            : throw new InvalidOperationException("An upload leads to another host.");

    /// <summary>Where an upload may lead: the token goes nowhere else.</summary>
    public bool IsOurs(string session) => Uri.TryCreate(session, UriKind.Absolute, out var there) && Uri.TryCreate(settings.Videos, UriKind.Absolute, out var here)
        && (there.Authority == here.Authority || (there.Scheme == Uri.UriSchemeHttps && there.Host.EndsWith(".googleapis.com", StringComparison.Ordinal)));

    public Task<GoogleAnswer> Captions(ConnectedAccount account, OutboundBody form, CancellationToken cancel) =>
        Send(account, GoogleApi.Do(HttpMethod.Post, Uploads + "captions", null, ("uploadType", "multipart"), ("part", "snippet")) with { Body = form }, UnitCost.Captions, cancel);

    public Task<GoogleAnswer> Picture(ConnectedAccount account, string video, OutboundBody picture, CancellationToken cancel) =>
        Send(account, GoogleApi.Do(HttpMethod.Post, Uploads + "thumbnails/set", null, ("uploadType", "media"), ("videoId", video)) with { Body = picture }, UnitCost.Change, cancel);

    private async Task<GoogleAnswer> Send(ConnectedAccount account, OutboundRequest request, UnitCost cost, CancellationToken cancel)
    {
        if (!await units.Take(cost, cancel))
            return new GoogleAnswer { Sent = OutboundSent.Nothing, PausedUntil = GoogleOutcomes.NextDay(time.GetUtcNow()) };
        var answer = await api.Send<YouTubeKeys>(account, request, cancel);
        if (answer.ProjectUsedUp)
            await units.UsedUp(cost.Bucket, cancel);
        return answer;
    }
}
