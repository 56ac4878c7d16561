using System.Net;
using System.Net.Http.Headers;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Pendopo.Testing;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Doors;

/// <summary>Whatever is sent where JSON is read, the answer is a refusal in words and never a fault of the program.</summary>
public abstract class JsonDoorTests(TestApp app) : AppTests(app)
{
    /// <summary>All at night; in the suite a sixth on each database, another one for each field.</summary>
    [Fact, Trait(Series.Form, Series.Long)]
    public async Task No_value_in_any_field_is_a_fault()
    {
        var share = App.Place.OnPostgres ? 0 : 3;
        var wrong = new List<string>();
        using var rina = await App.Client("administrator");
        foreach (var route in await JsonRoute.All(App))
        {
            foreach (var (field, value) in route.Fields.SelectMany((field, place) => OddJson.Values.Where((_, turn) => Series.Nightly || (place + turn) % 6 == share).Select(value => (field, value))))
            {
                var status = await Status(rina, route, route.With(field, value));
                if (status >= 500)
                    wrong.Add($"{route.Method} {route.Pattern} {field}={value[..Math.Min(60, value.Length)]}: {status}");
            }
        }
        wrong.ShouldBeEmpty();
    }

    [Fact, Trait(Series.Form, Series.Long)]
    public async Task Bodies_put_together_by_chance_are_never_a_fault()
    {
        var routes = await JsonRoute.All(App);
        using var rina = await App.Client("administrator");
        var bodies = Gen.Sample(Any(routes), Series.Of("JSON", suite: 500, nightly: 5000), 20);
        foreach (var (route, body) in bodies)
        {
            (await Status(rina, route, body)).ShouldBeLessThan(500, $"{route.Method} {route.Pattern} {body}");
        }
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("boundary=x", "")]
    [InlineData("boundary=x", "--x")]
    [InlineData("boundary=x", "--x--")]
    [InlineData("boundary=x", "--x\r\n\r\n")]
    [InlineData("boundary=x", "--x\r\nContent-Disposition: form-data; name=\"picture\"; filename=\"a.jpg\"\r\n\r\nabc")]
    [InlineData("boundary=x", "--x\r\nContent-Disposition: form-data; name=\"picture\"\r\n\r\nabc\r\n--x--\r\n")]
    [InlineData("boundary=x", "--x\r\nContent-Disposition: form-data; name=picture; filename=../../x\r\nContent-Type: image/jpeg\r\n\r\nabc\r\n--x--\r\n")]
    [InlineData("boundary=x", "--x\r\nContent-Disposition: attachment\r\n\r\nabc\r\n--x--\r\n")]
    [InlineData("boundary=x", "--x\r\nX\r\n\r\nabc\r\n--x--\r\n")]
    [InlineData("boundary=x", "--x\r\nContent-Disposition: form-data; name=\"a\0b\"\r\n\r\nabc\r\n--x--\r\n")]
    [InlineData("boundary=x", "--x\r\nContent-Disposition: form-data; name=\"alt\"\r\nContent-Transfer-Encoding: base64\r\n\r\n====\r\n--x--\r\n")]
    [InlineData("boundary=x", "--x\r\nContent-Disposition: form-data; name=\"alt\"\r\nContent-Type: text/plain; charset=utf-7\r\n\r\n+ADw-\r\n--x--\r\n")]
    [InlineData("boundary=x", "--x\r\nContent-Disposition: form-data; name=\"alt\"\r\nContent-Type: text/plain; charset=nonsense\r\n\r\nx\r\n--x--\r\n")]
    [InlineData("boundary=\"\"", "--\r\n\r\n--")]
    [InlineData("boundary=x; boundary=y", "--x\r\n\r\n--x--")]
    [InlineData("boundary=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "--x--")]
    public async Task A_form_in_parts_that_is_broken_is_refused(string parameters, string body)
    {
        using var rina = await App.Client("administrator");
        var id = (await JsonRoute.All(App)).First(route => route.Pattern == "/api/v1/posts/{id}").Path;
        foreach (var path in new[] { id + "/pictures/", "/desk/posts/" + id.Split('/')[^1], "/sign-in" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(Encoding.Latin1.GetBytes(body)) };
            request.Content.Headers.TryAddWithoutValidation("Content-Type", parameters.Length == 0 ? "multipart/form-data" : "multipart/form-data; " + parameters);
            ((int)(await rina.SendAsync(request)).StatusCode).ShouldBeInRange(400, 499, $"{path} {parameters}");
        }
    }

    [Fact]
    public async Task A_form_of_very_many_parts_or_fields_is_refused()
    {
        using var rina = await App.Client("administrator");
        var parts = string.Concat(Enumerable.Range(0, 5000).Select(number => $"--x\r\nContent-Disposition: form-data; name=\"a{number}\"\r\n\r\n1\r\n")) + "--x--\r\n";
        var headers = "--x\r\n" + string.Concat(Enumerable.Range(0, 500).Select(number => $"X{number}: 1\r\n")) + "\r\n1\r\n--x--\r\n";
        foreach (var (type, body) in new[] { ("multipart/form-data; boundary=x", parts), ("multipart/form-data; boundary=x", headers), ("application/x-www-form-urlencoded", string.Join('&', Enumerable.Range(0, 5000).Select(number => $"a{number}=1"))),
            ("application/x-www-form-urlencoded", string.Concat(Enumerable.Repeat("a[", 5000)) + "=1"), ("application/x-www-form-urlencoded", new string('k', 20_000) + "=1"), ("application/x-www-form-urlencoded", "%ZZ=%&=%u0041&%00=1") })
        {
            var content = new ByteArrayContent(Encoding.ASCII.GetBytes(body));
            content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
            (await rina.PostAsync("/me/name", content)).StatusCode.ShouldBe(HttpStatusCode.BadRequest, $"{type} {body.Length}");
        }
    }

    private static async Task<int> Status(HttpClient browser, JsonRoute route, string body)
    {
        try
        {
            return (int)(await Send(browser, route, Encoding.UTF8.GetBytes(body))).StatusCode;
        }
        catch (InvalidOperationException)
        {
            return 599; // The page of the fault failed, too.
        }
    }

    private protected static async Task<HttpResponseMessage> Send(HttpClient browser, JsonRoute route, byte[] body)
    {
        using var request = new HttpRequestMessage(route.Method, route.Path) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/json");
        return await browser.SendAsync(request);
    }

    private static Gen<(JsonRoute Route, string Body)> Any(IReadOnlyList<JsonRoute> routes)
    {
        var values = Gen.Elements<string>([.. OddJson.Values.Where(value => value.Length < 200)]);
        return from route in Gen.Elements<JsonRoute>([.. routes])
               from fields in Gen.SubListOf(route.Fields.Where(field => !field.Contains('.')).ToArray())
               from held in Gen.ArrayOf(values, fields.Count)
               from cut in Gen.Choose(0, 400)
               let whole = "{" + string.Join(',', fields.Zip(held, (field, value) => $"\"{field}\":{value}")) + "}"
               select (route, cut > 300 ? whole[..Math.Min(whole.Length, cut - 300)] : whole);
    }
}

[Collection("sqlite")]
public sealed class JsonDoorOnSqlite(SqliteApp app) : JsonDoorTests(app)
{
    /// <summary>Refused before any database is asked, so one of them is enough.</summary>
    [Fact]
    public async Task What_is_no_JSON_of_ours_is_refused_at_every_route()
    {
        OddJson.Broken.Count.ShouldBeGreaterThan(80);
        var wrong = new List<string>();
        var routes = await JsonRoute.All(App);
        routes.Count.ShouldBeGreaterThan(10);
        using var rina = await App.Client("administrator");
        foreach (var route in routes)
        {
            foreach (var (name, body) in OddJson.Broken)
            {
                var status = (int)(await Send(rina, route, body)).StatusCode;
                if (status is not (400 or 413) && !(route.Optional && body.Length == 0))
                    wrong.Add($"{route.Method} {route.Pattern} {name}: {status}");
            }
        }
        wrong.ShouldBeEmpty();
    }
}

[Collection("postgres")]
public sealed class JsonDoorOnPostgres(PostgresApp app) : JsonDoorTests(app);
