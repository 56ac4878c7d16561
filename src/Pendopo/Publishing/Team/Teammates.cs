using Pendopo.Platform.Access;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;

namespace Pendopo.Publishing.Team;

/// <summary>A colleague who sees the posts of this centre.</summary>
public sealed record Teammate(Id<Person> Id, string Name, string Title)
{
    /// <summary>The name with what they are, as a choice shows it.</summary>
    public string Full => Title.Length > 0 ? $"{Name}, {Title}" : Name;
}

/// <summary>The colleagues at this centre, read once a request.</summary>
internal sealed class Teammates(Here here, Holders holders)
{
    private List<Teammate>? known;

    public async Task<IReadOnlyList<Teammate>> All(CancellationToken cancel) =>
        known ??= [.. (await holders.Of("publishing.see", here.Centre.Id, ownOnly: true, cancel)).Select(person => new Teammate(person.Id, person.Name, person.Title))];

    /// <summary>Whom a comment names: `@` and a whole name, or a part of it that only one of them bears.</summary>
    public static IReadOnlyList<Teammate> NamedIn(string comment, IReadOnlyList<Teammate> team)
    {
        var found = new List<Teammate>();
        for (var at = comment.IndexOf('@', StringComparison.Ordinal); at >= 0; at = comment.IndexOf('@', at + 1))
        {
            // An address of mail is no mention.
            if (at > 0 && char.IsLetterOrDigit(comment[at - 1]))
                continue;
            var rest = comment.AsSpan(at + 1);
            var best = (Length: 0, Mates: new List<Teammate>());
            foreach (var (name, mate) in team.SelectMany(mate => Names(mate).Select(name => (name, mate))))
            {
                if (name.Length < best.Length || !StartsWithName(rest, name))
                    continue;
                if (name.Length > best.Length)
                    best = (name.Length, []);
                best.Mates.Add(mate);
            }
            if (best.Mates.Distinct().Count() == 1 && !found.Contains(best.Mates[0]))
                found.Add(best.Mates[0]);
        }
        return found;
    }

    private static IEnumerable<string> Names(Teammate mate) => mate.Name.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(part => part.Length > 2).Append(mate.Name).Distinct();

    private static bool StartsWithName(ReadOnlySpan<char> text, string name) =>
        text.StartsWith(name, StringComparison.OrdinalIgnoreCase) && (text.Length == name.Length || !char.IsLetterOrDigit(text[name.Length]));
}
