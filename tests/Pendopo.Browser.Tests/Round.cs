using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Pendopo.Browser.Tests.Harness;
using Pendopo.Platform.Setup;

namespace Pendopo.Browser.Tests;

/// <summary>A round through every page of the program.</summary>
internal static class Round
{
    public const int NarrowestPhone = 320;

    private static readonly string[] SetUp = ["/setup/language", "/setup/centre", "/setup/place", "/setup/address", "/setup/backup", "/setup/sample", "/setup/administrator"];

    /// <summary>Addresses that the round through the sample world leaves out, and why.</summary>
    public static readonly IReadOnlyDictionary<string, string> Elsewhere = SetUp.Prepend("/setup")
        .ToDictionary(step => step, _ => "An installation that stands leads away from it; walked in one that is empty.");

    /// <summary>Those that answer with another status than 200 even when all is well.</summary>
    private static readonly Dictionary<string, int> Statuses = new()
    {
        ["/design/form"] = 422,
        ["/nowhere/at/all"] = 404,
    };

    /// <summary>Looks at every page: as anybody where anybody may, else as the administrator.</summary>
    /// <returns>What was found, one line each; also a page that leads elsewhere, answers otherwise than it should, or breaks its own rules.</returns>
    public static async Task<List<string>> WalkAsync(LivedIn sample, Looks looks, Func<IPage, string, Task<IReadOnlyList<string>>> look)
    {
        var found = new List<string>();
        await using var visitor = await Visitor.ArriveAsync(sample.House, looks);
        await using var administrator = await Visitor.ArriveAsync(sample.House, looks);
        await administrator.EnterAsAsync(sample.House.Person("administrator"));
        foreach (var page in PageList.Of(sample.House, sample.Samples).Where(page => !Elsewhere.ContainsKey(page.Template) && page.Path is not null))
            found.AddRange(await StepAsync(page.Anonymous ? visitor : administrator, page.Path!, look));
        foreach (var path in sample.Further)
            found.AddRange(await StepAsync(administrator, path, look));
        return [.. found, .. visitor.Faults, .. administrator.Faults];
    }

    /// <summary>Looks at what a visitor sees before the set-up and at each of its steps.</summary>
    public static async Task<List<string>> SetUpAsync(LiveHouse house, Visitor administrator, Func<IPage, string, Task<IReadOnlyList<string>>> look)
    {
        var found = new List<string>(await StepAsync(administrator, "/setup", look));
        await administrator.OpenAsync($"/setup?key={house.Services.GetRequiredService<SetupSecret>().Value}");
        foreach (var step in SetUp)
        {
            found.AddRange(await StepAsync(administrator, step, look));
            await administrator.Page.SetViewportSizeAsync(NarrowestPhone, 800);
            found.AddRange(await LookAtWidthAsync(administrator.Page, step));
        }
        return [.. found, .. administrator.Faults];
    }

    /// <summary>No wider than the phone; and it has one title, in the language that was asked for.</summary>
    public static async Task<IReadOnlyList<string>> LookAtWidthAsync(IPage page, string path)
    {
        // Where scripts of the page are off, the driver's own question is still answered.
        var seen = await page.EvaluateAsync<int[]>("[document.documentElement.scrollWidth, document.querySelectorAll('h1').length]");
        var (width, titles) = (seen[0], seen[1]);
        return [.. width > NarrowestPhone ? [$"{path} is {width} px wide"] : Array.Empty<string>(), .. titles == 1 ? Array.Empty<string>() : [$"{path} has {titles} titles"]];
    }

    private static async Task<IReadOnlyList<string>> StepAsync(Visitor reader, string path, Func<IPage, string, Task<IReadOnlyList<string>>> look)
    {
        var status = await reader.OpenAsync(path);
        if (status != Statuses.GetValueOrDefault(path, 200))
            return [$"{path} answered {status}"];
        var shown = new Uri(reader.Page.Url);
        return shown.PathAndQuery == path ? await look(reader.Page, path) : [$"{path} leads to {shown.PathAndQuery}"];
    }
}
