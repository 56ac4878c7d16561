using System.Globalization;

namespace Pendopo.Channels.X;

/// <summary>What X asks, in US dollars.</summary>
/// <param name="Post">One post.</param>
/// <param name="Link">One post with an address in it.</param>
/// <param name="Reply">An answer to somebody who mentioned the account.</param>
/// <param name="ReadOn">The day on which a person read this at X.</param>
internal sealed record XPrices(decimal Post, decimal Link, decimal Reply, DateOnly ReadOn)
{
    /// <summary>As X told them when the program was made (docs.x.com, pricing).</summary>
    public static readonly XPrices Known = new(0.015m, 0.200m, 0.010m, new(2026, 8, 22));

    /// <summary>What a post and the parts below it cost.</summary>
    public decimal Of(IEnumerable<string> texts) => texts.Sum(text => XLength.HasLink(text) ? Link : Post);

    /// <summary>As an amount is written in the language of the page.</summary>
    public static string Told(decimal dollars) => "US$ " + dollars.ToString(dollars < 1 ? "0.000" : "0.00", CultureInfo.CurrentCulture);

    public string DayTold => ReadOn.ToString("d MMMM yyyy", CultureInfo.CurrentCulture);
}
