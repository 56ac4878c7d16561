using Microsoft.Extensions.Localization;
using Pendopo.Platform.Access;

namespace Pendopo.Platform.People.Administration;

internal static class RoleNames
{
    /// <summary>The name the centre gave, else the translated one of a sample role.</summary>
    public static string Of(this IStringLocalizer<PeopleText> words, string key, string name) =>
        name.Length > 0 ? name : SampleRoles.All.Contains(key, StringComparer.Ordinal) ? words["Role." + key] : key;
}
