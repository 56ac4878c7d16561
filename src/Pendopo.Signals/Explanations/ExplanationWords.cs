namespace Pendopo.Signals.Explanations;

/// <summary>The sentences of one language.</summary>
internal sealed record ExplanationWords(string Observed, string ObservedOnly, string Rare, string VeryRare, string Since, string SinceDate, string Days, string Weeks, string Months)
{
    public static ExplanationWords English { get; } = new(
        "{0:0} counted; about {1:0.#} expected, up to {2:0} is usual.",
        "{0:0} counted.",
        "So many come by chance in about one of {0:0} {1}.",
        "So many come by chance very rarely.",
        "It has lasted for {0} {1}.",
        "It began on {0} and has lasted for {1} {2}.",
        "days", "weeks", "months");

    public static ExplanationWords Indonesian { get; } = new(
        "{0:0} tercatat; perkiraan sekitar {1:0.#}, sampai {2:0} masih wajar.",
        "{0:0} tercatat.",
        "Jumlah sebanyak ini terjadi karena kebetulan kira-kira sekali dalam {0:0} {1}.",
        "Jumlah sebanyak ini sangat jarang terjadi karena kebetulan.",
        "Sudah berlangsung {0} {1}.",
        "Mulai {0} dan sudah berlangsung {1} {2}.",
        "hari", "minggu", "bulan");

    public string Unit(Cadence cadence) => cadence switch
    {
        Cadence.Daily => Days,
        Cadence.Weekly => Weeks,
        _ => Months,
    };
}
