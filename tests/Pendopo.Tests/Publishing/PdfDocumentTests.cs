using System.Net;
using System.Net.Http.Json;
using System.Text;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Channels.Contracts;
using Pendopo.Channels.LinkedIn;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Files;
using Pendopo.Platform.Outbound;
using Pendopo.Platform.Settings;
using Pendopo.Publishing.Contracts;
using Pendopo.Tests.Harness;
using Pendopo.Tests.StandIns.LinkedIn;

namespace Pendopo.Tests.Publishing;

/// <summary>A leaflet on its whole way: an officer brings the PDF by the form of the post, and LinkedIn receives a document of the same pages.</summary>
[Collection("publishing on sqlite")]
public sealed class PdfDocumentTests(SqliteApp app) : AppTests(app)
{
    private PublishingStage Stage => new(App);

    [Fact]
    public async Task A_leaflet_that_an_officer_brings_stands_on_LinkedIn_as_a_document_of_its_pages()
    {
        await using var linkedIn = await LinkedInStandIn.StartAsync(App.Clock);
        var channel = await Connect(linkedIn);
        var post = (await Stage.Draft()).Id;
        using var officer = await App.Client("officer");
        using var brought = await Bring(officer, $"/desk/posts/{post}");
        brought.Headers.Location!.ToString().ShouldContain("done=picture");
        (await officer.PutAsJsonAsync($"/api/v1/posts/{post}/channels/{channel}/placement", new { placement = "Document" })).StatusCode.ShouldBe(HttpStatusCode.OK);
        await AreRead();
        await Stage.Submit(post);
        await Stage.Approve(post);
        await Stage.Schedule(post, null, LinkedInConnector.NetworkName);
        for (var round = 0; round < 8 && linkedIn.Posts.All.IsEmpty; round++)
        {
            App.Clock.Advance(TimeSpan.FromSeconds(30));
            await App.Tick();
            await App.RunJobs();
        }
        var document = linkedIn.Media.Uploads.Values.Single(upload => upload.Kind == "document");
        linkedIn.Posts.All.Values.ShouldHaveSingleItem().Media.ShouldBe([document.Urn]);
        await using var scope = await App.Scope();
        var pages = await scope.ServiceProvider.GetRequiredService<PdfChild>().Pages(new MemoryStream(document.Bytes), 9, default);
        pages.ShouldNotBeNull().Count.ShouldBe(2, "what arrived opens, page by page");
        Encoding.Latin1.GetString(document.Bytes).ShouldNotContain("Bu Rahasia", Case.Sensitive, "whose file it was goes nowhere");
        (await Stage.Publication(post, LinkedInConnector.NetworkName)).State.ShouldBe(PublicationState.Sent);
    }

    // What stands on them is read by a program that takes its time.
    private async Task AreRead()
    {
        await using var scope = await App.ScopeOf("officer");
        var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
        foreach (var file in await db.Set<StoredFile>().Where(file => file.Reading == PictureReading.Waiting).ToListAsync())
            file.HoldsNoText();
        await db.SaveChangesAsync();
    }

    private async Task<Id<Channel>> Connect(LinkedInStandIn linkedIn)
    {
        var values = new ConfigurationBuilder().AddInMemoryCollection(
            [new(LinkedInSettings.ServerKey, linkedIn.Url), new(LinkedInSettings.DialogKey, linkedIn.Url), new(LinkedInSettings.ClientIdKey, LinkedInStandIn.ClientId), new(LinkedInSettings.SecretKey, LinkedInStandIn.ClientSecret)]).Build();
        App.Replace = services => services.AddSingleton(new OutboundOptions { AllowedPrivate = ["127.0.0.0/8", "::1/128"] })
            .AddSingleton(provider => new LinkedInSettings(values, provider.GetRequiredService<IDataProtectionProvider>(), provider.GetRequiredService<PublicAddress>()));
        await using var scope = await App.ScopeOf("officer");
        var (db, tokens, now) = (scope.ServiceProvider.GetRequiredService<PendopoDb>(), linkedIn.Tokens.Pair(), App.Clock.GetUtcNow());
        var keys = new LinkedInKeys(LinkedInStandIn.Page, "Puskesmas Melati", tokens.Access, now.AddDays(60), tokens.Refresh, now.AddDays(365), LinkedInSignIn.Needed);
        var channel = Channel.Connect(scope.ServiceProvider.GetRequiredService<Here>().Centre.Id, LinkedInConnector.NetworkName, "Puskesmas Melati", LinkedInStandIn.Page, scope.ServiceProvider.GetRequiredService<Accounts>().Seal(keys), now);
        db.Add(channel);
        await db.SaveChangesAsync();
        return channel.Id;
    }

    private static async Task<HttpResponseMessage> Bring(HttpClient officer, string address)
    {
        var page = new HtmlParser().ParseDocument(await officer.GetStringAsync(address));
        using var form = new MultipartFormDataContent
        {
            { new StringContent("picture"), "_handler" }, { new StringContent(page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!), "__RequestVerificationToken" },
            { new StringContent("Leaflet diare"), "Form.PictureAlt" }, { new StringContent("Nobody"), "Form.Shows" }, { new ByteArrayContent(PdfPagesTests.Pdf(pages: 2, title: "Bu Rahasia")), "Form.Picture", "leaflet.pdf" },
        };
        return await officer.PostAsync(address, form);
    }
}
