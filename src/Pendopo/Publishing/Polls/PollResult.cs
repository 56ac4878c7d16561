using Pendopo.Channels.Contracts;

namespace Pendopo.Publishing.Polls;

/// <summary>How a poll stands on one channel.</summary>
/// <param name="Votes">By answer, in the order of the answers.</param>
public sealed record ChannelCount(string Network, int Voters, IReadOnlyList<int> Votes)
{
    public double Share(int answer) => Voters == 0 ? 0 : (double)Votes[answer] / Voters;
}

/// <summary>What may be said of two channels: nothing yet, no difference beyond chance, or one.</summary>
public enum Difference { TooFew, None, Clear }

/// <param name="Answer">At which answer the two are farthest apart.</param>
public sealed record ChannelDifference(ChannelCount One, ChannelCount Other, int Answer, Difference Kind);

/// <summary>How a poll stands over all channels. Pure.</summary>
public sealed record PollResult(IReadOnlyList<string> Answers, bool Several, IReadOnlyList<ChannelCount> Channels)
{
    /// <summary>Under so many voters nothing is shown: who knows one of them could guess. Our own rule.</summary>
    public const int LeastShown = 5;

    /// <summary>Under so many no percentages: one person would move them by more than 3 points. Our own rule.</summary>
    public const int LeastPercent = 30;

    /// <summary>Under so many voters on a channel it is not compared with another.</summary>
    public const int LeastCompared = 10;

    public int Voters => Channels.Sum(channel => channel.Voters);

    /// <summary>By answer, over all channels.</summary>
    public IReadOnlyList<int> Votes => [.. Answers.Select((_, answer) => Channels.Sum(channel => channel.Votes[answer]))];

    public bool MayBeShown => Voters >= LeastShown;

    /// <summary>The channels by themselves; empty while one of them has so few voters that it would show through.</summary>
    public IReadOnlyList<ChannelCount> ByChannel => Channels.All(channel => channel.Voters >= LeastShown) ? Channels : [];

    public bool InPercent => Voters >= LeastPercent;

    /// <summary>The answers that most chose; several when they are even, none while nobody voted.</summary>
    public IReadOnlyList<int> First => Voters == 0 ? [] : [.. Votes.Index().Where(vote => vote.Item == Votes.Max()).Select(vote => vote.Index)];

    public double Share(int answer) => Voters == 0 ? 0 : (double)Votes[answer] / Voters;

    /// <summary>How the two channels with most voters differ, or null while fewer than two have any.</summary>
    public ChannelDifference? Differs()
    {
        if (Channels.Where(channel => channel.Voters > 0).OrderByDescending(channel => channel.Voters).Take(2).ToList() is not [var one, var other])
            return null;
        var answer = Enumerable.Range(0, Answers.Count).MaxBy(index => Math.Abs(one.Share(index) - other.Share(index)));
        if (Math.Min(one.Voters, other.Voters) < LeastCompared)
            return new(one, other, answer, Difference.TooFew);
        var (a, b) = (Interval(one.Votes[answer], one.Voters), Interval(other.Votes[answer], other.Voters));
        return new(one, other, answer, a.Low > b.High || b.Low > a.High ? Difference.Clear : Difference.None);
    }

    /// <summary>Within what a share lies with 95 of 100 certainty, were these voters drawn by lot (Wilson, J. Am. Stat. Assoc. 22, 1927).</summary>
    public static (double Low, double High) Interval(int votes, int voters)
    {
        const double Z = 1.959964;
        if (voters == 0)
            return (0, 1);
        var share = (double)votes / voters;
        var middle = share + Z * Z / (2 * voters);
        var reach = Z * Math.Sqrt(share * (1 - share) / voters + Z * Z / (4.0 * voters * voters));
        var all = 1 + Z * Z / voters;
        return (Math.Max(0, (middle - reach) / all), Math.Min(1, (middle + reach) / all));
    }

    /// <summary>As the networks are told: without numbers while readers may not see them.</summary>
    public OutgoingPoll Told(bool withNumbers, DateTimeOffset? endsAt, DateTimeOffset? closedAt) =>
        new(Several, [.. Answers.Select((text, answer) => new OutgoingAnswer(text, withNumbers ? Votes[answer] : 0))], endsAt, closedAt, withNumbers ? Voters : null);
}
