using System.Globalization;
using System.Resources;

namespace Pendopo.Insights.Dashboard;

/// <summary>Names the texts of the dashboard and the weekly report (DashboardText.resx, DashboardText.id.resx).</summary>
public sealed class DashboardText
{
    private static readonly ResourceManager Texts = new(typeof(DashboardText));

    /// <summary>A word in the language of the page; for what is built before a page has its own texts.</summary>
    public static string Say(string key) => Texts.GetString(key, CultureInfo.CurrentUICulture) ?? key;

    /// <summary>A sentence in a language, whatever the page's is.</summary>
    public static string In(CultureInfo culture, string key, params object[] values) => string.Format(culture, Texts.GetString(key, culture) ?? key, values);
}
