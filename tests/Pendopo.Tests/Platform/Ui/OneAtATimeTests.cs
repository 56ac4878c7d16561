using System.Net;
using System.Reflection;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
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
    public async Task A_form_whose_handler_calls_that_of_another_component_does_not_wait_for_itself()
    {
        var turn = new LoadingTurn();
        var (inner, said) = (new TaskCompletionSource(), new List<string>());
        var form = turn.TakeForForm(() => turn.TakeForForm(async () =>
        {
            said.Add("form begins");
            await inner.Task;
            said.Add("form ends");
        }));
        said.ShouldBe(["form begins"]);
        var panel = turn.Take(() =>
        {
            said.Add("panel");
            return Task.CompletedTask;
        });
        said.ShouldBe(["form begins"], "what loads waits for the form's end");
        inner.SetResult();
        await Task.WhenAll(form, panel);
        said.ShouldBe(["form begins", "form ends", "panel"]);
        turn.TakeForForm(() => Task.CompletedTask).IsCompletedSuccessfully.ShouldBeTrue();
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

public sealed class WholePagesTests
{
    /// <summary>What draws before it has loaded shows the first word without the second.</summary>
    private sealed class TwoQuestions : OneAtATime
    {
        private string first = "", second = "";

        [Parameter]
        public int Asked { get; set; }

        [Parameter, EditorRequired]
        public Questions Questions { get; set; } = null!;

        protected override async Task OnInitializedAsync()
        {
            first = await Questions.First.Task;
            second = await Questions.Second.Task;
        }

        protected override void BuildRenderTree(RenderTreeBuilder builder)
        {
            Questions.Drawn.Add($"{Asked}: {first} {second}");
            builder.AddContent(0, first + second);
        }
    }

    /// <summary>As a layout does, it is drawn anew while its page still loads, and hands the page its parameters again.</summary>
    private sealed class Around : OneAtATime
    {
        [Parameter, EditorRequired]
        public Questions Questions { get; set; } = null!;

        private int asked;

        protected override void OnInitialized() => Questions.Again = () =>
        {
            asked++;
            StateHasChanged();
        };

        protected override void BuildRenderTree(RenderTreeBuilder builder)
        {
            builder.OpenComponent<TwoQuestions>(0);
            builder.AddComponentParameter(1, nameof(TwoQuestions.Asked), asked);
            builder.AddComponentParameter(2, nameof(TwoQuestions.Questions), Questions);
            builder.CloseComponent();
        }
    }

    private sealed class Questions
    {
        public TaskCompletionSource<string> First { get; } = new();

        public TaskCompletionSource<string> Second { get; } = new();

        public Action Again { get; set; } = () => { };

        public List<string> Drawn { get; } = [];
    }

    [Fact]
    public async Task Nothing_is_drawn_before_all_of_it_is_loaded()
    {
        await using var services = new ServiceCollection().AddLogging().AddScoped<LoadingTurn>().BuildServiceProvider();
        await using var renderer = new HtmlRenderer(services, services.GetRequiredService<ILoggerFactory>());
        var questions = new Questions();
        await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var page = renderer.BeginRenderingComponent<Around>(ParameterView.FromDictionary(new Dictionary<string, object?> { [nameof(Around.Questions)] = questions }));
            questions.Drawn.ShouldBeEmpty();
            questions.First.SetResult("Bu");
            questions.Again();
            questions.Drawn.ShouldBeEmpty();
            questions.Second.SetResult("Sari");
            await page.QuiescenceTask;
        });
        questions.Drawn.ShouldNotBeEmpty();
        questions.Drawn.ShouldAllBe(drawn => drawn.EndsWith(": Bu Sari", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_page_and_all_that_loads_keeps_this_rule()
    {
        var components = typeof(OneAtATime).Assembly.GetTypes().Where(type => typeof(ComponentBase).IsAssignableFrom(type) && !type.IsAbstract).ToList();
        components.Where(type => type.IsDefined(typeof(RouteAttribute), inherit: false) || Loads(type))
            .Where(type => !typeof(OneAtATime).IsAssignableFrom(type)).Select(type => type.Name).ShouldBeEmpty();
        components.Where(type => Declares(type, nameof(ComponentBase.SetParametersAsync)) != typeof(OneAtATime) && typeof(OneAtATime).IsAssignableFrom(type))
            .Select(type => type.Name).ShouldBeEmpty();
    }

    private static bool Loads(Type type) => new[] { "OnInitializedAsync", "OnParametersSetAsync" }.Any(method => Declares(type, method) != typeof(ComponentBase));

    private static Type? Declares(Type type, string method) =>
        type.GetMethod(method, BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)!.DeclaringType;
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
