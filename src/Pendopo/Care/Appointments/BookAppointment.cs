using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Care.Services;
using Pendopo.Channels.Contracts;
using Pendopo.Platform;
using Pendopo.Platform.Audit;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Care.Appointments;

/// <summary>A time as it is asked for.</summary>
internal sealed record AskedTime(Id<ClinicSession> Session, DateOnly Day, int Minute)
{
    /// <summary>Whether such a time can be at all.</summary>
    public bool IsSound => Minute is >= 0 and <= ClinicSession.LastMinute && CarePages.IsSound(Day);

    /// <summary>`session/2026-03-02/480`, as a button sends it; null for anything else.</summary>
    public static AskedTime? Read(string? typed) =>
        typed?.Split('/') is [var session, var day, var minute] && Id<ClinicSession>.TryParse(session, null, out var id) && CarePages.Day(day) is { } on && CarePages.Number(minute) is { } at and >= 0 ? new(id, on, at) : null;

    public override string ToString() => $"{Session}/{CarePages.Field(Day)}/{Minute}";

    public static string Of(FreeTime free) => new AskedTime(free.Sitting.Session.Id, free.Sitting.Day, free.Minute).ToString();
}

/// <summary>Holds a time while the form is filled in, and books it.</summary>
internal sealed class BookAppointment(PendopoDb db, Here here, FreeTimes free, Seats seats, AppointmentKeys keys, AuditBook audit, TimeProvider time, IStringLocalizer<BookText> words)
{
    // A telephone is shared by a family; more at once is somebody who fills the day for others.
    public const int MostOpen = 6;

    /// <summary>Gives back what is held.</summary>
    public async Task<BookingDraft> LetGo(BookingDraft draft, CancellationToken cancel = default)
    {
        await seats.LetGo(draft.Hold, cancel);
        return draft with { Hold = null, Session = null, Day = null, Minute = null };
    }

    /// <summary>Holds a time for five minutes; what was held before goes back first.</summary>
    public async Task<Result<BookingDraft>> Hold(BookingDraft draft, AskedTime asked, CancellationToken cancel)
    {
        var emptied = await LetGo(draft, cancel);
        if (await Find(draft.Service, asked, forDesk: false, cancel) is not { } found)
            return words.Problem("TimeGone");
        string? secret = null;
        var seat = await seats.Take(found.Sitting, found.Zone, asked.Minute, new(draft.Visitor.Payer, OnSite: true), place =>
        {
            secret = place.HoldFor(time.Now());
            return Task.FromResult<Seat?>(place);
        }, cancel);
        return seat is null ? words.Problem("TimeGone") : emptied with { Session = asked.Session, Day = asked.Day, Minute = asked.Minute, Hold = secret, Lost = false };
    }

    /// <summary>Books the time that is held; where the hold was over and somebody else came, nothing is booked and the answer says <c>TimeGone</c>.</summary>
    public async Task<Result<Appointment>> Confirm(BookingDraft draft, CancellationToken cancel)
    {
        var problems = Wrong(draft.Visitor, atDesk: false);
        if (problems.Count > 0)
            return problems;
        if (draft is not { Session: { } session, Day: { } day, Minute: { } minute } || await Find(draft.Service, new(session, day, minute), forDesk: false, cancel) is not { } found)
            return words.Problem("TimeGone");
        var now = time.Now();
        if (await db.Set<Appointment>().CountAsync(row => row.Phone == draft.Phone && row.State == AppointmentState.Booked && row.StartsAt > now, cancel) >= MostOpen)
            return words.Problem("TooManyOpen", null, MostOpen, here.Centre.Phone);
        if (await seats.Held(draft.Hold, cancel) is { } held)
        {
            var booked = Make(found, held, draft.Visitor, BookedBy.Web);
            if (await db.TrySave(cancel))
                return booked;
        }
        return await seats.Take(found.Sitting, found.Zone, minute, new(draft.Visitor.Payer, OnSite: true), seat => Task.FromResult<Appointment?>(Make(found, seat, draft.Visitor, BookedBy.Web)), cancel) is { } late ? late : words.Problem("TimeGone");
    }

    /// <summary>Books a place that was held for somebody, while it is.</summary>
    /// <param name="also">What is kept with it.</param>
    public async Task<Result<Appointment>> FromHold(AskedTime asked, string hold, Visitor visitor, Action<Appointment> also, CancellationToken cancel)
    {
        if (await free.Sitting(asked.Session, asked.Day, cancel) is not { Sitting.IsHeld: true } found || await seats.Held(hold, cancel) is not { } seat)
            return words.Problem("TimeGone");
        var booked = Make(found, seat, visitor, BookedBy.Web);
        also(booked);
        return await db.TrySave(cancel) ? booked : words.Problem("TimeGone");
    }

    /// <summary>Books for somebody who calls or stands at the desk.</summary>
    /// <param name="extra">A place beyond those of the session, on purpose.</param>
    /// <param name="also">What is kept with it, asked anew for each try; where it says no, nothing is booked.</param>
    public async Task<Result<Appointment>> AtDesk(AskedTime asked, Visitor typed, BookedBy how, bool extra, CancellationToken cancel, Func<Appointment, Task<bool>>? also = null)
    {
        if (!here.May(CareRoom.MayBook) || how == BookedBy.Web)
            return Problem.NotFound;
        var visitor = typed with { Name = typed.Name.ReplaceLineEndings(" ").Trim(), Phone = PhoneOf(typed.Phone) ?? typed.Phone.Trim() };
        var problems = Wrong(visitor, atDesk: true);
        if (extra && !here.May(CareRoom.MayOverbook))
            problems.Add(words.Problem("MayNotExtra"));
        if (problems.Count > 0)
            return problems;
        if (await Find(null, asked, forDesk: true, cancel) is not { } found)
            return words.Problem("TimeGoneDesk");
        return await seats.Take(found.Sitting, found.Zone, asked.Minute, new(visitor.Payer, OnSite: false, extra ? ClinicSession.MostSeats : 0), async seat =>
        {
            var made = Make(found, seat, visitor, how);
            return also is null || await also(made) ? made : null;
        }, cancel) is { } booked ? booked : words.Problem("TimeGoneDesk");
    }

    /// <summary>Digits with the country before them; null for what is no telephone number.</summary>
    public static string? PhoneOf(string? typed) => PhoneNumber.Of(typed, PhoneNumber.Indonesia);

    private async Task<(Sitting Sitting, TimeZoneInfo Zone)?> Find(Id<HealthService>? service, AskedTime asked, bool forDesk, CancellationToken cancel)
    {
        if (!asked.IsSound || await free.Sitting(asked.Session, asked.Day, cancel) is not { } found || !found.Sitting.Service.Bookable || (service is { } one && found.Sitting.Service.Id != one))
            return null;
        var (day, now) = (new ClinicDay(found.Sitting, found.Zone, []), time.Now());
        // The desk may still give a time that has just begun; the site may not give what is kept for the desk.
        var from = forDesk ? now.AddMinutes(-found.Sitting.Session.EveryMinutes) : now;
        return day.Free(Payer.Paying, from, now).Concat(day.Free(Payer.Insured, from, now)).Any(time => time.Minute == asked.Minute && (forDesk || !time.ForDesk)) ? found : null;
    }

    private Appointment Make((Sitting Sitting, TimeZoneInfo Zone) found, Seat seat, Visitor visitor, BookedBy how)
    {
        var at = HoursText.Instant(found.Sitting.Day, seat.Minute, found.Zone);
        var appointment = db.Add(Appointment.Book(found.Sitting, seat, visitor, keys.Make(), how, here.Person?.Id, at, time.Now())).Entity;
        audit.Note("care.booked", $"appointment:{appointment.Id}", how.ToString());
        return appointment;
    }

    private List<Problem> Wrong(Visitor visitor, bool atDesk)
    {
        var problems = new List<Problem>();
        if (!IsName(visitor.Name))
            problems.Add(words.Problem("NameUnclear", "Name", Appointment.NameLength));
        if ((visitor.Phone.Length > 0 || !atDesk) && PhoneOf(visitor.Phone) is null)
            problems.Add(words.Problem("PhoneUnclear", "Phone"));
        return problems;
    }

    /// <summary>Whether somebody can be called by it: many people have one name, and nobody has none.</summary>
    public static bool IsName(string name) => name.Length is > 0 and <= Appointment.NameLength && name.Any(char.IsLetter);
}
