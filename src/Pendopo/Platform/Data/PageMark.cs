using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Linq.Expressions;
using System.Runtime.InteropServices;

namespace Pendopo.Platform.Data;

/// <summary>Where a page of a list ends: the instant and the key of its last row. Rows of one instant are told apart by their key, so that
/// none is passed over at the edge of a page.</summary>
/// <remarks>As text, in addresses and APIs, it is opaque to its reader: ticks of the instant, a hyphen, the key.</remarks>
[StructLayout(LayoutKind.Auto)]
public readonly record struct PageMark(DateTimeOffset At, Guid Id) : IParsable<PageMark>
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{At.UtcTicks}-{Id:N}");

    /// <summary>Reads a mark; null for anything else, which then begins at the newest.</summary>
    public static PageMark? Read(string? text) => TryParse(text, null, out var mark) ? mark : null;

    public static PageMark Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var mark) ? mark : throw new FormatException("Not the mark of a page.");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out PageMark result)
    {
        result = default;
        var hyphen = s?.IndexOf('-', StringComparison.Ordinal) ?? -1;
        if (hyphen < 0 || !long.TryParse(s.AsSpan(0, hyphen), NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
            || ticks > DateTimeOffset.MaxValue.Ticks || !Guid.TryParseExact(s.AsSpan(hyphen + 1), "N", out var id))
            return false;
        result = new(new DateTimeOffset(ticks, TimeSpan.Zero), id);
        return true;
    }
}

public static class Paging
{
    /// <summary>The rows newest first, those of one instant by their keys; only what stands after the mark when one is given.</summary>
    public static IOrderedQueryable<T> NewestFirst<T, TKey>(
        this IQueryable<T> rows, Expression<Func<T, DateTimeOffset>> at, Expression<Func<T, Id<TKey>>> id, PageMark? after) =>
        rows.OlderThan(at, id, after).OrderByDescending(at).ThenByDescending(id);

    /// <summary>Only what stands after the mark when one is given, in no order.</summary>
    public static IQueryable<T> OlderThan<T, TKey>(
        this IQueryable<T> rows, Expression<Func<T, DateTimeOffset>> at, Expression<Func<T, Id<TKey>>> id, PageMark? after) =>
        after is { } mark ? rows.Where(After(at, id, mark)) : rows;

    // at <= mark.At && (at < mark.At || id < mark.Id): said in this way both databases begin at the mark in an index on the instant;
    // of two alternatives they would read every newer row first, or sort every older one.
    private static Expression<Func<T, bool>> After<T, TKey>(Expression<Func<T, DateTimeOffset>> at, Expression<Func<T, Id<TKey>>> id, PageMark mark)
    {
        // Held in an object, so that the database gets them as parameters and keeps one plan for all pages.
        var bounds = Expression.Constant(new Bounds<TKey>(mark.At, new Id<TKey>(mark.Id)));
        var (boundAt, boundId) = (Expression.Property(bounds, nameof(Bounds<TKey>.At)), Expression.Property(bounds, nameof(Bounds<TKey>.Id)));
        var row = at.Parameters[0];
        var key = new Swap(id.Parameters[0], row).Visit(id.Body);
        return Expression.Lambda<Func<T, bool>>(
            Expression.AndAlso(
                Expression.LessThanOrEqual(at.Body, boundAt),
                Expression.OrElse(Expression.LessThan(at.Body, boundAt), Expression.LessThan(key, boundId))),
            row);
    }

    private sealed record Bounds<TKey>(DateTimeOffset At, Id<TKey> Id);

    private sealed class Swap(ParameterExpression from, ParameterExpression to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : node;
    }
}
