using System.Globalization;
using System.Resources;

namespace Pendopo.Publishing.Campaigns;

/// <summary>Names the words of campaigns and objectives (CampaignText.resx, CampaignText.id.resx).</summary>
internal sealed class CampaignText
{
    private static readonly ResourceManager Texts = new(typeof(CampaignText));

    /// <summary>A word where no localizer is at hand: an item of navigation.</summary>
    public static string Say(string key) => Texts.GetString(key, CultureInfo.CurrentUICulture) ?? key;
}
