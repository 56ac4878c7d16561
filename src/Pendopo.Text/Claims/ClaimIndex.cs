using System.Runtime.InteropServices;

namespace Pendopo.Text.Claims;

/// <summary>
/// BM25 (Robertson and Zaragoza, "The probabilistic relevance framework", 2009; k1 2, b 0.3: claims are short, so length says little) over groups of letters across words, with an
/// inverted index. Groups of letters forgive endings, misspelling and chat spelling. Building is linear in the text; a query touches only
/// the documents that share a group with it. Immutable after building: safe to read from many threads.
/// </summary>
internal sealed class ClaimIndex
{
    private const float K1 = 2f;
    private const float B = 0.3f;

    private readonly Dictionary<uint, (int Start, int Length)> postings;
    private readonly int[] documents;
    private readonly float[] weights;

    private ClaimIndex(int count, Dictionary<uint, (int Start, int Length)> postings, int[] documents, float[] weights)
    {
        Count = count;
        this.postings = postings;
        this.documents = documents;
        this.weights = weights;
    }

    /// <summary>How many documents there are.</summary>
    public int Count { get; }

    /// <summary>Builds the index; a document is the list of its grams, with repetitions.</summary>
    public static ClaimIndex Build(IReadOnlyList<List<uint>> documents)
    {
        var average = Math.Max(1, documents.Count == 0 ? 1 : documents.Average(document => document.Count));
        var lists = new Dictionary<uint, List<(int Document, int Times)>>();
        for (var number = 0; number < documents.Count; number++)
        {
            foreach (var gram in documents[number])
            {
                ref var list = ref CollectionsMarshal.GetValueRefOrAddDefault(lists, gram, out _);
                list ??= new List<(int Document, int Times)>(2);
                if (list.Count > 0 && list[^1].Document == number)
                {
                    list[^1] = (number, list[^1].Times + 1);
                }
                else
                {
                    list.Add((number, 1));
                }
            }
        }

        return Flatten(documents, lists, average);
    }

    /// <summary>The distinct grams of a query with how often each stands in it.</summary>
    public static Dictionary<uint, float> Query(List<uint> grams)
    {
        var query = new Dictionary<uint, float>(grams.Count);
        foreach (var gram in grams)
        {
            ref var times = ref CollectionsMarshal.GetValueRefOrAddDefault(query, gram, out _);
            times++;
        }

        return query;
    }

    /// <summary>Adds the score of every document for a query, times a weight, to <paramref name="scores"/> (one place a document).</summary>
    public void Score(Dictionary<uint, float> query, float weight, Span<float> scores)
    {
        foreach (var (gram, times) in query)
        {
            if (!postings.TryGetValue(gram, out var list))
            {
                continue;
            }

            for (var i = list.Start; i < list.Start + list.Length; i++)
            {
                scores[documents[i]] += weights[i] * times * weight;
            }
        }
    }

    /// <summary>The score of a document against itself.</summary>
    public float SelfScore(List<uint> grams, int document)
    {
        var sum = 0f;
        foreach (var gram in grams)
        {
            var list = postings[gram];
            var at = Array.BinarySearch(documents, list.Start, list.Length, document);
            sum += weights[at];
        }

        return sum;
    }

    /// <summary>ln(1 + (N - df + 0.5) / (df + 0.5)); 0 for a gram that no document has.</summary>
    public float Rarity(uint gram) => postings.TryGetValue(gram, out var list) ? Rarity(list.Length, Count) : 0;

    private static float Rarity(int having, int count) => MathF.Log(1 + ((count - having + 0.5f) / (having + 0.5f)));

    private static ClaimIndex Flatten(IReadOnlyList<List<uint>> texts, Dictionary<uint, List<(int Document, int Times)>> lists, double average)
    {
        var places = new Dictionary<uint, (int Start, int Length)>(lists.Count);
        var total = lists.Values.Sum(list => list.Count);
        var numbers = new int[total];
        var values = new float[total];
        var at = 0;
        foreach (var (gram, list) in lists)
        {
            places[gram] = (at, list.Count);
            var rarity = Rarity(list.Count, texts.Count);
            foreach (var (number, times) in list)
            {
                var length = (float)(texts[number].Count / average);
                numbers[at] = number;
                values[at++] = rarity * times * (K1 + 1) / (times + (K1 * (1 - B + (B * length))));
            }
        }

        return new ClaimIndex(texts.Count, places, numbers, values);
    }
}
