using Pendopo.Publishing.Contracts;

namespace Pendopo.Publishing.Desk;

internal static class PublicationDays
{
    /// <summary>What went out, or else is due, from an instant until before another. Said as two ranges of one index: a database that has to
    /// choose between two instants first looks at every publication there is.</summary>
    public static IQueryable<Publication> Between(this IQueryable<Publication> rows, DateTimeOffset from, DateTimeOffset to) =>
        rows.Where(row => (row.SentAt >= from && row.SentAt < to) || (row.SentAt == null && row.DueAt >= from && row.DueAt < to));
}
