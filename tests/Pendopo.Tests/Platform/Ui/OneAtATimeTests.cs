using System.Net;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Platform.Ui;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Platform.Ui;

public sealed class LoadingTurnTests
{
    [Fact]
    public async Task Work_is_done_one_after_another_in_the_order_it_was_asked_for()
    {
        var turn = new LoadingTurn();
        var (first, said) = (new TaskCompletionSource(), new List<string>());

        var one = turn.Take(async () =>
        {
            said.Add("one begins");
            await first.Task;
            said.Add("one ends");
        });
        var two = turn.Take(() => Say("two"));
        var three = turn.Take(() => Say("three"));
        said.ShouldBe(["one begins"]);
        first.SetResult();
        await Task.WhenAll(one, two, three);

        said.ShouldBe(["one begins", "one ends", "two", "three"]);

        Task Say(string word)
        {
            said.Add(word);
            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task Work_that_fails_passes_the_turn_on()
    {
        var turn = new LoadingTurn();
        await Should.ThrowAsync<InvalidOperationException>(turn.Take(() => throw new InvalidOperationException("on purpose")));
        var done = false;
        await turn.Take(() => Task.FromResult(done = true));
        done.ShouldBeTrue();
    }
}

/// <summary>A page, its layout and its panels load from one database context, on both databases.</summary>
public abstract class PagesLoadTests(TestApp app) : AppTests(app)
{
    [Fact]
    public async Task Every_page_without_a_parameter_loads()
    {
        using var administrator = await App.Client("administrator");
        var failed = new List<string>();
        foreach (var page in Pages())
        {
            using var answer = await administrator.GetAsync(page);
            if (answer.StatusCode >= HttpStatusCode.InternalServerError)
                failed.Add($"{page} answered {(int)answer.StatusCode}");
        }
        failed.ShouldBeEmpty();
    }

    private List<string> Pages() =>
    [
        .. App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(route => route.Metadata.GetMetadata<ComponentTypeMetadata>() is not null && route.RoutePattern.Parameters.Count == 0)
            .Select(route => "/" + route.RoutePattern.RawText!.Trim('/')),
    ];
}

[Collection("sqlite")]
public sealed class PagesLoadOnSqliteTests(SqliteApp app) : PagesLoadTests(app);

[Collection("postgres")]
public sealed class PagesLoadOnPostgresTests(PostgresApp app) : PagesLoadTests(app);
