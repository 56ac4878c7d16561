using Pendopo.Privacy.Tagging;

namespace Pendopo.Training.Privacy;

/// <summary>Numbers the features that are worth learning: those that more than one row or pattern shows.</summary>
internal sealed class FeatureTable
{
    // A feature of one row alone says more about the row than about the language.
    private const int Least = 3;

    private readonly Dictionary<uint, int> numbers = [];

    public FeatureTable(IReadOnlyList<Lesson> lessons)
    {
        var seen = new Dictionary<uint, (int Group, int Groups)>();
        foreach (var lesson in lessons)
        {
            foreach (var feature in lesson.Rows.Concat(lesson.Blind).SelectMany(list => list))
            {
                var known = seen.GetValueOrDefault(feature, (-1, 0));
                if (known.Item1 != lesson.Group)
                    seen[feature] = (lesson.Group, known.Item2 + 1);
            }
        }
        // A row holds one feature: the one that more groups show. What has no row is not learned, so learning and use agree.
        var taken = new HashSet<int>();
        foreach (var (feature, _) in seen.Where(pair => pair.Value.Groups >= Least).OrderByDescending(pair => pair.Value.Groups).ThenBy(pair => pair.Key))
        {
            if (taken.Add(Weights.Row(feature)))
                numbers.Add(feature, numbers.Count);
        }
    }

    public int Count => numbers.Count;

    public IEnumerable<(uint Feature, int Number)> All => numbers.Select(pair => (pair.Key, pair.Value));

    public int[][] Of(uint[][] features) => Array.ConvertAll(features, list => Array.FindAll(Array.ConvertAll(list, feature => numbers.GetValueOrDefault(feature, -1)), number => number >= 0));
}
