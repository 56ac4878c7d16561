using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Safety.Training;

/// <summary>Lessons, policy and the weekly look through the API, by the same rules as on the pages.</summary>
[Collection("rooms on sqlite")]
public sealed class TrainingApiTests(SqliteApp app) : AppTests(app)
{
    [Fact]
    public async Task A_lesson_is_passed_through_the_api_by_right_answers_alone()
    {
        using var officer = await App.Client("officer");
        (await officer.PostAsJsonAsync("/api/v1/lessons/privacy/answers", new { answers = new[] { 1, 1, 1 } })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await Lesson(officer)).GetProperty("passedAt").ValueKind.ShouldBe(JsonValueKind.Null);
        (await officer.PostAsJsonAsync("/api/v1/lessons/privacy/answers", new { answers = new[] { 2, 1, 3 } })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await Lesson(officer)).GetProperty("holdsUntil").GetDateTimeOffset().ShouldBe((await Lesson(officer)).GetProperty("passedAt").GetDateTimeOffset().AddDays(365));
        (await officer.PostAsJsonAsync("/api/v1/lessons/surgery/answers", new { answers = new[] { 1 } })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_policy_is_signed_as_read_and_written_by_who_leads_alone()
    {
        using var officer = await App.Client("officer");
        var number = (await officer.GetFromJsonAsync<JsonElement>("/api/v1/policy/")).GetProperty("number").GetInt32();
        (await officer.PutAsJsonAsync("/api/v1/policy/signature", new { number = number + 1 })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await officer.PutAsJsonAsync("/api/v1/policy/signature", new { number })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await officer.GetFromJsonAsync<JsonElement>("/api/v1/policy/")).GetProperty("signedAt").ValueKind.ShouldBe(JsonValueKind.String);
        (await officer.PutAsJsonAsync("/api/v1/policy/", new { basedOn = number, indonesian = "Baru", english = "New" })).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        using var head = await App.Client("head");
        (await head.PutAsJsonAsync("/api/v1/policy/", new { basedOn = number, indonesian = "Baru", english = "New" })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await officer.GetFromJsonAsync<JsonElement>("/api/v1/policy/")).GetProperty("number").GetInt32().ShouldBe(number + 1);
    }

    [Fact]
    public async Task The_weekly_look_is_read_by_head_and_auditor_alone()
    {
        using var head = await App.Client("head");
        (await head.GetAsync("/api/v1/weekly-review")).StatusCode.ShouldBe(HttpStatusCode.OK);
        using var officer = await App.Client("officer");
        (await officer.GetAsync("/api/v1/weekly-review")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    private static async Task<JsonElement> Lesson(HttpClient officer) => (await officer.GetFromJsonAsync<JsonElement>("/api/v1/lessons/"))[0];
}
