using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.WhatsApp;
using Pendopo.Platform.Data;
using Pendopo.Platform.Jobs;

namespace Pendopo.Channels.Sms;

/// <summary>
/// What somebody wrote lately, where the gateway numbers no SMS: the same words of the same telephone are one SMS that came again when they come within
/// <see cref="Again"/> of its first delivery. Kept as check sums in the row of the person, with the instant of the first delivery; later deliveries move nothing.
/// </summary>
internal static class HeardLately
{
    /// <summary>Gateways try again within minutes; who says the same after an hour says it once more.</summary>
    public static readonly TimeSpan Again = TimeSpan.FromHours(1);

    /// <summary>So many are remembered of one person; of more within an hour the oldest may come twice.</summary>
    public const int Most = 40;

    /// <summary>Of what is kept: 22 letters, a colon, the seconds and a space for each.</summary>
    public const int Length = Most * 35;

    /// <summary>What is to be kept when these words are new; null when they came lately.</summary>
    /// <param name="kept">As it was kept last, or null.</param>
    /// <param name="key">A secret: without it short words and numbers could be guessed from their check sums.</param>
    /// <param name="answeredAt">When they were answered last, or null: who says the same after an answer says it once more.</param>
    public static string? With(string? kept, string key, string phone, string text, DateTimeOffset? answeredAt, DateTimeOffset now)
    {
        var (words, recent) = (Sum(key, phone, text), new List<string>());
        var since = Math.Max((now - Again).ToUnixTimeSeconds(), (answeredAt?.ToUnixTimeSeconds() ?? 0) - 1);
        foreach (var mark in (kept ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (mark.Split(':') is not [var sum, var seconds] || !long.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var at) || at <= since)
                continue;
            if (sum == words)
                return null;
            recent.Add(mark);
        }
        return string.Join(' ', recent.TakeLast(Most - 1).Append(string.Create(CultureInfo.InvariantCulture, $"{words}:{now.ToUnixTimeSeconds()}")));
    }

    private static string Sum(string key, string phone, string text) => Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes($"{phone} {text.Trim()}")).AsSpan(0, 16)).TrimEnd('=');
}

/// <summary>Forgets what people wrote by SMS an hour ago and is remembered for nothing any more.</summary>
[Job("channels.forget-sms", MaxAttempts = 3)]
internal sealed record ForgetHeard : IJob;

internal sealed class ForgetHeardJob(PendopoDb db, TimeProvider time) : IJobHandler<ForgetHeard>
{
    public async Task<JobOutcome> Run(ForgetHeard job, CancellationToken cancel)
    {
        var over = time.Now() - HeardLately.Again;
        await db.Set<Contact>().AcrossCentres().Where(row => row.HeardLately != null && (row.HeardAt == null || row.HeardAt <= over)).ExecuteUpdateAsync(set => set.SetProperty(row => row.HeardLately, (string?)null), cancel);
        return JobOutcome.Done;
    }
}
