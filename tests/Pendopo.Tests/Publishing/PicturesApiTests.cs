using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Platform.Files;
using Pendopo.Tests.Harness;
using Pendopo.Tests.Platform.Files;

namespace Pendopo.Tests.Publishing;

public abstract class PicturesApiTests(TestApp app) : AppTests(app)
{
    private const string Alt = "Ibu melarutkan oralit dalam segelas air.";

    [Fact]
    public async Task A_program_adds_a_picture_with_its_description_and_takes_it_out_again()
    {
        var (officer, address) = await Begun();
        var added = await officer.PostAsync(address, Form(PictureSamples.Jpeg, Alt));
        added.StatusCode.ShouldBe(HttpStatusCode.Created, await added.Content.ReadAsStringAsync());
        var picture = Root(await added.Content.ReadAsStringAsync()).GetProperty("words").GetProperty("pictures")[0];
        picture.GetProperty("alt").GetString().ShouldBe(Alt);
        var removed = await officer.DeleteAsync($"{address}/{picture.GetProperty("file").GetString()}");
        Root(await removed.Content.ReadAsStringAsync()).GetProperty("words").GetProperty("pictures").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task What_is_no_picture_or_lacks_its_description_is_refused_by_name_and_has_no_effect()
    {
        var (officer, address) = await Begun();
        await Refused(Form(PictureSamples.Jpeg, " "), "AltRequired", "Alt");
        await Refused(Form(PictureSamples.Jpeg, null), "AltRequired", "Alt");
        await Refused(Form(null, Alt), "PictureRequired", "Picture");
        await Refused(Form("<script>alert(1)</script>"u8.ToArray(), Alt), null, "Picture");
        Root(await officer.GetStringAsync(address[..^"/pictures".Length])).GetProperty("post").GetProperty("words").GetProperty("pictures").GetArrayLength().ShouldBe(0);

        async Task Refused(MultipartFormDataContent form, string? code, string field)
        {
            var answer = await officer.PostAsync(address, form);
            answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, await answer.Content.ReadAsStringAsync());
            var problem = Root(await answer.Content.ReadAsStringAsync()).GetProperty("errors")[0];
            problem.GetProperty("field").GetString().ShouldBe(field);
            if (code is not null)
                problem.GetProperty("code").GetString().ShouldBe(code);
        }
    }

    [Theory]
    [InlineData(null, null, "shows")]
    [InlineData("", null, "shows")]
    [InlineData("2", null, "shows")]
    [InlineData("everybody", null, "shows")]
    [InlineData("Persons", null, "consents")]
    [InlineData("persons", "0199aaaa-0000-7000-8000-000000000000", "consents")]
    [InlineData("Persons", "Bu Sari", "consents")]
    [InlineData("Nobody", "0199aaaa-0000-7000-8000-000000000000", "consents")]
    public async Task Whom_it_shows_is_asked_of_every_program_by_name_and_nothing_is_kept_before(string? shows, string? consents, string field)
    {
        var (officer, address) = await Begun();
        var answer = await officer.PostAsync(address, Form(PictureSamples.Jpeg, Alt, shows, consents));
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest, await answer.Content.ReadAsStringAsync());
        Root(await answer.Content.ReadAsStringAsync()).GetProperty("errors").EnumerateObject().ShouldHaveSingleItem().Name.ShouldBe(field);
        Root(await officer.GetStringAsync(address[..^"pictures".Length] + "declarations")).GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task A_form_that_another_site_sends_in_an_officers_browser_is_refused()
    {
        var (officer, address) = await Begun();
        officer.DefaultRequestHeaders.Add("Sec-Fetch-Site", "cross-site");
        (await officer.PostAsync(address, Form(PictureSamples.Jpeg, Alt))).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task The_upload_stands_in_the_OpenAPI_document_and_takes_more_than_other_routes()
    {
        using var visitor = App.Anonymous();
        var path = Root(await visitor.GetStringAsync("/api/v1/openapi.json")).GetProperty("paths").EnumerateObject().Single(found => found.Name.TrimEnd('/').EndsWith("/posts/{id}/pictures", StringComparison.Ordinal));
        var form = path.Value.GetProperty("post").GetProperty("requestBody").GetProperty("content").GetProperty("multipart/form-data").GetProperty("schema").ToString();
        form.ShouldContain("picture", Case.Insensitive);
        form.ShouldContain("alt", Case.Insensitive);
        form.ShouldContain("shows", Case.Insensitive);
        path.Value.GetProperty("post").GetProperty("responses").TryGetProperty("400", out _).ShouldBeTrue();
        var limits = App.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(route => route.RoutePattern.RawText is "/api/v1/posts/{id}/pictures/" or "/desk/posts/{Number:guid}")
            .Select(route => route.Metadata.GetMetadata<IRequestSizeLimitMetadata>()?.MaxRequestBodySize).ToList();
        limits.ShouldAllBe(limit => limit > TakeFile.MaxBytes);
        limits.Count.ShouldBe(2);
    }

    private async Task<(HttpClient Officer, string Address)> Begun()
    {
        var post = await new PublishingStage(App).Draft();
        return (await App.Client("officer"), $"/api/v1/posts/{post.Id}/pictures");
    }

    private static MultipartFormDataContent Form(byte[]? picture, string? alt, string? shows = "Nobody", string? consents = null)
    {
        var form = new MultipartFormDataContent();
        if (picture is not null)
            form.Add(new ByteArrayContent(picture), "picture", "foto.jpg");
        if (alt is not null)
            form.Add(new StringContent(alt), "alt");
        if (shows is not null)
            form.Add(new StringContent(shows), "shows");
        if (consents is not null)
            form.Add(new StringContent(consents), "consents");
        return form;
    }

    private static JsonElement Root(string json) => JsonDocument.Parse(json).RootElement;
}

[Collection("publishing on sqlite")]
public sealed class PicturesApiOnSqlite(SqliteApp app) : PicturesApiTests(app);

[Collection("publishing on postgres")]
public sealed class PicturesApiOnPostgres(PostgresApp app) : PicturesApiTests(app);
