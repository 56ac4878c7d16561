using Microsoft.Playwright;
using Pendopo.Browser.Tests.Harness;
using static Microsoft.Playwright.Assertions;

namespace Pendopo.Browser.Tests;

/// <summary>What the small scripts add. Every page does its work without them; these are comforts, and the first one keeps a promise.</summary>
[Collection(nameof(LivedIn))]
public sealed class ScriptsTests(LivedIn sample)
{
    private const string Words = "Imunisasi besok pukul 08.00 di balai desa.";

    private string Conversation => sample.Samples["/desk/inbox/{Number:guid}"];

    [Fact]
    public async Task Typed_words_come_back_after_a_crash_before_the_server_heard_of_them()
    {
        await using var officer = await Officer();
        await officer.Page.RouteAsync("**/draft", route => route.AbortAsync());
        await officer.OpenAsync(Conversation);
        await Answer(officer.Page).FillAsync(Words);
        await officer.OpenAsync("/desk");
        await officer.OpenAsync(Conversation);
        (await Answer(officer.Page).InputValueAsync()).ShouldBe(Words);
    }

    [Fact]
    public async Task Typed_words_are_kept_by_themselves_and_stand_in_another_browser()
    {
        await using var clinician = await Signed("clinician");
        await clinician.OpenAsync(Conversation);
        var kept = clinician.Page.WaitForResponseAsync(answer => answer.Url.EndsWith("/draft", StringComparison.Ordinal));
        await Answer(clinician.Page).FillAsync(Words);
        (await kept).Ok.ShouldBeTrue();
        await Expect(clinician.Page.Locator("[data-autosave-state]")).ToContainTextAsync("disimpan pukul");
        await using var elsewhere = await Signed("clinician");
        await elsewhere.OpenAsync(Conversation);
        (await Answer(elsewhere.Page).InputValueAsync()).ShouldBe(Words);
    }

    [Fact]
    public async Task A_comment_comes_to_an_open_talk_by_itself_and_what_is_being_typed_there_stays()
    {
        var talk = sample.Samples["/square/posts/{Number:guid}"];
        await using var reader = await Signed("member");
        await reader.OpenAsync(talk);
        await Answer(reader.Page).FillAsync(Words);
        await using var other = await Signed("caregiver");
        await other.OpenAsync(talk);
        await Answer(other.Page).FillAsync("Saya ikut ke balai desa.");
        await other.Page.Locator("form:has(#form-text) button[type=submit]").First.ClickAsync();
        await Expect(reader.Page.Locator("#talk")).ToContainTextAsync("Saya ikut ke balai desa.");
        (await Answer(reader.Page).InputValueAsync()).ShouldBe(Words);
    }

    [Fact]
    public async Task The_counter_counts_as_a_reader_does()
    {
        await using var officer = await Officer();
        await officer.OpenAsync("/design");
        await officer.Page.Locator("#form-text").FillAsync("👩‍👩‍👧é!");
        await Expect(officer.Page.Locator(".counter")).ToHaveTextAsync("3 / 300");
    }

    [Fact]
    public async Task An_undo_counts_down_waits_while_it_has_the_focus_and_goes()
    {
        await using var officer = await Officer();
        await officer.Page.Clock.InstallAsync();
        await officer.OpenAsync("/design");
        var undo = officer.Page.Locator("form[data-undo]");
        await officer.Page.Clock.RunForAsync(10_000);
        await Expect(undo.Locator("[data-undo-left]")).ToHaveTextAsync("(590)");
        await undo.Locator("button").FocusAsync();
        await officer.Page.Clock.RunForAsync(60_000);
        await officer.Page.Locator("main").FocusAsync();
        await officer.Page.Clock.RunForAsync(1_000);
        await Expect(undo.Locator("[data-undo-left]")).ToHaveTextAsync("(589)");
        await officer.Page.Clock.RunForAsync(600_000);
        await Expect(undo).ToBeHiddenAsync();
    }

    [Fact]
    public async Task A_menu_closes_on_Escape_and_gives_the_focus_back()
    {
        await using var officer = await Officer();
        await officer.OpenAsync("/design");
        var menu = officer.Page.Locator("details[data-menu]");
        await menu.Locator("summary").ClickAsync();
        await menu.Locator("a").First.FocusAsync();
        await officer.Page.Keyboard.PressAsync("Escape");
        await Expect(menu).Not.ToHaveAttributeAsync("open", "");
        await Expect(menu.Locator("summary")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task The_rooms_open_on_a_phone_without_scripts()
    {
        await using var officer = await Visitor.ArriveAsync(sample.House, new Looks(Width: 360, Scripts: false));
        await officer.EnterAsAsync(sample.House.Person("officer"));
        await officer.OpenAsync("/desk");
        await Expect(officer.Page.Locator("#rooms")).ToBeHiddenAsync();
        await officer.Page.Locator(".rail-open").ClickAsync();
        await Expect(officer.Page.Locator("#rooms a[href='/desk/inbox']")).ToBeVisibleAsync();
    }

    private static ILocator Answer(IPage page) => page.Locator("#form-text");

    private Task<Visitor> Officer() => Signed("officer");

    private async Task<Visitor> Signed(string role)
    {
        var visitor = await Visitor.ArriveAsync(sample.House);
        await visitor.EnterAsAsync(sample.House.Person(role));
        return visitor;
    }
}
