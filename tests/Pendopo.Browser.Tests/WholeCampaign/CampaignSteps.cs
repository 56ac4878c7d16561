using Microsoft.Playwright;
using Pendopo.Browser.Tests.Harness;
using Pendopo.Publishing;
using Pendopo.Publishing.Campaigns;
using Pendopo.Publishing.Pictures;
using static Microsoft.Playwright.Assertions;

namespace Pendopo.Browser.Tests.WholeCampaign;

/// <summary>What is done to more than one post of a campaign.</summary>
internal static class CampaignSteps
{
    /// <summary>Puts a post into the campaign and sends it to be approved.</summary>
    public static async Task HandInAsync(this Walker officer, string post, string campaign)
    {
        await officer.OpenAsync(post);
        await officer.ChooseAsync("Form.Campaign", campaign);
        await officer.PressAsync(officer.Say<CampaignText>("Save"), "section[aria-labelledby=campaign]");
        await officer.IsToldAsync(officer.Say<PublishingText>("Done_saved"));
        await officer.PressAsync(officer.Say<PublishingText>("SubmitForApproval"));
        await officer.IsToldAsync(officer.Say<PublishingText>("Done_submitted"));
    }

    /// <summary>Finds a post among what waits at the desk, reads it and approves it.</summary>
    public static async Task ApproveAsync(this Walker reviewer, string title)
    {
        await reviewer.OpenAsync("/desk");
        await reviewer.FollowAsync(title);
        await Expect(reviewer.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(title);
        await reviewer.Page.ShowsNoMoreAsync(reviewer.Page.GetByText(reviewer.Say<PictureText>("Reading_Waiting")));
        await reviewer.PressAsync(reviewer.Say<PublishingText>("Approve"));
        await reviewer.IsToldAsync(reviewer.Say<PublishingText>("Done_approved"));
    }
}
