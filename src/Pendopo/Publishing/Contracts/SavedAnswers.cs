using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Ui;
using Pendopo.Publishing.Declared;
using Pendopo.Publishing.Library;
using Pendopo.Safety.Contracts;
using Pendopo.Text;

namespace Pendopo.Publishing.Contracts;

/// <summary>An answer of the library to what is often asked.</summary>
/// <param name="Text">With what the centre knows of itself put in; a variable that nobody knows stays as it is.</param>
public sealed record SavedAnswer(Id<LibraryItem> Id, string Name, string Text, string Tags);

/// <summary>The answers that the centre in scope keeps in its library, for whoever replies.</summary>
public sealed class SavedAnswers(PendopoDb db, Here here, ConsentUses uses, TimeProvider time)
{
    private const int Most = 100;

    // One telling word shared by a short question and an answer of some thirty words lies above it, a chance word below.
    private const double Enough = 0.12;

    /// <summary>Those that may still be used today, by name; empty when there is none.</summary>
    public async Task<IReadOnlyList<SavedAnswer>> All(CancellationToken cancel)
    {
        var today = Clock.DateOf(time.GetUtcNow(), here.Centre.Zone);
        var items = await db.Set<LibraryItem>().AsNoTracking().Where(item => item.Kind == LibraryKind.Answer && (item.UntilDay == null || item.UntilDay >= today))
            .OrderBy(item => item.Name).ThenBy(item => item.Id).Take(Most).ToListAsync(cancel);
        // Whom an answer quotes may have taken that back.
        var stopped = await uses.Stopped(LibraryConsents.KindName, [.. items.Select(item => item.Id.Value)], cancel);
        return [.. items.Where(item => !stopped.Contains(item.Id.Value)).Select(item => new SavedAnswer(item.Id, item.Name, Placeholders.Fill(item.Text, Placeholders.OfCentre(here.Centre, today, item.Language)), item.Tags.Trim()))];
    }

    /// <summary>The answer's text with more variables filled; one that nobody knows stays as it is.</summary>
    public static string Fill(string text, IReadOnlyDictionary<string, string> values) => Placeholders.Fill(text, values);

    /// <summary>Those that speak of what a question asks, the best first; at most three, and none rather than a poor one.</summary>
    /// <remarks>Cosine of stemmed terms, each weighed by how few of the answers have it (inverse document frequency: K. Spärck Jones, 1972). What the
    /// answer is called and found by counts twice, for its text also speaks of other things.</remarks>
    public static IReadOnlyList<SavedAnswer> For(string question, IReadOnlyList<SavedAnswer> answers)
    {
        var asked = SearchText.Terms(question).ToHashSet(StringComparer.Ordinal);
        if (asked.Count == 0)
            return [];
        var terms = answers.Select(answer => (Answer: answer, Head: SearchText.Terms($"{answer.Name} {answer.Tags}").ToHashSet(StringComparer.Ordinal), All: SearchText.Terms($"{answer.Name} {answer.Tags} {answer.Text}").ToHashSet(StringComparer.Ordinal))).ToList();
        return [.. terms.Select(one => (one.Answer, Fit: Fit(one.Head, one.All))).Where(pair => pair.Fit >= Enough)
            .OrderByDescending(pair => pair.Fit).ThenBy(pair => pair.Answer.Name, StringComparer.CurrentCultureIgnoreCase).Take(3).Select(pair => pair.Answer)];

        double Weight(string term) => 1 + Math.Log((1.0 + answers.Count) / (1 + terms.Count(one => one.All.Contains(term))));
        double Fit(HashSet<string> head, HashSet<string> all) =>
            asked.Where(all.Contains).Sum(term => Weight(term) * Weight(term) * (head.Contains(term) ? 2 : 1)) / (Math.Sqrt(asked.Sum(term => Weight(term) * Weight(term))) * Math.Sqrt(all.Sum(term => Weight(term) * Weight(term))));
    }
}
