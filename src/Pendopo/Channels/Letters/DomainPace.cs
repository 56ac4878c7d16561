using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Localization;
using Pendopo.Platform;
using Pendopo.Platform.Access;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;
using Pendopo.Platform.Settings;

namespace Pendopo.Channels.Letters;

/// <summary>How fast letters go to the readers of one mail domain: so many a minute, and none for a while when its server says that it has had enough. One for the program.</summary>
internal sealed class DomainPace(IConfiguration settings, TimeProvider time)
{
    /// <summary>Setting for how many letters a minute go to one domain; 0 for as many as the line carries.</summary>
    public const string Setting = "Letters:PerDomain";

    /// <summary>A box provider takes so many of a sender it knows little of; our own figure, for none publishes one.</summary>
    public const int Usual = 300;

    public const int Most = 100_000;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1), Enough = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, Domain> domains = new(StringComparer.OrdinalIgnoreCase);

    private sealed class Domain
    {
        public DateTimeOffset Since { get; set; }
        public DateTimeOffset ShutUntil { get; set; }
        public int Gone { get; set; }
        public int Late { get; set; }
    }

    public int PerMinute => Math.Clamp(settings.GetValue(Setting, Usual), 0, Most);

    /// <summary>When a letter to this address may go; null for now, and then it counts as gone.</summary>
    public DateTimeOffset? Until(string address)
    {
        var (domain, now, most) = (Of(address), time.Now(), PerMinute);
        lock (domain)
        {
            if (domain.ShutUntil > now)
                return domain.ShutUntil;
            if (now - domain.Since >= Minute)
                (domain.Since, domain.Gone, domain.Late) = (now, 0, 0);
            if (most == 0 || domain.Gone < most)
            {
                domain.Gone++;
                return null;
            }
            // Those that are too many are spread over the minutes that follow, so that none is looked at in vain each time.
            return domain.Since + (Minute * (1 + (domain.Late++ / most)));
        }
    }

    /// <summary>Its server said that it takes no more for now (421, or 4.7.x of RFC 3463: greylisting and limits).</summary>
    /// <param name="reason">Code and status of its answer.</param>
    public void Answered(string address, string reason)
    {
        if (!reason.StartsWith("421", StringComparison.Ordinal) && !reason.Contains(" 4.7.", StringComparison.Ordinal))
            return;
        var domain = Of(address);
        lock (domain)
            domain.ShutUntil = time.Now() + Enough;
    }

    private Domain Of(string address) => domains.GetOrAdd(address[(address.LastIndexOf('@') + 1)..], _ => new());
}

/// <summary>Changes the pace of all letters of the installation.</summary>
internal sealed class KeepPace(SettingsBook settings, PendopoDb db, Rights rights, Here here, AuditBook audit, IStringLocalizer<LettersText> words)
{
    /// <summary>Every centre's letters leave by the same server.</summary>
    public Task<bool> May(CancellationToken cancel) => rights.MayEverywhere(here, PlatformPermissions.Settings, cancel);

    /// <param name="perMinute">How many a minute to one domain; empty for what the program comes with.</param>
    public async Task<Result<Done>> Save(string? perMinute, CancellationToken cancel)
    {
        if (!await May(cancel))
            return Problem.NotFound;
        var typed = perMinute?.Trim() ?? "";
        if (typed.Length > 0 && (!int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var told) || told > DomainPace.Most))
            return words.Problem("PaceUnclear", "PerMinute", DomainPace.Most);
        await settings.Write(DomainPace.Setting, typed.Length > 0 ? typed : null, cancel);
        audit.Note("letters.pace", "installation", typed);
        await db.SaveChangesAsync(cancel);
        await settings.Publish(cancel);
        return new Done();
    }
}
