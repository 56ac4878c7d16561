using System.Globalization;
using System.Text.Json.Nodes;

namespace Pendopo.Care.Fhir;

/// <summary>A parameter by which resources of a type are searched, with the parts of the resource that it looks at (`actor.reference`).</summary>
internal sealed record FhirParameter(string Name, FhirParameterType Type, params string[] Paths);

/// <summary>How a parameter compares (R4, search).</summary>
internal enum FhirParameterType
{
    Token,
    String,
    Reference,
    Date,
}

/// <summary>A type of resource as it is given: what it is searched by, and whether everybody may read it.</summary>
internal sealed record FhirType(string Name, bool Open, params FhirParameter[] Parameters)
{
    private const FhirParameterType Token = FhirParameterType.Token, Text = FhirParameterType.String, Reference = FhirParameterType.Reference, Date = FhirParameterType.Date;

    public static IReadOnlyList<FhirType> All { get; } =
    [
        new("HealthcareService", true, new("_id", Token, "id"), new("active", Token, "active"), new("name", Text, "name"), new("service-category", Token, "category.text"), new("service-type", Token, "type.text"), new("location", Reference, "location.reference")),
        new("Location", true, new("_id", Token, "id"), new("identifier", Token, "identifier.value"), new("name", Text, "name"), new("status", Token, "status"), new("address", Text, "address.text"), new("partof", Reference, "partOf.reference")),
        new("Schedule", true, new("_id", Token, "id"), new("active", Token, "active"), new("actor", Reference, "actor.reference"), new("date", Date, "planningHorizon.start", "planningHorizon.end"), new("service-type", Token, "serviceType.text")),
        new("Slot", true, new("_id", Token, "id"), new("schedule", Reference, "schedule.reference"), new("start", Date, "start"), new("status", Token, "status"), new("service-type", Token, "serviceType.text")),
        new("PractitionerRole", false, new("_id", Token, "id"), new("active", Token, "active"), new("service", Reference, "healthcareService.reference"), new("location", Reference, "location.reference")),
        new("Appointment", false, new("_id", Token, "id"), new("identifier", Token, "identifier.value"), new("status", Token, "status"), new("date", Date, "start"), new("actor", Reference, "participant.actor.reference"), new("slot", Reference, "slot.reference")),
    ];
}

/// <summary>A span of time that a date of a search means: all of a year, of a month, of a day, of a second.</summary>
internal sealed record FhirSpan(string Prefix, DateTimeOffset From, DateTimeOffset To)
{
    private static readonly string[] Prefixes = ["eq", "ne", "gt", "lt", "ge", "le", "sa", "eb"];

    /// <summary>Reads `ge2026-03-02`; null for what is no date. A date without a zone is one of the centre.</summary>
    public static FhirSpan? Read(string text, TimeZoneInfo zone)
    {
        var prefix = text.Length > 2 && Prefixes.Contains(text[..2], StringComparer.Ordinal) ? text[..2] : "eq";
        var rest = text.Length > 2 && Prefixes.Contains(text[..2], StringComparer.Ordinal) ? text[2..] : text;
        foreach (var (format, step) in new (string, Func<DateTime, DateTime>)[] { ("yyyy", at => at.AddYears(1)), ("yyyy-MM", at => at.AddMonths(1)), ("yyyy-MM-dd", at => at.AddDays(1)), ("yyyy-MM-dd'T'HH:mm", at => at.AddMinutes(1)), ("yyyy-MM-dd'T'HH:mm:ss", at => at.AddSeconds(1)) })
        {
            if (DateTime.TryParseExact(rest, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) && CarePages.IsSound(DateOnly.FromDateTime(local)))
                return new(prefix, Platform.Ui.Clock.Instant(local, zone), Platform.Ui.Clock.Instant(step(local), zone));
        }
        // A plus sign of a zone arrives as a space where nobody wrote it as %2B.
        return DateTimeOffset.TryParseExact(rest.Replace(' ', '+'), ["yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) && CarePages.IsSound(DateOnly.FromDateTime(at.UtcDateTime))
            ? new(prefix, at, at.AddSeconds(1)) : null;
    }

    /// <summary>Whether a time from one instant to another (the same for a moment) is meant.</summary>
    public bool Means(DateTimeOffset begins, DateTimeOffset ends) => Prefix switch
    {
        "eq" => begins < To && ends >= From,
        "ne" => begins >= To || ends < From,
        "gt" or "sa" => begins >= To || (Prefix == "gt" && ends >= To),
        "lt" or "eb" => ends < From || (Prefix == "lt" && begins < From),
        "ge" => ends >= From,
        _ => begins < To,
    };
}

/// <summary>What a program asks for: parameters that are all to be met, of each one of its values. Pure.</summary>
internal sealed class FhirQuery
{
    public const int UsualCount = 50, MostCount = 200;

    private readonly List<(FhirParameter Parameter, string Modifier, string[] Values)> conditions = [];
    private readonly List<string> understood = [];

    private FhirQuery()
    {
    }

    public int Count { get; private set; } = UsualCount;

    /// <summary>From 0.</summary>
    public int Page { get; private set; }

    public bool CountsAlone { get; private set; }

    /// <summary>The parameters that were understood, as they stand in an address; without the page.</summary>
    public string Address => string.Join('&', understood);

    /// <param name="strict">Whether a parameter that is not known is refused, not passed over.</param>
    /// <returns>The query, or what is wrong with it.</returns>
    public static (FhirQuery? Query, string? Wrong) Read(FhirType type, IQueryCollection asked, TimeZoneInfo zone, bool strict)
    {
        var query = new FhirQuery();
        foreach (var (key, values) in asked)
        {
            foreach (var value in values.OfType<string>())
            {
                if (query.Take(type, key, value, zone) is not { } wrong)
                    continue;
                if (strict || wrong.Length > 0)
                    return (null, wrong.Length > 0 ? wrong : $"The parameter {Sound(key)} is not known for {type.Name}.");
            }
        }
        return (query, null);
    }

    public bool Meets(JsonObject resource, TimeZoneInfo zone) => conditions.TrueForAll(condition => condition.Values.Any(value => Meets(resource, condition.Parameter, condition.Modifier, value, zone)));

    /// <summary>The spans that a parameter asks for, each of them to be met where none has an alternative.</summary>
    public IEnumerable<FhirSpan> Spans(string parameter, TimeZoneInfo zone) =>
        conditions.Where(condition => condition.Parameter.Name == parameter && condition.Values.Length == 1).Select(condition => FhirSpan.Read(condition.Values[0], zone)).OfType<FhirSpan>();

    /// <summary>The one value that a token must have, without its system; null where it is not asked for, or has alternatives.</summary>
    public string? Only(string parameter) => conditions.Where(condition => condition.Parameter.Name == parameter && condition.Values.Length == 1).Select(condition => condition.Values[0][(condition.Values[0].IndexOf('|', StringComparison.Ordinal) + 1)..]).FirstOrDefault();

    /// <returns>Null when it was understood, empty when it is not known, else what is wrong.</returns>
    private string? Take(FhirType type, string key, string value, TimeZoneInfo zone)
    {
        switch (key)
        {
            case "_count":
                if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
                    return "_count is a whole number.";
                // No entries are asked for: the number alone is.
                (Count, CountsAlone) = (Math.Clamp(count, 1, MostCount), CountsAlone || count == 0);
                break;
            case "_page":
                if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var page) || page > 100_000)
                    return "_page is a whole number of a link that was given.";
                Page = page;
                return null;
            case "_summary" when value == "count":
                CountsAlone = true;
                break;
            case "_format":
                return value.Contains("json", StringComparison.Ordinal) ? null : "Resources are given as application/fhir+json alone.";
            default:
                var (name, modifier) = key.Split(':', 2) is [var before, var after] ? (before, after) : (key, "");
                if (type.Parameters.FirstOrDefault(one => one.Name == name) is not { } parameter)
                    return "";
                if (modifier.Length > 0 && (parameter.Type != FhirParameterType.String || modifier is not ("exact" or "contains")))
                    return $"{parameter.Name} knows no such modifier.";
                var values = value.Split(',', StringSplitOptions.RemoveEmptyEntries);
                if (values.Length == 0 || (parameter.Type == FhirParameterType.Date && values.Any(one => FhirSpan.Read(one, zone) is null)))
                    return $"{parameter.Name} has a value that cannot be read.";
                conditions.Add((parameter, modifier, values));
                break;
        }
        understood.Add($"{Uri.EscapeDataString(key)}={Uri.EscapeDataString(value)}");
        return null;
    }

    private static bool Meets(JsonObject resource, FhirParameter parameter, string modifier, string value, TimeZoneInfo zone)
    {
        var found = parameter.Paths.SelectMany(path => Values(resource, path.Split('.'))).ToList();
        return parameter.Type switch
        {
            FhirParameterType.Token => found.Contains(value[(value.IndexOf('|', StringComparison.Ordinal) + 1)..], StringComparer.OrdinalIgnoreCase),
            FhirParameterType.Reference => found.Exists(one => one == value || one.EndsWith("/" + value, StringComparison.Ordinal) || value.EndsWith("/" + one, StringComparison.Ordinal)),
            FhirParameterType.Date => found.Count > 0 && FhirSpan.Read(value, zone)!.Means(At(found[0]), At(found[^1])),
            _ => found.Exists(one => modifier switch
            {
                "exact" => one == value,
                "contains" => one.Contains(value, StringComparison.OrdinalIgnoreCase),
                _ => one.StartsWith(value, StringComparison.OrdinalIgnoreCase),
            }),
        };
    }

    private static DateTimeOffset At(string instant) => DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture);

    private static IEnumerable<string> Values(JsonNode? node, ReadOnlySpan<string> path) => node switch
    {
        null => [],
        JsonArray all => Each(all, [.. path]),
        JsonObject one when path.Length > 0 => Values(one[path[0]], path[1..]),
        JsonValue value when path.Length == 0 => [value.ToString()],
        _ => [],
    };

    private static List<string> Each(JsonArray all, string[] path) => [.. all.SelectMany(one => Values(one, path).ToList())];

    // A name that a program sent goes back into its answer: letters alone.
    private static string Sound(string key) => new([.. key.Where(sign => char.IsAsciiLetterOrDigit(sign) || sign is '-' or '_').Take(40)]);
}
