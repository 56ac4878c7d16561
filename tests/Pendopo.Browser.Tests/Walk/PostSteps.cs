using System.Globalization;
using Microsoft.Playwright;
using Pendopo.Browser.Tests.Harness;

namespace Pendopo.Browser.Tests.Walk;

/// <summary>What the staff do with a post, as they do it: by the words on the page.</summary>
internal static class PostSteps
{
    /// <summary>A picture of one colour, 64 by 48 px, as a camera would not make it but every reader of PNG accepts it.</summary>
    public static readonly byte[] Picture = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAEAAAAAwCAIAAAAuKetIAAAARElEQVR42u3PQQkAAAgEsOthKTvYv4MV/AqDFVhq+rUICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICFwtpWGoiMjfMeMAAAAASUVORK5CYII=");

    /// <summary>Begins a post, writes it, gives it a picture and returns the address of its page at the desk.</summary>
    public static async Task<string> WritePostAsync(this Visitor officer, string title, string summary, string text)
    {
        await officer.OpenAsync("/desk/posts");
        await officer.Page.GetByRole(AriaRole.Link, new() { Name = "Tulis kiriman" }).ClickAsync();
        await officer.Page.GetByRole(AriaRole.Button, new() { Name = "Tulis tips" }).ClickAsync();
        await officer.Page.GetByLabel("Judul").FillAsync(title);
        await officer.Page.GetByLabel("Ringkasan").FillAsync(summary);
        await officer.Page.GetByRole(AriaRole.Textbox, new() { NameRegex = new("^Teks") }).FillAsync(text);
        await officer.Page.GetByLabel("Topik").FillAsync("Imunisasi");
        await officer.PressAsync("Simpan draf");
        return new Uri(officer.Page.Url).AbsolutePath;
    }

    public static async Task AddPictureAsync(this Visitor officer, string alt)
    {
        await officer.Page.Locator("summary", new() { HasText = "Gambar" }).ClickAsync();
        await officer.Page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "imunisasi.png", MimeType = "image/png", Buffer = Picture });
        await officer.Page.Locator("[name='Form.PictureAlt']").FillAsync(alt);
        await officer.Page.Locator("[name='Form.Shows'][value='Nobody']").CheckAsync();
        await officer.PressAsync("Tambahkan gambar");
        await Assertions.Expect(officer.Page.GetByText("Gambar sudah ditambahkan")).ToBeVisibleAsync();
    }

    /// <summary>Plans it on every connected channel for a minute on the centre's clock.</summary>
    public static async Task ScheduleAsync(this Visitor officer, DateTimeOffset at)
    {
        await officer.Page.Locator("[name='Form.Date']").FillAsync(at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        await officer.Page.Locator("[name='Form.Time']").FillAsync(at.ToString("HH:mm", CultureInfo.InvariantCulture));
        await officer.PressAsync("Jadwalkan");
        await Assertions.Expect(officer.Page.GetByText("Kanal dan waktunya tersimpan")).ToBeVisibleAsync();
    }

    public static async Task SubmitAsync(this Visitor officer)
    {
        await officer.PressAsync("Kirim untuk disetujui");
        await Assertions.Expect(officer.Page.GetByText("Sudah dikirim. Penelaah kini melihatnya")).ToBeVisibleAsync();
    }

    /// <summary>Finds the post among what waits at the desk, reads it and approves it.</summary>
    public static async Task ApproveAsync(this Visitor reviewer, string title)
    {
        await reviewer.OpenAsync("/desk");
        await reviewer.Page.GetByRole(AriaRole.Link, new() { Name = title }).First.ClickAsync();
        await Assertions.Expect(reviewer.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(title);
        await reviewer.Page.ShowsNoMoreAsync(reviewer.Page.GetByText("Tulisan dalam gambar ini sedang dibaca. Kiriman menunggunya sebelum disetujui."));
        await reviewer.PressAsync("Setujui");
        await Assertions.Expect(reviewer.Page.GetByText("Sudah disetujui")).ToBeVisibleAsync();
    }

    /// <summary>Waits until the line of a channel has come to this state.</summary>
    public static Task SeesAsync(this Visitor officer, string network, string state) =>
        officer.Page.ShowsAsync(Line(officer, network).Locator(".chip").GetByText(state, new() { Exact = true }));

    public static async Task RecallAsync(this Visitor officer, string reason)
    {
        await officer.Page.Locator("summary", new() { HasText = "Tarik kembali kiriman ini" }).ClickAsync();
        await officer.Page.GetByLabel("Alasan").FillAsync(reason);
        await officer.PressAsync("Tarik kembali kiriman ini");
    }

    public static ILocator Line(Visitor reader, string network) => reader.Page.Locator(".lines li").Filter(new() { HasText = network });
}
