using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Pendopo.Fediverse.Signatures;
using Pendopo.Fediverse.Vocabulary;
using Pendopo.Tests.Channels.Fediverse;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Crash.Writers;

/// <summary>The way to the program as it runs now, for its signed-in people and for other servers.</summary>
/// <param name="address">Where it listens.</param>
/// <param name="people">The cookies of those who are signed in, by their role.</param>
internal sealed class Door(Uri address, Dictionary<string, string> people) : IDisposable
{
    private readonly HttpClient client = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = address, Timeout = TimeSpan.FromSeconds(60) };

    /// <summary>The id of the centre's channel on the fediverse.</summary>
    public string Fediverse { get; set; } = "";

    /// <summary>Sends JSON as one of the people and expects to be understood.</summary>
    public async Task<JsonElement> Json(HttpMethod method, string path, object body, string role, params (string Name, string Value)[] headers)
    {
        using var request = Request(method, path, JsonContent.Create(body), people[role]);
        foreach (var (name, value) in headers)
            request.Headers.Add(name, value);
        using var answer = await client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        if (!answer.IsSuccessStatusCode)
            throw new RefusedException(answer.StatusCode, $"{method} {path}: {text}");
        return answer.StatusCode == HttpStatusCode.NoContent ? default : JsonDocument.Parse(text).RootElement;
    }

    /// <summary>Reads JSON that is for everybody.</summary>
    public async Task<JsonElement> Read(string path)
    {
        using var answer = await client.SendAsync(Request(HttpMethod.Get, path, null, null));
        if (!answer.IsSuccessStatusCode)
            throw new RefusedException(answer.StatusCode, $"GET {path}");
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
    }

    /// <summary>Whether somebody who holds this cookie is signed in.</summary>
    public async Task<bool> IsSignedIn(string cookie)
    {
        using var answer = await client.SendAsync(Request(HttpMethod.Get, "/me/name", null, cookie));
        return answer.StatusCode == HttpStatusCode.OK;
    }

    /// <summary>An activity as its actor's server sends it; expects that it is taken.</summary>
    public async Task Deliver(FakePerson person, JsonNode activity, DateTimeOffset now)
    {
        var description = new RequestDescription("POST", CrashStage.Root + "/inbox", [new("Content-Type", ActivityDocument.MediaType)], ActivityWriter.Bytes(activity));
        using var request = Request(HttpMethod.Post, "/inbox", new ByteArrayContent(description.Body.ToArray()), null);
        request.Content!.Headers.TryAddWithoutValidation("Content-Type", ActivityDocument.MediaType);
        foreach (var (name, value) in RequestSigner.Sign(description, SignatureScheme.Cavage, person.Key, now))
            request.Headers.TryAddWithoutValidation(name, value);
        using var answer = await client.SendAsync(request);
        if (answer.StatusCode != HttpStatusCode.Accepted)
            throw new RefusedException(answer.StatusCode, $"inbox: {await answer.Content.ReadAsStringAsync()}");
    }

    /// <summary>Signs in through the page, as seen from an address of its own, and returns the cookie.</summary>
    public async Task<string> SignIn(string email, string from)
    {
        var jar = new CookieJar();
        using var page = await Send(Request(HttpMethod.Get, "/sign-in", null, null), from, jar);
        var form = (await page.Document()).QuerySelectorAll<IHtmlFormElement>("form").First(found => found.QuerySelector<IHtmlInputElement>("input[name=_handler]")?.Value == "sign-in");
        var fields = form.QuerySelectorAll<IHtmlInputElement>("input[type=hidden]").ToDictionary(field => field.Name!, field => field.Value);
        (fields["Form.Email"], fields["Form.Password"]) = (email, TestApp.Password);
        using var answer = await Send(Request(HttpMethod.Post, "/sign-in", new FormUrlEncodedContent(fields), Cookies(jar)), from, jar);
        if (answer.StatusCode != HttpStatusCode.Redirect)
            throw new RefusedException(answer.StatusCode, $"sign-in of {email}");
        return Cookies(jar);
    }

    public void Dispose() => client.Dispose();

    private async Task<HttpResponseMessage> Send(HttpRequestMessage request, string from, CookieJar jar)
    {
        request.Headers.Add("X-Forwarded-For", from);
        var answer = await client.SendAsync(request);
        if ((int)answer.StatusCode >= 400)
            throw new RefusedException(answer.StatusCode, $"{request.Method} {request.RequestUri}");
        foreach (var cookie in answer.Headers.TryGetValues("Set-Cookie", out var set) ? set : [])
            jar.Take(cookie);
        return answer;
    }

    private static string Cookies(CookieJar jar) => string.Join("; ", jar.All.Select(pair => $"{pair.Key}={pair.Value}"));

    private static HttpRequestMessage Request(HttpMethod method, string path, HttpContent? content, string? cookies)
    {
        var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Host = new Uri(CrashStage.Root).Authority;
        if (cookies is not null)
            request.Headers.TryAddWithoutValidation("Cookie", cookies);
        return request;
    }
}
