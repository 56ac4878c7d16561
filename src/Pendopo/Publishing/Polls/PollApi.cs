using System.Globalization;
using CsvHelper;
using Pendopo.Platform.Access;
using Pendopo.Platform.Data;
using Pendopo.Platform.Web;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Posts;

namespace Pendopo.Publishing.Polls;

/// <summary>How a poll stands, for programs and as a table; and its end before the time.</summary>
internal static class PollApi
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var polls = routes.MapGroup("/api/v1/posts/{id}/poll").WithTags("Posts").Needs("publishing.see");
        polls.MapGet("/", Read);
        polls.MapPut("/closure", Closed).Needs("publishing.publish");
        routes.MapGet("/desk/posts/{id}/poll.csv", Csv).Needs("publishing.see").ExcludeFromDescription();
    }

    private static async Task<IResult> Read(Id<Post> id, PostLedger ledger, PollReader reader, CancellationToken cancel) =>
        await ledger.Find(id, cancel) is not null && await reader.Ballot(id, cancel) is { } ballot
            ? TypedResults.Ok(PollBody.Of(ballot, await reader.Result(ballot, cancel), ledger.Now))
            : TypedResults.NotFound();

    private static async Task<IResult> Closed(Id<Post> id, ClosePoll close, CancellationToken cancel) => (await close.Run(id, cancel)).ToResult(_ => TypedResults.NoContent());

    /// <summary>One row a channel and answer; nothing while fewer answered than may be shown.</summary>
    private static async Task<IResult> Csv(Id<Post> id, PostLedger ledger, PollReader reader, CancellationToken cancel)
    {
        if (await ledger.Find(id, cancel) is null || await reader.Ballot(id, cancel) is not { } ballot)
            return TypedResults.NotFound();
        var result = await reader.Result(ballot, cancel);
        await using var bytes = new MemoryStream();
        await using (var csv = CsvWriter.Create(bytes, new CsvWriterOptions { Injection = CsvInjection.Escape }, leaveOpen: true))
        {
            csv.WriteRecord(["channel", "answer", "votes", "voters"]);
            if (result.MayBeShown)
                Rows(csv, result);
        }
        return TypedResults.File(bytes.ToArray(), "text/csv; charset=utf-8", "poll.csv");
    }

    private static void Rows(CsvWriter csv, PollResult result)
    {
        var channels = result.ByChannel.Prepend(new("all", result.Voters, result.Votes));
        foreach (var channel in channels)
        {
            for (var answer = 0; answer < result.Answers.Count; answer++)
                csv.WriteRecord([channel.Network, result.Answers[answer], channel.Votes[answer].ToString(CultureInfo.InvariantCulture), channel.Voters.ToString(CultureInfo.InvariantCulture)]);
        }
    }
}

/// <param name="Voters">How many people answered over all channels.</param>
/// <param name="Shown">Whether so many answered that numbers are told.</param>
/// <param name="Votes">By answer, over all channels; null while they are not told.</param>
/// <param name="Channels">The same by channel; empty while one of them has too few voters to be told.</param>
internal sealed record PollBody(IReadOnlyList<string> Answers, bool Several, PollShown Results, DateTimeOffset? EndsAt, DateTimeOffset? ClosedAt, int Voters, bool Shown, IReadOnlyList<int>? Votes, IReadOnlyList<ChannelCountBody> Channels)
{
    public static PollBody Of(Ballot ballot, PollResult result, DateTimeOffset now) => new(result.Answers, result.Several, ballot.Results, ballot.EndsAt, ballot.Over(now), result.Voters, result.MayBeShown,
        result.MayBeShown ? result.Votes : null, [.. result.ByChannel.Select(channel => new ChannelCountBody(channel.Network, channel.Voters, channel.Votes))]);
}

internal sealed record ChannelCountBody(string Network, int Voters, IReadOnlyList<int> Votes);
