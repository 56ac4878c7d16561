using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Channels.Threads;
using Pendopo.Platform.Outbound;
using Pendopo.Platform.Settings;
using Pendopo.Tests.Harness;
using Pendopo.Tests.StandIns.Graph;
using Pendopo.Tests.StandIns.Threads;

namespace Pendopo.Tests.Channels.Threads;

/// <summary>An officer is taken to Threads and back, and sees what was allowed.</summary>
[Collection("channels on sqlite")]
public sealed class ConnectThreadsTests(SqliteApp app) : AppTests(app)
{
    [Fact]
    public async Task What_was_allowed_is_listed_where_the_network_tells_it_and_tried_in_any_case()
    {
        await using var network = await ThreadsStandIn.StartAsync(App.Clock);
        using var there = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        var values = new ConfigurationBuilder().AddInMemoryCollection(ThreadsTests.Values(network.Url)).Build();
        App.Replace = services => services.AddSingleton(new OutboundOptions { AllowedPrivate = ["127.0.0.0/8", "::1/128"] })
            .AddSingleton(provider => new ThreadsSettings(values, provider.GetRequiredService<IDataProtectionProvider>(), provider.GetRequiredService<PublicAddress>()));
        using var officer = await App.Client("officer");
        async Task<string> Return()
        {
            var page = new HtmlParser().ParseDocument(await officer.GetStringAsync("/desk/channels/threads"));
            var dialog = page.QuerySelectorAll("a").Select(link => link.GetAttribute("href")!).Single(href => href.Contains("/oauth/authorize", StringComparison.Ordinal));
            using var answer = await there.GetAsync(new Uri(dialog));
            return await officer.GetStringAsync(answer.Headers.Location!.PathAndQuery);
        }
        var all = await Return();
        all.ShouldContain("Threads menyatakan ini diizinkan:");
        foreach (var (scope, _) in ThreadsSignIn.Scopes)
            all.ShouldContain($"<code>{scope}</code>");
        // A right that no harmless call shows is missed in the list alone.
        network.Tokens.Allows.Remove("threads_manage_replies");
        (await Return()).ShouldContain("Tidak semuanya diizinkan");
        network.Misbehave("GET debug_token", GraphFault.ServerError);
        var unheard = await Return();
        unheard.ShouldContain("Kali ini Threads tidak memberi daftar izin");
        unheard.ShouldNotContain("hanya penguji aplikasi yang mendapatnya");
        network.Facts.TellsGranted = false;
        var untold = await Return();
        untold.ShouldContain("hanya penguji aplikasi yang mendapatnya");
        untold.ShouldNotContain("Threads menyatakan ini diizinkan:");
    }
}
