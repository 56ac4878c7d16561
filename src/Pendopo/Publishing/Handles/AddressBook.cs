using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Platform;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Contracts;

namespace Pendopo.Publishing.Handles;

/// <summary>Somebody in the address book.</summary>
public sealed record HandleLine(string Tag, string Name, IReadOnlyDictionary<string, string> Addresses);

/// <summary>The centre's address book: an @name that it knows becomes each network's own. What it does not know stays as it was written.</summary>
internal sealed partial class AddressBook(PendopoDb db, Here here, IStringLocalizer<HandleText> words)
{
    // A page, and the names that one look at the book reads.
    private const int Most = 300;

    /// <summary>The networks on which a name can be kept.</summary>
    public static IReadOnlyList<string> Networks { get; } = [.. NameForm.All.Select(form => form.Network)];

    public async Task<IReadOnlyList<HandleLine>> All(CancellationToken cancel) =>
        [.. (await db.Set<Handle>().AsNoTracking().OrderBy(row => row.Tag).Take(Most).ToListAsync(cancel)).Select(row => new HandleLine(row.Tag, row.Name, row.Addresses))];

    /// <summary>The words as a network writes the names in them.</summary>
    public async Task<PostWords> On(string network, PostWords said, CancellationToken cancel)
    {
        if (!Named(said.Title + said.Summary + said.Text))
            return said;
        var known = await Known(network, cancel);
        return said with
        {
            Title = Fill(network, said.Title, known),
            Summary = Fill(network, said.Summary, known),
            Text = Fill(network, said.Text, known, isMarkup: true),
        };
    }

    /// <summary>The own words of a channel as its network writes the names in them.</summary>
    public async Task<string> On(string network, string text, CancellationToken cancel) => Named(text) ? Fill(network, text, await Known(network, cancel)) : text;

    /// <summary>The names that those of the book whom a text speaks of have on a network, each once.</summary>
    public async Task<IReadOnlyList<string>> NamedOn(string network, string text, CancellationToken cancel)
    {
        if (!Named(text))
            return [];
        var known = await Known(network, cancel);
        return [.. Mention().Matches(text).Select(match => known.TryGetValue(match.Groups["tag"].Value.ToLowerInvariant(), out var line) ? line.Address : null)
            .OfType<string>().Where(address => address.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>Keeps somebody; without a name they are taken out.</summary>
    public async Task<Result<Done>> Keep(HandleLine line, CancellationToken cancel)
    {
        if (!here.May("publishing.write"))
            return words.Problem("MayNotKeep");
        var (tag, name) = (line.Tag.Trim().TrimStart('@').ToLowerInvariant(), line.Name.ReplaceLineEndings(" ").Trim());
        var addresses = Networks.ToDictionary(network => network, network => line.Addresses.GetValueOrDefault(network, "").Trim().TrimStart('@'), StringComparer.Ordinal);
        if (Refuses(tag, name, addresses) is { Count: > 0 } problems)
            return problems;
        var row = await db.Set<Handle>().FirstOrDefaultAsync(found => found.Tag == tag, cancel);
        if (name.Length == 0 && row is not null)
            db.Remove(row);
        if (name.Length > 0)
        {
            if (row is null && await db.Set<Handle>().CountAsync(cancel) >= Most)
                return words.Problem("BookIsFull", null, Most);
            if (row is null)
                db.Add(row = Handle.Of(here.Centre.Id, tag));
            row.Say(name, addresses);
        }
        return await db.TrySave(cancel) ? default(Done) : words.Problem("SomebodyElseChanged");
    }

    private List<Problem> Refuses(string tag, string name, Dictionary<string, string> addresses)
    {
        var problems = new List<Problem>();
        if (!Tag().IsMatch(tag))
            problems.Add(words.Problem("TagUnclear", "Tag", Handle.TagLength));
        if (name.Length > Handle.NameLength)
            problems.Add(words.Problem("NameTooLong", "Name", Handle.NameLength));
        foreach (var form in NameForm.All)
        {
            if (addresses[form.Network] is { Length: > 0 } told && (told.Length > Handle.AddressLength || !form.Fits(told)))
                problems.Add(words.Problem(form.Unclear, form.Network));
        }
        return problems;
    }

    private static bool Named(string text) => text.Contains('@', StringComparison.Ordinal);

    private async Task<Dictionary<string, (string Name, string? Address)>> Known(string network, CancellationToken cancel) =>
        (await All(cancel)).ToDictionary(line => line.Tag, line => (line.Name, line.Addresses.GetValueOrDefault(NameForm.KeyOf(network))), StringComparer.Ordinal);

    private static string Fill(string network, string text, Dictionary<string, (string Name, string? Address)> known, bool isMarkup = false) => Mention().Replace(text, match =>
    {
        if (!known.TryGetValue(match.Groups["tag"].Value.ToLowerInvariant(), out var line))
            return match.Value;
        if (line.Address is not { Length: > 0 } address)
            return line.Name;
        var written = NameForm.Written(network, address, line.Name);
        // Where the text is markup, a network's own brackets are none of it.
        if (!isMarkup || network != "fediverse")
            return isMarkup ? written.Replace("[", @"\[", StringComparison.Ordinal) : written;
        return address.Split('@') is [var person, var server] ? $"[@{address}](https://{server}/@{person})" : written;
    });

    // Behind a letter it is an e-mail address, and before a further @ or a dot with letters it is a network's own name already.
    [GeneratedRegex(@"(?<![\p{L}\p{N}@/._-])@(?<tag>[A-Za-z0-9][A-Za-z0-9_-]{1,29})(?![\p{L}\p{N}@_-]|\.[\p{L}\p{N}])", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Mention();

    [GeneratedRegex("^[a-z0-9][a-z0-9_-]{1,29}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Tag();
}
