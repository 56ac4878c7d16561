using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Community;
using Pendopo.Community.Licences;
using Pendopo.Community.Members;
using Pendopo.Community.Questions;
using Pendopo.Community.Talk;
using Pendopo.Inbox.Conversations;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Community;

/// <summary>What members ask: promised, sorted, answered, led on, and kept for the next one who asks.</summary>
[Collection("rooms on sqlite")]
public sealed class QuestionTests(SqliteApp app) : AppTests(app)
{
    private const string Words = "Bolehkah ibu menyusui minum obat flu?";

    [Fact]
    public async Task A_question_is_promised_sorted_answered_checked_accepted_and_becomes_one_of_those_often_asked()
    {
        await License("Ners Komang");
        using var sari = await App.Client("member");
        var page = await Ask(sari, Words);
        (await sari.GetStringAsync(page)).ShouldContain("Puskesmas menjanjikan jawaban untuk Anda sampai");
        using var komang = await App.Client("clinician");
        var question = await Of(Words);
        question.DueAt!.Value.ShouldBe(App.Clock.Now().AddHours(SquareRules.UsualHours), TimeSpan.FromMinutes(1));
        var desk = $"/desk/square/questions/{question.Id}";
        (await komang.Submit(desk, "triage", ("Form.Urgency", "Sangat"))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        await komang.Submit(desk, "claim", ("Mine", "true"));
        using var ayu = await App.Client("reviewer");
        (await ayu.Submit(desk, "claim", ("Mine", "true"))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        await komang.Submit(desk, "triage", ("Form.Urgency", "Soon"), ("Form.Note", "Tanya nama obatnya."));
        (await sari.GetStringAsync(page)).ShouldNotContain("Tanya nama obatnya.");
        using var yanti = await App.Client("kader");
        var answer = await Answer(yanti, page, "Boleh, asal tanyakan dulu ke apoteker.");
        (await Of(Words)).SettledAt.ShouldBeNull("a neighbour's answer keeps no promise of the centre");
        (await yanti.PutAsJsonAsync($"/api/v1/square/posts/{answer}/check", new { })).StatusCode.ShouldBe(HttpStatusCode.NotFound, "she is no professional here");
        (await (await komang.PostAsJsonAsync($"/api/v1/square/questions/{question.Id}/faq", new { question = "Obat flu saat menyusui?", answer = "Boleh." })).Content.ReadAsStringAsync()).ShouldContain("FaqUnchecked");
        await komang.Submit(page, $"answer-{answer}", ("Act", "check"));
        using var visitor = App.Anonymous();
        (await visitor.GetStringAsync(page)).ShouldContain("Diperiksa oleh Ners Komang");
        (await Of(Words)).State.ShouldBe(QuestionState.Answered);
        (await yanti.PutAsJsonAsync($"/api/v1/square/questions/of/{question.SaidId}/acceptance", new { answer })).StatusCode.ShouldBe(HttpStatusCode.NotFound, "only whoever asked");
        await sari.Submit(page, $"answer-{answer}", ("Act", "accept"));
        (await visitor.GetStringAsync(page)).ShouldContain("Ini membantu");
        (await komang.Submit(desk, "faq", ("Faq.Question", "Obat flu saat menyusui?"), ("Faq.Answer", "Boleh. Telepon Bu Wati 0812 9988 7766."))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await komang.Submit(desk, "faq", ("Faq.Question", "Bolehkah minum obat flu saat menyusui?"), ("Faq.Answer", "Boleh, setelah bertanya kepada apoteker."))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await visitor.GetStringAsync("/square/faq")).ShouldContain("setelah bertanya kepada apoteker");
        (await komang.GetStringAsync("/desk/square/questions")).ShouldContain("1 dari 1 pertanyaan");
        await yanti.PutAsJsonAsync($"/api/v1/square/posts/{answer}", new { text = "Boleh semuanya." });
        (await visitor.GetStringAsync(page)).ShouldNotContain("Diperiksa oleh", Case.Sensitive, "what was checked are the words as they stood");
        using var joko = await App.Client("caregiver");
        var advised = await (await joko.Submit("/square/ask", "ask", ("Form.Text", "Apakah obat flu boleh diminum ibu menyusui?"))).Content.ReadAsStringAsync();
        advised.ShouldContain("setelah bertanya kepada apoteker");
        advised.ShouldContain(page);
        await Entry(entry => komang.Submit("/desk/square/questions", "faq", ("Entry", entry)));
        (await visitor.GetStringAsync("/square/faq")).ShouldNotContain("apoteker");
    }

    [Fact]
    public async Task Danger_shows_the_way_to_help_first_and_what_is_late_is_counted_as_late()
    {
        using var sari = await App.Client("member");
        const string danger = "Anak saya kejang sejak tadi, harus bagaimana?";
        var shown = await (await sari.Submit("/square/ask", "ask", ("Form.Text", danger))).Content.ReadAsStringAsync();
        shown.ShouldContain("telepon dahulu");
        (await Count(danger)).ShouldBe(0);
        (await sari.Submit("/square/ask", "ask", ("Form.Text", danger), ("Form.Looked", "yes"), ("Form.SeenBy", "Everyone"))).StatusCode.ShouldBe(HttpStatusCode.Redirect, "advice is no block");
        (await Count(danger)).ShouldBe(1);
        App.Clock.Advance(TimeSpan.FromHours(SquareRules.UsualHours + 1));
        using var komang = await App.Client("clinician");
        (await komang.GetStringAsync("/desk/square/questions")).ShouldContain("1 terlambat.");
        using var head = await App.Client("head");
        (await head.Submit("/desk/square/rules", "rules", ("Form.Age", "18"), ("Form.Hours", "0"))).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await head.Submit("/desk/square/rules", "rules", ("Form.Age", "18"), ("Form.Hours", "6"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        using var again = await App.Client("member");
        (await again.GetStringAsync("/square/ask")).ShouldContain("dalam 6 jam");
    }

    [Fact]
    public async Task What_is_private_leaves_the_square_and_what_a_service_answers_leads_there()
    {
        using var sari = await App.Client("member");
        const string text = "Mengapa keputihan saya berbau?";
        var page = await Ask(sari, text);
        using var komang = await App.Client("clinician");
        var id = (await Of(text)).Id;
        (await komang.PutAsJsonAsync($"/api/v1/square/questions/{id}/service", new { service = "tidak-ada" })).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        await using (var scope = await App.ScopeOf("clinician"))
        {
            var service = (await scope.ServiceProvider.GetRequiredService<QuestionDesk>().Services(default))[0];
            (await komang.PutAsJsonAsync($"/api/v1/square/questions/{id}/service", new { service = service.Key })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
            (await sari.Page(page)).QuerySelector("a.onward")!.GetAttribute("href")!.ShouldEndWith(service.Path);
        }
        await komang.Submit($"/desk/square/questions/{id}", "private");
        using var visitor = App.Anonymous();
        (await visitor.GetAsync(page)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await sari.GetStringAsync(page)).ShouldContain("Lebih baik secara pribadi");
        var told = (await sari.Submit(page, "private")).Headers.Location!.ToString();
        (await sari.GetStringAsync(told)).ShouldContain(text);
        (await Count(text)).ShouldBe(0);
        await using var inbox = await App.ScopeOf("officer");
        (await inbox.ServiceProvider.GetRequiredService<PendopoDb>().Set<Conversation>().SingleAsync(row => row.AuthorName == "Bu Sari")).Private.ShouldBeTrue();
        const string alone = "Bagaimana cara berhenti merokok diam-diam?";
        (await sari.Submit("/square/ask", "ask", ("Form.Text", alone), ("Form.Looked", "yes"), ("Form.SeenBy", "nurse"))).Headers.Location!.ToString().ShouldContain("/private/");
        (await Count(alone)).ShouldBe(0);
    }

    [Fact]
    public async Task A_question_in_a_group_stays_there_and_the_desk_sees_it_only_from_within()
    {
        using var sari = await App.Client("member");
        await using var scope = await App.Scope();
        var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
        var carers = (await db.Set<Pendopo.Community.Groups.Group>().AcrossCentres().SingleAsync(group => group.Name == "Pendamping")).Id;
        const string text = "Bagaimana membujuk ibu untuk mandi?";
        (await sari.Submit($"/square/ask?group={carers}", "ask", ("Form.Text", text), ("Form.Looked", "yes"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var question = await Of(text);
        question.DueAt.ShouldBeNull();
        using var ayu = await App.Client("reviewer");
        (await ayu.GetStringAsync("/desk/square/questions")).ShouldNotContain("membujuk ibu");
        (await ayu.GetAsync($"/desk/square/questions/{question.Id}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await ayu.PutAsJsonAsync($"/api/v1/square/questions/{question.Id}/triage", new { urgency = "Soon" })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var komang = await App.Client("clinician");
        (await komang.GetStringAsync("/desk/square/questions")).ShouldContain("membujuk ibu");
        using var yanti = await App.Client("kader");
        (await yanti.GetAsync("/desk/square/questions")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await yanti.GetStringAsync("/api/v1/square/questions/suggestions?text=" + Uri.EscapeDataString(text))).ShouldNotContain("membujuk");
    }

    private static async Task<string> Ask(HttpClient browser, string text)
    {
        var sent = await browser.Submit("/square/ask", "ask", ("Form.Text", text), ("Form.Looked", "yes"), ("Form.SeenBy", "Everyone"));
        sent.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        return new Uri(new Uri("http://host/"), sent.Headers.Location!).AbsolutePath;
    }

    private static async Task<Guid> Answer(HttpClient browser, string page, string text)
    {
        using var said = await browser.PostAsJsonAsync($"/api/v1{page}/comments", new { text, key = Guid.CreateVersion7() });
        return (await said.Content.ReadFromJsonAsync<Made>())!.Id;
    }

    private async Task License(string name)
    {
        await using var scope = await App.Scope();
        var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
        var face = await db.Set<Face>().AcrossCentres().SingleAsync(row => row.Name == name && row.GroupId == null);
        var licence = Licence.Of(face, new(Profession.Nurse, LicenceKind.Registration, "STR 1", "Konsil", null), null, App.Clock.Now());
        licence.Check(face, forCentre: false, (await App.PersonOf("head")).Id, App.Clock.Now());
        db.Add(licence);
        await db.SaveChangesAsync();
    }

    private async Task<Question> Of(string text)
    {
        await using var scope = await App.Scope();
        var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
        return await db.Set<Question>().AcrossCentres().AsNoTracking().SingleAsync(row => db.Set<Said>().AcrossCentres().Any(said => said.Id == row.SaidId && said.Text == text));
    }

    private async Task<int> Count(string text)
    {
        await using var scope = await App.Scope();
        return await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Said>().AcrossCentres().CountAsync(said => said.Text == text);
    }

    private async Task Entry(Func<string, Task> act)
    {
        await using var scope = await App.Scope();
        await act((await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<FaqEntry>().AcrossCentres().SingleAsync(row => row.Question.StartsWith("Bolehkah minum"))).Id.ToString());
    }

    private sealed record Made(Guid Id);
}
