using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Access;
using Pendopo.Platform.Calendars;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Exits;
using Pendopo.Platform.People;
using Pendopo.Publishing.Site;

namespace Pendopo.Publishing.Calendar;

/// <summary>Makes, ends and answers the calendar's addresses for other calendar programs.</summary>
internal sealed class CalendarFeeds(PendopoDb db, Here here, TimeProvider time)
{
    /// <summary>Whether this person has an address at this centre.</summary>
    public Task<bool> Has(CancellationToken cancel)
    {
        var me = here.Actor;
        return db.Set<CalendarFeed>().AnyAsync(feed => feed.PersonId == me, cancel);
    }

    /// <summary>This person's addresses at this centre: at most one.</summary>
    public Task<List<CalendarFeed>> Mine(CancellationToken cancel)
    {
        var me = here.Actor;
        return db.Set<CalendarFeed>().AsNoTracking().Where(feed => feed.PersonId == me).ToListAsync(cancel);
    }

    /// <summary>Makes a new address and returns its path; an earlier one stops working. The secret is nowhere else.</summary>
    public async Task<string> Make(CancellationToken cancel)
    {
        await End(cancel);
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(24));
        db.Add(CalendarFeed.Of(here.Centre.Id, here.Actor, SecretLink.HashOf(secret), CultureInfo.CurrentUICulture.TwoLetterISOLanguageName, time.Now()));
        await db.SaveChangesAsync(cancel);
        return $"/calendar/{secret}.ics";
    }

    public Task End(CancellationToken cancel)
    {
        var me = here.Actor;
        return db.Set<CalendarFeed>().Where(feed => feed.PersonId == me).ExecuteDeleteAsync(cancel);
    }

    /// <summary>Ends one address of this person.</summary>
    /// <returns>Whether it stood.</returns>
    public async Task<bool> End(Id<CalendarFeed> id, CancellationToken cancel)
    {
        var me = here.Actor;
        return await db.Set<CalendarFeed>().Where(feed => feed.Id == id && feed.PersonId == me).ExecuteDeleteAsync(cancel) > 0;
    }

    /// <summary>The feed of a secret whose person still may see the calendar there; else null.</summary>
    public async Task<CalendarFeed?> Find(string secret, Rights rights, CentreDirectory centres, CancellationToken cancel)
    {
        var hash = SecretLink.HashOf(secret);
        if (await db.Set<CalendarFeed>().AcrossCentres().AsNoTracking().FirstOrDefaultAsync(row => row.SecretHash == hash, cancel) is not { } feed)
            return null;
        var open = await db.Set<Account>().AnyAsync(account => account.PersonId == feed.PersonId && account.DisabledAt == null, cancel);
        return open && await centres.ById(feed.CentreId, cancel) is { } centre && (await rights.At(feed.PersonId, centre, cancel)).Contains("publishing.see") ? feed : null;
    }
}

/// <summary>What stands in a feed: half a year back, a year ahead.</summary>
internal sealed class CalendarFeedContent(CalendarReader reader, HealthDays days, ExitDoors doors, Here here, SiteAddress site, TimeProvider time)
{
    public const string Exit = "publishing.calendar";

    public async Task<string> Write(CancellationToken cancel)
    {
        var now = time.Now();
        var entries = await reader.Between(now.AddDays(-183), now.AddDays(366), cancel);
        var events = new List<ICalendarEvent>(entries.Count);
        foreach (var entry in entries)
            events.Add(new($"{entry.Post}-{entry.At.UtcTicks.ToString(CultureInfo.InvariantCulture)}", await Title(entry, cancel), entry.At, new Uri(new Uri(site.Home(here.Centre)), entry.Href).ToString()));
        var today = Platform.Ui.Clock.DateOf(now, here.Centre.Zone);
        var allDay = (await days.Between(today.AddDays(-31), today.AddDays(366), cancel))
            .Select(coming => new ICalendarDay($"{coming.Day.Key}-{coming.First.Year.ToString(CultureInfo.InvariantCulture)}", coming.Day.Name, coming.First, coming.Last));
        return ICalendar.Write($"{here.Centre.Name}: {CalendarText.Say("FeedName")}", now, events, allDay);
    }

    // The title goes to a program that is not ours: what the guard would hold elsewhere is left out here too.
    private async Task<string> Title(CalendarEntry entry, CancellationToken cancel)
    {
        var leaving = new Leaving(CalendarFeedContent.Exit, here.Centre.Id, $"post:{entry.Post}", [new("title", entry.Title)], entry.Language);
        var verdict = await doors.Ask(leaving, cancel);
        var title = verdict.MayLeave && entry.Title.Length > 0 ? entry.Title : CalendarText.Say("FeedUntitled");
        return $"{title} ({PublishingText.Say("Calendar" + entry.State)})";
    }
}
