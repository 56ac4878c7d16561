using Microsoft.Playwright;
using Pendopo.Browser.Tests.Harness;
using static Microsoft.Playwright.Assertions;

namespace Pendopo.Browser.Tests;

/// <summary>The whole ceremony in Chromium, with a virtual authenticator that always recognises its owner.</summary>
[Collection(nameof(LivedIn))]
public sealed class PasskeyTests(LivedIn sample)
{
    [Fact]
    public async Task A_passkey_is_made_and_signs_in_without_a_password()
    {
        await using var visitor = await Visitor.ArriveAsync(sample.House);
        await GiveAuthenticator(visitor.Page);
        await visitor.EnterAsAsync(sample.House.Person("kader"));
        await visitor.OpenAsync("/me/security");
        await Expect(visitor.Page.Locator("button[name='Gone.Id']")).ToHaveCountAsync(0);
        await visitor.Page.Locator("[data-passkey=create] button[type=submit]").ClickAsync();
        await Expect(visitor.Page.Locator("button[name='Gone.Id']")).ToHaveCountAsync(1);
        await visitor.Page.Context.ClearCookiesAsync();
        await visitor.OpenAsync("/sign-in");
        await visitor.Page.Locator("[data-passkey=get] button[type=submit]").ClickAsync();
        await visitor.Page.WaitForURLAsync(url => !url.Contains("/sign-in", StringComparison.Ordinal));
        (await visitor.OpenAsync("/me")).ShouldBe(200);
        visitor.Page.Url.ShouldEndWith("/me");
    }

    private static async Task GiveAuthenticator(IPage page)
    {
        var session = await page.Context.NewCDPSessionAsync(page);
        await session.SendAsync("WebAuthn.enable");
        await session.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2",
                ["transport"] = "internal",
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = true,
                ["isUserVerified"] = true,
                ["automaticPresenceSimulation"] = true,
            },
        });
    }
}
