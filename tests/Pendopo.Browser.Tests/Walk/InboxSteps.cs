using Microsoft.Playwright;
using Pendopo.Browser.Tests.Harness;

namespace Pendopo.Browser.Tests.Walk;

/// <summary>What the staff do in the inbox.</summary>
internal static class InboxSteps
{
    /// <summary>Waits for a conversation with these words and opens it.</summary>
    public static async Task OpenConversationAsync(this Visitor officer, string words)
    {
        await officer.OpenAsync("/desk/inbox");
        var conversation = officer.Page.Locator(".conversations a").Filter(new() { HasText = words });
        await officer.Page.ShowsAsync(conversation);
        await conversation.ClickAsync();
        await Assertions.Expect(officer.Page.Locator(".message-heard")).ToContainTextAsync(words);
    }

    /// <summary>Answers, and waits until the page says that the answer arrived.</summary>
    public static async Task AnswerAsync(this Visitor officer, string words)
    {
        await officer.Page.GetByLabel("Jawaban Anda").FillAsync(words);
        await officer.PressAsync("Kirim jawaban");
        await Assertions.Expect(officer.Page.GetByText("Jawaban Anda dikirim dalam sepuluh detik")).ToBeVisibleAsync();
        await officer.Page.ShowsAsync(officer.Page.Locator(".message-answer").Filter(new() { HasText = words }).Filter(new() { HasText = "Terkirim" }));
    }

    /// <summary>Answers and takes it back within the ten seconds.</summary>
    public static async Task AnswerAndTakeBackAsync(this Visitor officer, string words)
    {
        await officer.Page.GetByLabel("Jawaban Anda").FillAsync(words);
        await officer.PressAsync("Kirim jawaban");
        await officer.Page.Locator("form.undo button").ClickAsync();
        await Assertions.Expect(officer.Page.Locator(".message-answer")).ToHaveCountAsync(0);
    }
}
