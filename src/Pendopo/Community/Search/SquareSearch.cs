using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Pendopo.Community.Groups;
using Pendopo.Community.Questions;
using Pendopo.Community.Talk;
using Pendopo.Platform.Data;

namespace Pendopo.Community.Search;

/// <summary>What was found.</summary>
/// <param name="Near">Whether nothing stands there as it was typed, and this comes near.</param>
public sealed record SquareFound(SaidPage Said, IReadOnlyList<GroupView> Groups, IReadOnlyList<FaqEntry> Faq, bool Near);

/// <summary>Finds what was said, groups and what is often asked, as far as the viewer sees it: <see cref="Sight"/> stands in the same question to the database.</summary>
internal sealed class SquareSearch(PendopoDb db, Viewers viewers, SaidReading reading, GroupReading groups, KeepSynonyms synonyms)
{
    /// <summary>Of a word that stands everywhere the newest so many are looked through.</summary>
    public const int Weighed = 2000;

    private const int MostBeside = 5, MostFaq = 500, MostNear = 5;

    /// <returns>Null when the query holds no word that counts.</returns>
    public async Task<SquareFound?> Find(string query, PageMark? after, CancellationToken cancel)
    {
        var parts = Synonyms.Parts(query, Synonyms.Read((await synonyms.Read(cancel)).Lines));
        if (parts.Count == 0)
            return null;
        var said = await Said(parts, after, cancel);
        var near = false;
        if (said.Cards.Count == 0 && after is null && await Mended(parts, cancel) is { } mended)
        {
            (parts, said) = (mended, await Said(mended, after, cancel));
            near = said.Cards.Count > 0;
        }
        return new(said, after is null ? await Groups(parts, cancel) : [], after is null ? await Faq(parts, cancel) : [], near);
    }

    private async Task<SaidPage> Said(IReadOnlyList<IReadOnlyList<WantedPhrase>> parts, PageMark? after, CancellationToken cancel)
    {
        var viewer = await viewers.Read(cancel);
        var muted = viewer.Muted;
        var rows = db.Set<Said>().AsNoTracking().VisibleTo(viewer).Where(row => row.GoneAt == null && !muted.Contains(row.FaceId)
            && (row.RootId == null || db.Set<Said>().AsNoTracking().VisibleTo(viewer).Any(root => root.Id == row.RootId && root.GoneAt == null)));
        var ids = await Rarest(parts, cancel);
        rows = parts.Aggregate(rows.Where(row => ids.Contains(row.Id)), (left, part) => left.Where(Holds(part)));
        return await reading.Among(rows, after, cancel);
    }

    // Every part must occur, so the one that occurs least says where to look.
    private async Task<List<Id<Said>>> Rarest(IReadOnlyList<IReadOnlyList<WantedPhrase>> parts, CancellationToken cancel)
    {
        List<Id<Said>>? rarest = null;
        foreach (var part in parts)
        {
            var first = part.SelectMany(phrase => phrase.Words[0]).Distinct(StringComparer.Ordinal).ToList();
            var ids = await db.Set<SaidTerm>().Where(row => first.Contains(row.Term)).Select(row => row.SaidId).Distinct().OrderByDescending(id => id).Take(Weighed).ToListAsync(cancel);
            if (rarest is null || ids.Count < rarest.Count)
                rarest = ids;
            if (rarest.Count == 0)
                break;
        }
        return rarest ?? [];
    }

    private Expression<Func<Said, bool>> Holds(IReadOnlyList<WantedPhrase> part)
    {
        var row = Expression.Parameter(typeof(Said), "said");
        var any = part.Select(phrase => phrase.Words.Select(word => Inline(Stands([.. word]), row)).Aggregate(Expression.AndAlso)).Aggregate(Expression.OrElse);
        return Expression.Lambda<Func<Said, bool>>(any, row);
    }

    private Expression<Func<Said, bool>> Stands(List<string> forms) => said => db.Set<SaidTerm>().Any(term => term.SaidId == said.Id && forms.Contains(term.Term));

    private static Expression Inline(Expression<Func<Said, bool>> one, ParameterExpression row) => new Swap(one.Parameters[0], row).Visit(one.Body);

    // Words that nobody said are mended to those that somebody said where the viewer sees it: another's hidden words never show by this.
    private async Task<IReadOnlyList<IReadOnlyList<WantedPhrase>>?> Mended(IReadOnlyList<IReadOnlyList<WantedPhrase>> parts, CancellationToken cancel)
    {
        var viewer = await viewers.Read(cancel);
        var mended = new List<IReadOnlyList<WantedPhrase>>();
        var changed = false;
        foreach (var part in parts)
        {
            if (part is [{ Words: [var forms] }] && forms.SelectMany(Nearby.Of).Distinct(StringComparer.Ordinal).ToList() is { Count: > 0 } near)
            {
                var seen = db.Set<Said>().AsNoTracking().VisibleTo(viewer).Where(row => row.GoneAt == null);
                var found = await db.Set<SaidTerm>().Where(row => near.Contains(row.Term) && seen.Any(said => said.Id == row.SaidId)).GroupBy(row => row.Term)
                    .Select(rows => new { rows.Key, Count = rows.Count() }).OrderByDescending(row => row.Count).ThenBy(row => row.Key).Take(MostNear).Select(row => row.Key).ToListAsync(cancel);
                changed |= found.Count > 0;
                mended.Add([new WantedPhrase([[.. forms, .. found]])]);
            }
            else
            {
                mended.Add(part);
            }
        }
        return changed ? mended : null;
    }

    private async Task<IReadOnlyList<GroupView>> Groups(IReadOnlyList<IReadOnlyList<WantedPhrase>> parts, CancellationToken cancel) =>
        [.. (await groups.All(cancel)).Where(view => Fits(parts, $"{view.Group.Name} {view.Group.About}")).Take(MostBeside)];

    private async Task<IReadOnlyList<FaqEntry>> Faq(IReadOnlyList<IReadOnlyList<WantedPhrase>> parts, CancellationToken cancel) =>
        [.. (await db.Set<FaqEntry>().AsNoTracking().Where(row => row.EndedAt == null).OrderByDescending(row => row.Id).Take(MostFaq).ToListAsync(cancel)).Where(entry => Fits(parts, $"{entry.Question} {entry.Answer}")).Take(MostBeside)];

    private static bool Fits(IReadOnlyList<IReadOnlyList<WantedPhrase>> parts, string text)
    {
        var terms = Pendopo.Text.SearchText.Terms(text).ToHashSet(StringComparer.Ordinal);
        return parts.All(part => part.Any(phrase => phrase.Words.All(word => word.Any(terms.Contains))));
    }

    private sealed class Swap(ParameterExpression from, ParameterExpression to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : base.VisitParameter(node);
    }
}
