namespace Pendopo.Platform.People.SignIn;

/// <summary>Says a browser in words its owner knows again: "Firefox, Android". The whole identification is not kept.</summary>
internal static class Devices
{
    // The order matters: Edge and Chrome both name Safari, Edge names Chrome.
    private static readonly (string Sign, string Name)[] Browsers =
        [("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari")];

    private static readonly (string Sign, string Name)[] Systems =
        [("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "Mac"), ("CrOS", "ChromeOS"), ("Linux", "Linux")];

    public static string Describe(string? userAgent)
    {
        var parts = new[] { Find(Browsers, userAgent), Find(Systems, userAgent) }.Where(part => part is not null);
        return string.Join(", ", parts);
    }

    private static string? Find((string Sign, string Name)[] known, string? text) =>
        text is null ? null : Array.Find(known, pair => text.Contains(pair.Sign, StringComparison.Ordinal)).Name;
}
