using System.Collections.Concurrent;
using System.Net;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Platform.Nodes;

/// <summary>People at work through the proxy, without a pause: readers, one who writes and reads back what was written, one who signs in again and again.
/// Whatever is answered wrongly is a failure; nobody tries twice.</summary>
internal sealed class NodesLoad(Uri proxy) : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly List<Task> people = [];
    private readonly SemaphoreSlim served = new(0);

    public ConcurrentQueue<string> Failures { get; } = new();

    public async Task Begin()
    {
        var writer = Browser(await SignIn(Browser(new()), "dimas@melati.example"));
        var number = 0;
        people.Add(Repeat(() => Read("/")));
        people.Add(Repeat(() => Read("/@melati")));
        people.Add(Repeat(async () =>
        {
            var name = $"Dimas {++number}";
            var answer = await writer.Submit("/me/name", "name", ("Form.Name", name));
            if (answer.StatusCode is not (HttpStatusCode.Redirect or HttpStatusCode.OK) || (await writer.Page("/me/name")).QuerySelector("input[name='Form.Name']")!.GetAttribute("value") != name)
                Failures.Enqueue($"{name}: {answer.StatusCode}");
        }));
        people.Add(Repeat(async () =>
        {
            if ((await SignIn(Browser(new()), "rina@melati.example")).All.Count == 0)
                Failures.Enqueue("signed in, and was not");
        }));
    }

    /// <summary>Waits until so many more were served.</summary>
    public async Task Served(int count)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(120));
        for (var i = 0; i < count; i++)
            await served.WaitAsync(patience.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await Task.WhenAll(people);
    }

    /// <summary>Signs in as a browser does; throws when that is refused.</summary>
    public static async Task<CookieJar> SignIn(HttpClient at, string email)
    {
        var jar = new CookieJar();
        using var browser = new HttpClient(new Carrying(jar)) { BaseAddress = at.BaseAddress };
        (await browser.Submit("/sign-in", "sign-in", ("Form.Email", email), ("Form.Password", TestApp.Password))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        return jar;
    }

    private async Task Read(string path)
    {
        using var visitor = Browser(new());
        var answer = await visitor.GetAsync(path);
        if (answer.StatusCode != HttpStatusCode.OK)
            Failures.Enqueue($"{path}: {answer.StatusCode}");
    }

    private async Task Repeat(Func<Task> act)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await act();
            }
            catch (Exception error) when (error is HttpRequestException or ShouldAssertException or IOException or TaskCanceledException)
            {
                Failures.Enqueue(error.ToString());
            }
            served.Release();
        }
    }

    private HttpClient Browser(CookieJar jar) => new(new Carrying(jar)) { BaseAddress = proxy };

    /// <summary>Keeps cookies although the name in the address is a number; a connection to the proxy is shared by all.</summary>
    private sealed class Carrying(CookieJar jar) : HttpMessageHandler
    {
        private static readonly HttpMessageInvoker Line = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false, SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => true } });

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (jar.All.Count > 0)
                request.Headers.TryAddWithoutValidation("Cookie", string.Join("; ", jar.All.Select(pair => $"{pair.Key}={pair.Value}")));
            var answer = await Line.SendAsync(request, cancellationToken);
            if (answer.Headers.TryGetValues("Set-Cookie", out var cookies))
                cookies.ToList().ForEach(jar.Take);
            return answer;
        }
    }
}
