using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Platform;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Site;

namespace Pendopo.Publishing.Links;

/// <summary>A link with its figures.</summary>
/// <param name="Address">The short address, as it is told.</param>
internal sealed record LinkLine(Id<ShortLink> Id, string Name, string Address, string Target, long Clicks, long LastWeek, DateTimeOffset CreatedAt);

/// <summary>Makes short links, tells how often they were followed, and ends them.</summary>
internal sealed class KeepLink(PendopoDb db, Here here, SiteAddress site, TimeProvider time, IStringLocalizer<LinkText> words)
{
    private const int Most = 200;

    public async Task<IReadOnlyList<LinkLine>> All(CancellationToken cancel)
    {
        var links = await db.Set<ShortLink>().AsNoTracking().OrderByDescending(link => link.CreatedAt).Take(Most).ToListAsync(cancel);
        var ids = links.Select(link => link.Id).ToList();
        var days = (await db.Set<LinkClicks>().AsNoTracking().Where(row => ids.Contains(row.LinkId)).ToListAsync(cancel)).ToLookup(row => row.LinkId);
        var week = Platform.Ui.Clock.DateOf(time.GetUtcNow(), here.Centre.Zone).AddDays(-6);
        return [.. links.Select(link => Line(link, days[link.Id].Sum(day => (long)day.Clicks), days[link.Id].Where(day => day.Day >= week).Sum(day => (long)day.Clicks)))];
    }

    public async Task<Result<LinkLine>> Make(string name, string target, CancellationToken cancel)
    {
        if (!here.May("publishing.write"))
            return words.Problem("MayNotKeep");
        var (called, to) = (name.ReplaceLineEndings(" ").Trim(), target.Trim());
        var problems = new List<Problem>();
        if (called.Length is 0 or > ShortLink.NameLength)
            problems.Add(words.Problem("NameRequired", "Name", ShortLink.NameLength));
        if (to.Length > ShortLink.TargetLength || !Uri.TryCreate(to, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https") || address.UserInfo.Length > 0)
            problems.Add(words.Problem("TargetUnclear", "Target"));
        if (problems.Count > 0)
            return problems;
        var link = ShortLink.Of(here.Centre.Id, called, to, time.Now());
        db.Add(link);
        return await db.TrySave(cancel) ? Line(link, 0, 0) : words.Problem("TryAgain");
    }

    /// <summary>The link leads nowhere any more; its figures go with it.</summary>
    public async Task<Result<Done>> End(Id<ShortLink> id, CancellationToken cancel)
    {
        if (!here.May("publishing.write"))
            return words.Problem("MayNotKeep");
        if (await db.Set<ShortLink>().FirstOrDefaultAsync(row => row.Id == id, cancel) is not { } link)
            return Problem.NotFound;
        await db.Set<LinkClicks>().Where(row => row.LinkId == id).ExecuteDeleteAsync(cancel);
        db.Remove(link);
        return await db.TrySave(cancel) ? default(Done) : words.Problem("TryAgain");
    }

    private LinkLine Line(ShortLink link, long clicks, long week) => new(link.Id, link.Name, $"{site.Root}/s/{link.Code}", link.Target, clicks, week, link.CreatedAt);
}
