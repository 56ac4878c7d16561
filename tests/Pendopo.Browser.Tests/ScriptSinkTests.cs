using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Browser.Tests.Harness;
using Pendopo.Fediverse.Html;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Site;
using Pendopo.Testing;
using Pendopo.Testing.Attacks;

namespace Pendopo.Browser.Tests;

/// <summary>Every text that somebody may write, filled with scripts, on every page that shows it, in a real browser: nothing runs.</summary>
[Trait(Series.Form, Series.Long)]
public sealed class ScriptSinkTests(LivedIn world) : IClassFixture<LivedIn>
{
    private static readonly Lazy<IReadOnlyList<string>> Vectors = new(() => [.. ScriptVectors.Own, .. ScriptVectors.Naughty()]);

    [Fact]
    public async Task The_watch_hears_a_script_that_does_run()
    {
        await using var watch = await ScriptWatch.ArriveAsync(world.House, null);
        await watch.Page.GotoAsync("/");
        await watch.Page.EvaluateAsync("document.body.insertAdjacentHTML('beforeend', '<img src=/x onerror=canary()>')");
        await watch.Page.WaitForTimeoutAsync(0);
        await watch.Page.WaitForFunctionAsync("document.images[document.images.length - 1].complete");
        (await watch.Page.EvaluateAsync<int>("document.querySelectorAll('[onerror]').length")).ShouldBe(1);
        await watch.Page.WaitForFunctionAsync("true");
        watch.Ran.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task No_script_in_any_stored_text_runs_on_any_page()
    {
        Vectors.Value.Count.ShouldBeGreaterThan(700);
        var found = new List<string>();
        await using var visitor = await ScriptWatch.ArriveAsync(world.House, null);
        await using var administrator = await ScriptWatch.ArriveAsync(world.House, world.House.Person("administrator"));
        for (var round = 0; round < Series.Of("SCRIPT_ROUNDS", suite: 2, nightly: 30); round++)
        {
            await FillAsync(round);
            foreach (var page in PageList.Of(world.House, world.Samples).Where(page => !Round.Elsewhere.ContainsKey(page.Template) && page.Path is not null))
                found.AddRange(await (page.Anonymous ? visitor : administrator).LookAsync(page.Path!));
            foreach (var path in world.Further)
                found.AddRange(await administrator.LookAsync(path));
        }
        found.Distinct().ShouldBeEmpty();
        visitor.Ran.Concat(administrator.Ran).ShouldBeEmpty();
    }

    [Fact]
    public async Task No_script_in_an_address_or_in_a_form_that_is_refused_runs()
    {
        var found = new List<string>();
        await using var visitor = await ScriptWatch.ArriveAsync(world.House, null);
        var step = Series.Nightly ? 1 : 12;
        foreach (var vector in Vectors.Value.Where((text, place) => place % step == 0 && !text.Contains('\0')))
            found.AddRange(await visitor.LookAsync("/search?q=" + Uri.EscapeDataString(vector.Length > 150 ? vector[..150] : vector)));
        foreach (var vector in Vectors.Value.Where((_, place) => place % (step * 6) == 0))
        {
            await visitor.Page.GotoAsync("/sign-in?to=" + Uri.EscapeDataString(vector.Replace("\0", "", StringComparison.Ordinal)));
            await visitor.Page.EvaluateAsync("text => { const form = document.querySelector('form:has([name=\"Form.Password\"])'); form.noValidate = true; form.querySelector('[name=\"Form.Email\"]').type = 'text'; form.querySelector('[name=\"Form.Email\"]').value = text; form.querySelector('[name=\"Form.Password\"]').value = 'x'; }", vector);
            await visitor.Page.Locator("form:has([name='Form.Password']) button[type=submit]").First.ClickAsync();
            await visitor.Page.WaitForLoadStateAsync();
        }
        found.ShouldBeEmpty();
        visitor.Ran.ShouldBeEmpty();
    }

    /// <summary>Writes scripts into every column of words, and what the sanitiser leaves of them into every column of markup; each round and each column has others.</summary>
    private async Task FillAsync(int round)
    {
        await using var scope = world.House.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CentreScope>().EnterInstallation();
        var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
        var properties = db.Model.GetEntityTypes().SelectMany(type => type.GetProperties()).ToLookup(property => $"{property.DeclaringType.GetTableName()}.{property.GetColumnName()}");
        var turn = 0;
        foreach (var text in StoredText.All.Where(text => text.Use != TextUse.Ours))
        {
            var property = properties[$"{text.Table}.{text.Column}"].First();
            // The name of a passkey stands in the framework's own JSON, which no statement fills; its page encodes like every other.
            if (property.DeclaringType.IsMappedToJson())
                continue;
            var most = property.GetMaxLength() ?? 20_000;
            var start = (round * 400) + (turn++ * 37);
            var value = text.Use == TextUse.Markup ? Clean(start) : Fitting(start, most);
            // No two rows may bear the same name where a name is one.
            var tail = property.GetContainingIndexes().Any(index => index.IsUnique) ? " || ' ' || rowid" : "";
            await db.Database.ExecuteSqlRawAsync($"UPDATE \"{text.Table}\" SET \"{text.Column}\" = {{0}}{tail} WHERE \"{text.Column}\" IS NOT NULL", value);
        }
        world.House.Services.GetRequiredService<CentreDirectory>().Forget();
    }

    private static string Clean(int start) => string.Concat(Enumerable.Range(start, 420).Select(At).Select((vector, place) => place % 2 == 0 ? ArticleMarkup.Html(vector) : HtmlSanitizer.Clean(vector, HtmlPolicy.Federated).Value));

    private static string Fitting(int start, int most)
    {
        var (text, place) = ("", start);
        do
        {
            var vector = At(place++).Replace("\0", "", StringComparison.Ordinal);
            if (text.Length + vector.Length + 2 <= most)
                text += (text.Length > 0 ? "\n\n" : "") + vector;
        }
        while (place < start + 420 && text.Length < most - 60);
        return text.Length > 0 ? text : "<b onclick=canary()>"[..Math.Min(most, 20)];
    }

    private static string At(int place) => Vectors.Value[place % Vectors.Value.Count];
}
