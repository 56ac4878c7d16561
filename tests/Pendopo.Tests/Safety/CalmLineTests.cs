using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Pendopo.Safety.Contracts;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Safety;

public abstract class CalmLineTests(TestApp app) : AppTests(app)
{
    private const string Shows = "Anak saya Rizky, WA 0812 3456 7890, demam dari semalam";

    [Fact]
    public async Task It_shows_what_stands_there_and_offers_three_ways_on()
    {
        var line = await Line(Shows);
        line.ShouldContain("<mark>0812 3456 7890</mark>");
        foreach (var choice in Enum.GetNames<CalmChoice>())
            line.ShouldContain($"value=\"{choice}\"");
    }

    [Fact]
    public async Task It_says_nothing_about_words_that_point_to_nobody() => (await Line("Terima kasih, posyandunya ramai")).Trim().ShouldBeEmpty();

    [Theory]
    [InlineData("saya capek hidup, pengen  mati aja")]
    [InlineData("I don’t want to live anymore")]
    public async Task A_cry_for_help_is_answered_with_help_and_never_kept_back(string words)
    {
        (await Line(words)).ShouldContain("119");
        (await Ask(check => check.Choose(null, words, default))).ShouldBe(words);
        (await Ask(check => check.Choose(CalmChoice.PostAnyway, words, default))).ShouldBe(words);
    }

    [Fact]
    public async Task Hiding_masks_only_what_was_found_and_the_nurse_alone_means_that_nothing_is_posted()
    {
        var hidden = await Ask(check => check.Choose(CalmChoice.HideIt, Shows, default));
        hidden.ShouldNotBeNull().ShouldNotContain("3456");
        hidden.ShouldContain("demam dari semalam");
        (await Ask(check => check.Choose(CalmChoice.NurseOnly, Shows, default))).ShouldBeNull();
    }

    private async Task<T> Ask<T>(Func<CalmCheck, Task<T>> ask)
    {
        await using var scope = await App.ScopeOf("officer");
        return await ask(scope.ServiceProvider.GetRequiredService<CalmCheck>());
    }

    private async Task<string> Line(string words)
    {
        await using var scope = await App.ScopeOf("officer");
        await using var renderer = new HtmlRenderer(scope.ServiceProvider, scope.ServiceProvider.GetRequiredService<ILoggerFactory>());
        return await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<CalmLine>(ParameterView.FromDictionary(new Dictionary<string, object?> { ["Text"] = words, ["Name"] = "Form.Calm" }))).ToHtmlString());
    }
}

[Collection("rooms on sqlite")]
public sealed class CalmLineOnSqlite(SqliteApp app) : CalmLineTests(app);
