using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Pendopo.Care.Appointments;
using Pendopo.Care.Services;
using Pendopo.Platform.Access;
using Pendopo.Platform.Calendars;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;
using Pendopo.Platform.Settings;

namespace Pendopo.Care.Agenda;

/// <summary>Makes, ends and answers the addresses by which other calendar programs show sessions and appointments.</summary>
internal sealed class StaffFeeds(PendopoDb db, Here here, PublicAddress address, TimeProvider time)
{
    /// <summary>This person's addresses at this centre: at most one.</summary>
    public Task<List<StaffFeed>> Mine(CancellationToken cancel)
    {
        var me = here.Actor;
        return db.Set<StaffFeed>().AsNoTracking().Where(feed => feed.PersonId == me).ToListAsync(cancel);
    }

    /// <summary>Makes a new address; an earlier one stops working. The secret is nowhere else.</summary>
    /// <param name="staff">Whose sessions; null for everybody's, also when there is no such member of staff.</param>
    public async Task<string> Make(Id<StaffMember>? staff, CancellationToken cancel)
    {
        if (staff is { } asked && !await db.Set<StaffMember>().AnyAsync(member => member.Id == asked && member.LeftAt == null, cancel))
            staff = null;
        await End(cancel);
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(24));
        db.Add(StaffFeed.Of(here.Centre.Id, here.Actor, staff, SecretLink.HashOf(secret), CultureInfo.CurrentUICulture.TwoLetterISOLanguageName, time.Now()));
        await db.SaveChangesAsync(cancel);
        return $"{address.Home(here.Centre)}/care-calendar/{secret}.ics";
    }

    public Task End(CancellationToken cancel)
    {
        var me = here.Actor;
        return db.Set<StaffFeed>().Where(feed => feed.PersonId == me).ExecuteDeleteAsync(cancel);
    }

    /// <summary>Ends one address of this person.</summary>
    /// <returns>Whether it stood.</returns>
    public async Task<bool> End(Id<StaffFeed> id, CancellationToken cancel)
    {
        var me = here.Actor;
        return await db.Set<StaffFeed>().Where(feed => feed.Id == id && feed.PersonId == me).ExecuteDeleteAsync(cancel) > 0;
    }

    /// <summary>The feed of a secret at the centre in scope whose person still may receive people there; else null.</summary>
    public async Task<StaffFeed?> Find(string secret, Rights rights, CancellationToken cancel)
    {
        var hash = SecretLink.HashOf(secret);
        if (!here.HasCentre || secret.Length > 100 || await db.Set<StaffFeed>().AsNoTracking().FirstOrDefaultAsync(row => row.SecretHash == hash, cancel) is not { } feed)
            return null;
        var open = await db.Set<Account>().AnyAsync(account => account.PersonId == feed.PersonId && account.DisabledAt == null, cancel);
        return open && (await rights.At(feed.PersonId, here.Centre, cancel)).Contains(CareRoom.MayBook) ? feed : null;
    }
}

/// <summary>What stands in a feed: sessions and appointments from a week back to two months ahead. It goes to programs that are not ours: it says service and
/// code, and never who comes.</summary>
internal sealed class StaffFeedContent(PendopoDb db, PlanReader plans, Here here, PublicAddress address, TimeProvider time)
{
    private const int Back = 7, Ahead = 60;

    public async Task<string> Write(Id<StaffMember>? staff, CancellationToken cancel)
    {
        var (first, last) = (plans.Today.AddDays(-Back), plans.Today.AddDays(Ahead));
        var plan = await plans.Read(first, last, cancel);
        var sittings = Enumerable.Range(0, last.DayNumber - first.DayNumber + 1).SelectMany(days => plan.On(first.AddDays(days))).Where(sitting => staff is null || sitting.Staff?.Id == staff).ToList();
        var held = sittings.ToDictionary(sitting => (sitting.Session.Id, sitting.Day));
        var booked = await db.Set<Appointment>().AsNoTracking().Where(row => row.Day >= first && row.Day <= last && row.State != AppointmentState.Cancelled).OrderBy(row => row.StartsAt).ThenBy(row => row.Id)
            .Select(row => new { row.Id, row.SessionId, row.Day, row.StartsAt, row.Reference }).ToListAsync(cancel);
        var events = sittings.Select(sitting => new ICalendarEvent($"{sitting.Session.Id}-{CarePages.Field(sitting.Day)}", sitting.Service.Name, HoursText.Instant(sitting.Day, sitting.From, plan.Zone), Desk($"?day={CarePages.Field(sitting.Day)}"), sitting.To - sitting.From, sitting.Room, !sitting.IsHeld))
            .Concat(from row in booked where held.ContainsKey((row.SessionId, row.Day)) let sitting = held[(row.SessionId, row.Day)]
                select new ICalendarEvent(row.Id.ToString(), $"{sitting.Service.Name} · {row.Reference}", row.StartsAt, Desk($"/appointments/{row.Id}"), Math.Max(sitting.Session.EveryMinutes, ICalendar.ShownMinutes), sitting.Room));
        return ICalendar.Write($"{here.Centre.Name}: {AgendaText.Say("FeedName")}", time.GetUtcNow(), events, []);
    }

    private string Desk(string part) => new Uri(new Uri(address.Home(here.Centre)), $"/desk/care{part}").ToString();
}
