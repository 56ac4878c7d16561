using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pendopo.Commands.Scanning;

/// <summary>The settings file of `signals scan`, with the names that R's controls have. What is not given keeps the method's default.</summary>
internal sealed record ScanParameters
{
    private static readonly JsonSerializerOptions Format = new()
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, ReadCommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
    };

    public int? Frequency { get; init; }
    public string? ReferenceBy { get; init; }
    public int? From { get; init; }
    public int? To { get; init; }
    public double? Alpha { get; init; }

    // Farrington flexible
    public int? B { get; init; }
    public int? W { get; init; }
    public int? NoPeriods { get; init; }
    public bool? Reweight { get; init; }
    public double? WeightsThreshold { get; init; }
    public bool? Trend { get; init; }
    public double? PThresholdTrend { get; init; }
    public int? PastWeeksNotIncluded { get; init; }
    public string? ThresholdMethod { get; init; }
    public string? Powertrans { get; init; }
    public double[]? Limit54 { get; init; }
    public bool? PopulationOffset { get; init; }

    // EARS
    public int? Baseline { get; init; }
    public double? MinSigma { get; init; }

    // CUSUM
    public double? K { get; init; }
    public double? H { get; init; }

    /// <summary>A number, or "glm" for a seasonal mean.</summary>
    public JsonElement? M { get; init; }
    public string? Trans { get; init; }
    public bool? Reset { get; init; }

    /// <exception cref="FormatException">The text is not such a file; the message says where.</exception>
    public static ScanParameters Parse(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<ScanParameters>(json, Format) ?? new();
        }
        catch (JsonException error)
        {
            throw new FormatException($"The parameters cannot be read: {error.Message}", error);
        }
    }
}
