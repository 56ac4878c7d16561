using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Platform;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Publications;
using Pendopo.Publishing.Site;

namespace Pendopo.Publishing.Polls;

/// <summary>A visitor answers a poll on the own site, without an account: one answer a device, known by a signed cookie of this poll alone. Who answers again, changes it.</summary>
internal sealed class CastVote(PendopoDb db, OpenBallot open, VoteDoor door, IDataProtectionProvider protection, TimeProvider time, IStringLocalizer<PollText> words)
{
    // A year is longer than any poll; the cookie says nothing but that this device answered this one.
    private static readonly TimeSpan Kept = TimeSpan.FromDays(365);

    /// <param name="asked">The words that stand on the page.</param>
    /// <param name="chosen">Numbers of the answers, from 0.</param>
    public async Task<Result<Done>> Run(Id<Post> post, PostWords asked, IReadOnlyCollection<int> chosen, HttpContext http, CancellationToken cancel)
    {
        if (!await db.Set<SitePage>().AnyAsync(page => page.Id == post && page.RecalledAt == null, cancel))
            return Problem.NotFound;
        var device = DeviceOf(post, http);
        if (device is null && !door.LetsIn(post, http.Connection.RemoteIpAddress))
            return words.Problem("TooManyFromHere", "Answer");
        var known = device is not null;
        device ??= Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var result = await db.Attempt(() => Cast(post, asked, [.. chosen.Distinct().Order()], device, cancel), () => words.Problem("TryAgain", "Answer"), cancel);
        if (result.Ok && !known)
            Remember(post, device, http);
        return result;
    }

    /// <summary>What this device chose before; empty when it did not.</summary>
    public async Task<IReadOnlyList<int>> Chosen(Ballot ballot, HttpContext http, CancellationToken cancel)
    {
        if (DeviceOf(ballot.PostId, http) is not { } device || ballot.Salt.Length == 0)
            return [];
        var mark = ballot.MarkOf(OwnChannels.Site, device);
        return await db.Set<Vote>().Where(row => row.PostId == ballot.PostId && row.Voter == mark).OrderBy(row => row.Choice).Select(row => row.Choice).ToListAsync(cancel);
    }

    private async Task<Result<Done>> Cast(Id<Post> post, PostWords asked, List<int> chosen, string device, CancellationToken cancel)
    {
        if (await open.Of(post, asked, cancel) is not { } ballot)
            return Problem.NotFound;
        var now = time.Now();
        if (ballot.Over(now) is not null)
            return words.Problem("IsOver", "Answer");
        if (chosen.Count == 0 || (chosen.Count > 1 && !ballot.Several) || chosen.Any(choice => choice < 0 || choice >= ballot.Answers.Count))
            return words.Problem(ballot.Several ? "ChooseSome" : "ChooseOne", "Answer");
        var mark = ballot.MarkOf(OwnChannels.Site, device);
        var before = await db.Set<Vote>().Where(row => row.PostId == post && row.Voter == mark).ToListAsync(cancel);
        if (before.Select(vote => vote.Choice).Order().SequenceEqual(chosen))
            return default(Done);
        db.RemoveRange(before);
        db.AddRange(chosen.Select(choice => Vote.Of(ballot, OwnChannels.Site, mark, choice, now)));
        ballot.Voted(now);
        return default(Done);
    }

    private string? DeviceOf(Id<Post> post, HttpContext http)
    {
        if (http.Request.Cookies[CookieOf(post)] is not { Length: > 0 and < 500 } kept)
            return null;
        try
        {
            return Seal(post).Unprotect(kept);
        }
        catch (CryptographicException)
        {
            // Not of our making, or of a key that is gone: the device is new to us.
            return null;
        }
    }

    private void Remember(Id<Post> post, string device, HttpContext http) => http.Response.Cookies.Append(CookieOf(post), Seal(post).Protect(device),
        new CookieOptions { HttpOnly = true, IsEssential = true, MaxAge = Kept, Path = "/", SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps });

    private IDataProtector Seal(Id<Post> post) => protection.CreateProtector("publishing.poll", post.ToString());

    private static string CookieOf(Id<Post> post) => $"poll-{post.Value:N}";
}
