using Microsoft.EntityFrameworkCore;
using Pendopo.Community.Members;
using Pendopo.Community.Talk;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Contracts;
using Pendopo.Text;

namespace Pendopo.Community.Questions;

/// <summary>What may answer a question before it is asked.</summary>
internal sealed record Suggestions(IReadOnlyList<FaqEntry> Faq, IReadOnlyList<SavedAnswer> Saved, IReadOnlyList<Said> Alike)
{
    public bool Any => Faq.Count + Saved.Count + Alike.Count > 0;
}

/// <summary>An entry with who stands behind it.</summary>
internal sealed record FaqView(FaqEntry Entry, string? CheckedBy);

/// <summary>Answers that are there already: what is often asked, the library's answers, and questions alike that the viewer sees.</summary>
internal sealed class KnownAnswers(PendopoDb db, Viewers viewers, SavedAnswers saved)
{
    private const int Most = 3, Looked = 300, MostFaq = 500;

    public async Task<Suggestions> For(string text, CancellationToken cancel)
    {
        var asked = SearchText.Terms(text).ToHashSet(StringComparer.Ordinal);
        var entries = await db.Set<FaqEntry>().AsNoTracking().Where(row => row.EndedAt == null).OrderByDescending(row => row.Id).Take(MostFaq).ToListAsync(cancel);
        var viewer = await viewers.Read(cancel);
        var muted = viewer.Muted;
        var questions = await db.Set<Said>().AsNoTracking().VisibleTo(viewer).Posts(viewer).Where(row => row.IsAsked && row.HiddenAt == null && !muted.Contains(row.FaceId)).OrderByDescending(row => row.At).Take(Looked).ToListAsync(cancel);
        return new(Best(asked, entries, entry => entry.Question), SavedAnswers.For(text, await saved.All(cancel)), Best(asked, questions, said => said.Text));
    }

    /// <summary>What is often asked, by topic and then by its words.</summary>
    public async Task<IReadOnlyList<FaqView>> Faq(CancellationToken cancel) =>
        await db.Set<FaqEntry>().AsNoTracking().Where(row => row.EndedAt == null).OrderBy(row => row.Topic).ThenBy(row => row.Question).Take(MostFaq)
            .Select(row => new FaqView(row, db.Set<Face>().Where(face => face.Id == row.CheckedById).Select(face => face.Name).FirstOrDefault())).ToListAsync(cancel);

    // Alike is what shares at least two telling words, and half of those of the shorter one.
    private static IReadOnlyList<T> Best<T>(HashSet<string> asked, IEnumerable<T> all, Func<T, string> words) =>
        [.. all.Select(one => (One: one, Fit: Fit(asked, SearchText.Terms(words(one)).ToHashSet(StringComparer.Ordinal)))).Where(pair => pair.Fit >= 0.5).OrderByDescending(pair => pair.Fit).Take(Most).Select(pair => pair.One)];

    private static double Fit(HashSet<string> one, HashSet<string> other)
    {
        var shared = one.Count(other.Contains);
        return shared < 2 ? 0 : (double)shared / Math.Min(one.Count, other.Count);
    }
}
