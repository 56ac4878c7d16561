using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Fediverse.Html;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Site;
using Pendopo.Testing.Attacks;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Doors;

/// <summary>Every text that is kept is known to the attacks on what is shown.</summary>
[Collection("sqlite")]
public sealed class StoredTextTests(SqliteApp app) : AppTests(app)
{
    [Fact]
    public async Task Every_column_of_text_has_a_line_that_says_what_stands_in_it()
    {
        await using var scope = await App.Scope();
        var columns = scope.ServiceProvider.GetRequiredService<PendopoDb>().Model.GetEntityTypes().Where(type => type.GetTableName() is not null)
            .SelectMany(type => type.GetProperties().Where(property => property.ClrType == typeof(string) && property.PropertyInfo is not null).Select(property => $"{type.GetTableName()}.{property.GetColumnName()}")).Distinct().Order(StringComparer.Ordinal).ToList();
        var known = StoredText.All.Select(text => $"{text.Table}.{text.Column}").ToList();
        columns.Except(known).ShouldBeEmpty("columns of text without a line in tests/Shared/Attacks/stored-texts.tsv");
        known.Except(columns).ShouldBeEmpty("lines of columns that are gone");
        StoredText.All.ShouldAllBe(text => text.Why.Length > 3);
    }

    [Fact]
    public void Every_script_is_disarmed_by_the_sanitiser_whose_output_is_a_fixed_point()
    {
        ScriptVectors.Own.Count.ShouldBeGreaterThan(300);
        foreach (var policy in new[] { HtmlPolicy.Federated, HtmlPolicy.ProfileField, HtmlPolicy.Article, HtmlPolicy.Mail })
        {
            foreach (var vector in ScriptVectors.Own.Concat(ScriptVectors.Naughty()))
            {
                var once = HtmlSanitizer.Clean(vector, policy).Value;
                HtmlSanitizer.Clean(once, policy).Value.ShouldBe(once, vector);
            }
        }
    }

    [Fact]
    public void Every_script_in_markdown_is_disarmed_and_the_same_when_it_is_cleaned_again()
    {
        foreach (var vector in ScriptVectors.Own.Concat(ScriptVectors.Naughty()))
        {
            var once = ArticleMarkup.Html(vector);
            HtmlSanitizer.Clean(once, HtmlPolicy.Article).Value.ShouldBe(once, vector);
        }
    }
}
