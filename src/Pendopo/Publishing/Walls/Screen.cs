using Microsoft.AspNetCore.DataProtection;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Access;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Publishing.Walls;

/// <summary>A screen on a wall of the centre: the address it opens without signing in, and how it shows what was chosen for it.</summary>
internal sealed class Screen : IBelongsToCentre, IVersioned
{
    public const int NameLength = 60, LeastSeconds = 8, MostSeconds = 120, UsualSeconds = 20, MostDays = 90, UsualDays = 14;

    // 20 of 31 letters are 99 bits: nobody guesses them, and they can be typed with the remote of a television.
    private const int CodeLength = 20, Group = 5;
    private const string Letters = "abcdefghjkmnpqrstuvwxyz23456789";

    /// <summary>A screen asks at each turn; after so long it is taken to be off.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan SeenAtMost = TimeSpan.FromMinutes(1);

    private Screen()
    {
    }

    public Id<Screen> Id { get; private set; }
    public Id<Centre> CentreId { get; private set; }
    public Id<Channel> ChannelId { get; private set; }
    /// <summary>By which its address finds it; null once that was revoked.</summary>
    public string? SecretHash { get; private set; }
    /// <summary>The secret as the desk shows it again; null once it was revoked.</summary>
    public string? SecretSealed { get; private set; }
    /// <summary>How long each post stands.</summary>
    public int Seconds { get; private set; }
    /// <summary>How many days a post is shown after it came.</summary>
    public int Days { get; private set; }
    public DateTimeOffset? SeenAt { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }
    public int Version { get; set; }

    public static Screen Of(Channel channel, int seconds, int days, DateTimeOffset now) =>
        new() { Id = Id<Screen>.New(), CentreId = channel.CentreId, ChannelId = channel.Id, Seconds = seconds, Days = days, CreatedAt = now };

    /// <summary>Gives it an address; an earlier one opens nothing any more.</summary>
    public void Open(IDataProtector protector)
    {
        var letters = System.Security.Cryptography.RandomNumberGenerator.GetString(Letters, CodeLength);
        var secret = string.Join('-', letters.Chunk(Group).Select(part => new string(part)));
        (SecretHash, SecretSealed, SeenAt) = (SecretLink.HashOf(secret), protector.Protect(secret), null);
    }

    public void Revoke() => (SecretHash, SecretSealed, SeenAt) = (null, null, null);

    public void Settle(int seconds, int days) => (Seconds, Days) = (seconds, days);

    /// <summary>Whether this look is worth a line: once a minute is.</summary>
    public bool IsNews(DateTimeOffset now) => SeenAt is not { } last || now - last >= SeenAtMost;

    /// <summary>What stands behind <c>/screen/</c> as the address is looked up: what somebody typed without care is read as it was meant.</summary>
    public static string? HashOfTyped(string secret) => secret.Length <= 2 * CodeLength ? SecretLink.HashOf(secret.Trim().ToLowerInvariant()) : null;
}
