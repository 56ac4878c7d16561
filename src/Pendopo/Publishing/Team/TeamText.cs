using System.Globalization;
using System.Resources;

namespace Pendopo.Publishing.Team;

/// <summary>Names the words of working together on posts (TeamText.resx, TeamText.id.resx).</summary>
internal sealed class TeamText
{
    private static readonly ResourceManager Texts = new(typeof(TeamText));

    /// <summary>A word where no localizer is at hand: an item of navigation.</summary>
    public static string Say(string key) => Texts.GetString(key, CultureInfo.CurrentUICulture) ?? key;
}
