using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Pendopo.Platform.Ui;
using Pendopo.Tests.Harness;
using Pendopo.Tests.Publishing;

namespace Pendopo.Tests.Safety.Consents;

/// <summary>The proof of a withdrawal to take along: the same as the page, in either language.</summary>
public abstract class ProofPdfTests(TestApp app) : PublishingTests(app)
{
    [Fact]
    public async Task The_proof_of_a_withdrawal_is_a_dated_PDF_in_both_languages_for_the_desk_and_for_the_person()
    {
        var (_, path, sheet) = await new ConsentStage(App, Stage).Given();
        using var sari = App.Anonymous();
        var html = await sari.GetStringAsync(path);
        await sari.Send(html, Regex.Match(html, "withdraw-[0-9a-f-]+").Value, [], path);
        var indonesian = await Text(sari, path + "/proof.pdf?language=id");
        indonesian.ShouldContain(sheet.Code);
        indonesian.ShouldContain("Bu Sari");
        indonesian.ShouldContain(App.Clock.GetUtcNow().Year.ToString(System.Globalization.CultureInfo.InvariantCulture));
        var english = await Text(sari, path + "/proof.pdf?language=en");
        english.ShouldContain("Record of consent");
        english.ShouldNotBe(indonesian);
        using var desk = await App.Client("desk");
        (await desk.GetStringAsync($"/desk/consents/{sheet.Id}/proof")).ShouldContain($"/desk/consents/{sheet.Id}/proof.pdf?language=en");
        (await Text(desk, $"/desk/consents/{sheet.Id}/proof.pdf?language=en")).ShouldContain("Record of consent");
        using var stranger = await App.Client("officer@kenanga");
        (await stranger.GetAsync($"/desk/consents/{sheet.Id}/proof.pdf")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await sari.GetAsync("/@melati/consent/unknown/proof.pdf")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public void A_long_text_goes_over_pages_and_every_offset_of_the_file_is_true()
    {
        var pdf = new PlainPdf("Uji (satu)", "id").Head("Judul");
        for (var line = 0; line < 200; line++)
            pdf.Line("Baris", new string('m', 30) + " kata lain – “kutip” (kurung) \\ 漢 é");
        var file = Encoding.Latin1.GetString(pdf.Bytes());
        var table = int.Parse(Regex.Match(file, @"startxref\n(\d+)").Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);
        file[table..].ShouldStartWith("xref");
        var offsets = Regex.Matches(file[table..], @"(\d{10}) 00000 n").Select(match => int.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture)).ToList();
        offsets.Select((offset, index) => file[offset..].StartsWith($"{index + 1} 0 obj", StringComparison.Ordinal)).ShouldAllBe(right => right);
        foreach (Match stream in Regex.Matches(file, @"/Length (\d+) >>\nstream\n(.*?)\nendstream", RegexOptions.Singleline))
            stream.Groups[2].Length.ShouldBe(int.Parse(stream.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture));
        Regex.Match(file, @"/Count (\d+)").Groups[1].Value.ShouldNotBe("1");
        file.ShouldContain(@"\(kurung\)");
    }

    private static async Task<string> Text(HttpClient browser, string path)
    {
        var answer = await browser.GetAsync(path);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, path);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/pdf");
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        var file = Encoding.Latin1.GetString(await answer.Content.ReadAsByteArrayAsync());
        file.ShouldStartWith("%PDF-1.7");
        file.TrimEnd().ShouldEndWith("%%EOF");
        return string.Join('\n', Regex.Matches(file, @"\((.*)\) Tj").Select(match => match.Groups[1].Value));
    }
}

[Collection("rooms on sqlite")]
public sealed class ProofPdfOnSqlite(SqliteApp app) : ProofPdfTests(app);
