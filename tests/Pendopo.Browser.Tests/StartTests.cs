using System.Diagnostics;
using Microsoft.Playwright;
using Pendopo.Browser.Tests.Harness;
using Pendopo.Testing;

namespace Pendopo.Browser.Tests;

/// <summary>The first start, as somebody has it who has just fetched the program.</summary>
public sealed class StartTests : IAsyncLifetime
{
    private const string Password = "kebun melati pagi";
    private readonly string folder = Directory.CreateTempSubdirectory("pendopo-start-").FullName;
    private readonly string address = $"http://localhost:{FreePort.Next()}";

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        return Task.CompletedTask;
    }

    [Fact]
    public async Task The_link_that_the_first_start_prints_leads_through_the_set_up_and_the_centre_is_there_after_a_restart()
    {
        await using (var first = await ServeAsync(line => line.Contains("/setup?key=", StringComparison.Ordinal)))
        {
            await using var administrator = await Visitor.ArriveAsync(address);
            await SetUpAsync(administrator, first.ReadyLine[first.ReadyLine.IndexOf("http", StringComparison.Ordinal)..].Trim());
            await administrator.OpenAsync("/desk");
            await Assertions.Expect(administrator.Page.Locator(".rail-name")).ToHaveTextAsync("Puskesmas Kamboja");
            administrator.Faults.ShouldBeEmpty();
            (await first.StopAsync(TimeSpan.FromSeconds(20))).ShouldBe(0);
        }

        // Work begins when the database stands; until then pages ask the browser to come again.
        await using var second = await ServeAsync(line => line.Contains("JobRunner", StringComparison.Ordinal));
        second.Output.ShouldNotContain("/setup?key=");
        await using var visitor = await Visitor.ArriveAsync(address);
        await visitor.Page.GotoAsync("/");
        await visitor.Page.ShowsAsync(visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Puskesmas Kamboja" }));
        await visitor.SignInAsync(new("administrator", "rina@kamboja.example", Password));
        (await visitor.OpenAsync("/admin/pages")).ShouldBe(200);
    }

    private async Task SetUpAsync(Visitor administrator, string link)
    {
        await administrator.Page.GotoAsync(link);
        await administrator.Page.GetByLabel("Bahasa Indonesia").CheckAsync();
        await GoOnAsync(administrator);
        await administrator.Page.Locator("[name='Form.Name']").FillAsync("Puskesmas Kamboja");
        await administrator.Page.Locator("[name='Form.Handle']").FillAsync("kamboja");
        await GoOnAsync(administrator);
        await administrator.Page.Locator("[name='Form.District']").FillAsync("Kecamatan Kamboja");
        await administrator.Page.Locator("[name='Form.TimeZone']").SelectOptionAsync("Asia/Makassar");
        await GoOnAsync(administrator);
        await administrator.Page.Locator("[name='Form.PublicAddress']").FillAsync(address);
        await GoOnAsync(administrator);
        await GoOnAsync(administrator);
        await administrator.Page.Locator("[name='Form.Typed']").FillAsync((await administrator.Page.Locator("[data-recovery-code]").TextContentAsync())!);
        await GoOnAsync(administrator);
        await administrator.Page.Locator("[name='Form.Name']").FillAsync("Rina Wulandari");
        await administrator.Page.Locator("[name='Form.Email']").FillAsync("rina@kamboja.example");
        await administrator.Page.Locator("[name='Form.Password']").FillAsync(Password);
        await GoOnAsync(administrator);
    }

    /// <summary>Each step of the wizard is looked at before it is left.</summary>
    private static async Task GoOnAsync(Visitor administrator)
    {
        (await Axe.LookAsync(administrator.Page)).ShouldBeEmpty($"at {administrator.Page.Url}");
        var before = administrator.Page.Url;
        await administrator.Page.Locator("main form button[type=submit]").First.ClickAsync();
        await administrator.Page.WaitForURLAsync(url => url != before);
        await administrator.Page.WaitForLoadStateAsync(LoadState.Load);
    }

    private Task<ServerProcess> ServeAsync(Func<string, bool> isReady) => ServerProcess.StartAsync(
        new ProcessStartInfo(Repository.PathTo("tests", "peers", "tied"), ["--signal", "TERM", "dotnet", SampleFolder.Program, "--data", folder, "--urls", address]),
        isReady);
}
