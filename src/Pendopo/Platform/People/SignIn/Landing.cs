using Pendopo.Platform.Ui;

namespace Pendopo.Platform.People.SignIn;

/// <summary>Where a person stands after signing in.</summary>
internal static class Landing
{
    /// <summary>The page that was asked for; else `/signed-in`, which leads to the desk or to one's own pages.</summary>
    public static string After(string? to) => string.IsNullOrEmpty(to) || Preferences.Safe(to) == "/" ? "/signed-in" : Preferences.Safe(to);
}
