using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Pendopo.Platform.Data;
using Pendopo.Platform.Events;
using Pendopo.Platform.Jobs;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Platform.Observing;

/// <summary>Whatever people type, and wherever it fails: the log holds ids, patterns and counts.</summary>
[Collection("sqlite")]
public sealed class SilentLogTests(SqliteApp app) : AppTests(app)
{
    private const string Canary = "3175012345678901";
    private readonly Listening listening = new();

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        App.Replace = services => services.AddSingleton<ILoggerProvider>(listening).Configure<LoggerFilterOptions>(options => options.MinLevel = LogLevel.Debug)
            .AddScoped<IJobHandler<HandleEvent>, Failing>();
    }

    [Fact]
    public async Task What_people_type_stands_in_no_line_of_the_log()
    {
        using var visitor = App.Anonymous();
        using var dimas = await App.Client("officer");
        foreach (var path in new[] { $"/search?q={Canary}", $"/posts/{Canary}", $"/welcome/{Canary}", $"/@{Canary}", $"/desk?q={Canary}", $"/{Canary}", $"/files/{Canary}" })
            await visitor.GetAsync(path);
        await visitor.Submit("/sign-in", "sign-in", ("Form.Email", $"{Canary}@melati.example"), ("Form.Password", Canary));
        await dimas.Submit("/me/name", "name", ("Form.Name", Canary));
        (await dimas.GetAsync($"/admin/people?q={Canary}")).StatusCode.ShouldBe(System.Net.HttpStatusCode.Forbidden);
        await dimas.PostAsync($"/api/v1/conversations/{Guid.Empty}/notes", new StringContent($"{{\"{Canary}\":1}}", System.Text.Encoding.UTF8, "application/json"));
        await using (var scope = await App.Scope())
        {
            scope.ServiceProvider.GetRequiredService<JobBoard>().Add(new HandleEvent("test", "{}"));
            await scope.ServiceProvider.GetRequiredService<PendopoDb>().SaveChangesAsync();
        }
        await App.RunJobs("default");
        listening.Lines.ShouldNotBeEmpty();
        listening.Lines.Where(line => line.Contains(Canary, StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_was_denied_what_is_written_down_by_id_and_pattern()
    {
        using var dimas = await App.Client("officer");
        await dimas.GetAsync("/admin/people");
        var id = (await App.PersonOf("officer")).Id.ToString();
        listening.Lines.ShouldContain(line => line.Contains($"GET /admin/people was denied to {id}"));
    }

    private sealed class Failing : IJobHandler<HandleEvent>
    {
        public Task<JobOutcome> Run(HandleEvent job, CancellationToken cancel) => Task.FromResult(JobOutcome.Again("no"));
    }

    private sealed class Listening : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue($"{logLevel} {formatter(state, exception)} {exception}");

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public void Dispose()
        {
        }
    }
}
