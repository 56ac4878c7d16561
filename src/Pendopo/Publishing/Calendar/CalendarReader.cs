using Microsoft.EntityFrameworkCore;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;
using Pendopo.Publishing.Audiences;
using Pendopo.Publishing.Campaigns;
using Pendopo.Publishing.Contracts;
using Pendopo.Publishing.Desk;

namespace Pendopo.Publishing.Calendar;

/// <summary>Reads what goes and went out, within the centre.</summary>
internal sealed class CalendarReader(PendopoDb db, Here here)
{
    // More are told by their colour; the list of states shows them all.
    private const int MostTroubles = 8;

    /// <summary>What stands on the days of a view, in the order of the clock.</summary>
    public async Task<IReadOnlyList<CalendarEntry>> Read(CalendarAsk ask, CancellationToken cancel)
    {
        var (first, last) = ask.Span;
        var (from, to) = (CentreDays.Of(here.Centre, first).From, CentreDays.Of(here.Centre, last).To);
        return CalendarEntry.Of(await Lines(Asked(ask), Posts(ask), from, to).ToListAsync(cancel));
    }

    /// <summary>What is planned between two instants on any channel.</summary>
    public async Task<IReadOnlyList<CalendarEntry>> Between(DateTimeOffset from, DateTimeOffset to, CancellationToken cancel) =>
        CalendarEntry.Of(await Lines(db.Set<Publication>().AsNoTracking(), db.Set<Post>().AsNoTracking(), from, to).ToListAsync(cancel));

    /// <summary>What of the days of a view waits for a person, in the order of the clock.</summary>
    public async Task<IReadOnlyList<CalendarTrouble>> Trouble(CalendarAsk ask, CancellationToken cancel)
    {
        var (from, to) = (CentreDays.Of(here.Centre, ask.Span.First).From, CentreDays.Of(here.Centre, ask.Span.Last).To);
        var rows = from row in Asked(ask).Between(@from, to)
                   where row.State == PublicationState.Failed || row.NeedsPerson
                   join post in Posts(ask) on row.PostId equals post.Id
                   join channel in db.Set<Channel>().AsNoTracking() on row.ChannelId equals channel.Id
                   orderby row.SentAt ?? row.DueAt, row.Id
                   select new CalendarTrouble(row, post.Title, post.Language, channel.Handle, channel.State);
        return await rows.Take(MostTroubles).ToListAsync(cancel);
    }

    /// <summary>Those who wrote something, by name: for the choice of a person.</summary>
    public Task<List<PersonName>> Authors(CancellationToken cancel) => db.Set<Person>().AsNoTracking()
        .Where(person => db.Set<Post>().Any(post => post.AuthorId == person.Id))
        .OrderBy(person => person.Name).Take(200).Select(person => new PersonName(person.Id, person.Name)).ToListAsync(cancel);

    private IQueryable<Publication> Asked(CalendarAsk ask)
    {
        var rows = db.Set<Publication>().AsNoTracking();
        if (ask.Channel is { } channel)
            rows = rows.Where(row => row.ChannelId == new Id<Channel>(channel));
        return StatesOf(ask.States) is { } states ? rows.Where(row => states.Contains(row.State)) : rows;
    }

    private IQueryable<Post> Posts(CalendarAsk ask)
    {
        var posts = db.Set<Post>().AsNoTracking();
        if (ask.Campaign is { } campaign)
            posts = posts.Where(post => db.Set<CampaignPost>().Any(member => member.PostId == post.Id && member.CampaignId == new Id<Campaign>(campaign)));
        if (ask.Audience is { } audience)
            posts = posts.Where(post => db.Set<PostAudience>().Any(member => member.PostId == post.Id && member.AudienceId == new Id<Audience>(audience)));
        if (ask.Kind is { } kind)
            posts = posts.Where(post => post.Kind == kind);
        return ask.Person is { } person ? posts.Where(post => post.AuthorId == new Id<Person>(person)) : posts;
    }

    private IQueryable<CalendarLine> Lines(IQueryable<Publication> rows, IQueryable<Post> posts, DateTimeOffset from, DateTimeOffset to) =>
        from row in rows.Between(@from, to)
        join post in posts on row.PostId equals post.Id
        join channel in db.Set<Channel>().AsNoTracking() on row.ChannelId equals channel.Id
        orderby row.SentAt ?? row.DueAt, row.Id
        select new CalendarLine(post.Id, post.Title, post.Kind, post.Language, post.AuthorId, row.Network, channel.Handle, row.State, (row.SentAt ?? row.DueAt)!.Value, row.DueAt);

    private static PublicationState[]? StatesOf(CalendarStates states) => states switch
    {
        CalendarStates.Waiting => [PublicationState.WaitingForApproval],
        CalendarStates.Planned => [PublicationState.Scheduled, PublicationState.Sending],
        CalendarStates.Out => [PublicationState.Sent],
        CalendarStates.Trouble => [PublicationState.Failed, PublicationState.Unknown],
        CalendarStates.Recalled => [PublicationState.Recalled],
        _ => null,
    };
}

/// <summary>A person in a choice.</summary>
internal sealed record PersonName(Id<Person> Id, string Name);
