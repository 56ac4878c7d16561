using System.Text;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Channels.Contracts;
using Pendopo.Channels.Letters;
using Pendopo.Platform.Data;
using Pendopo.Platform.Settings;
using Pendopo.Testing;
using Pendopo.Tests.Harness;
using Pendopo.Tests.Publishing;

namespace Pendopo.Tests.Channels.Letters;

/// <summary>A list of letters at Melati, and a mail server for it.</summary>
internal sealed class LetterStage(TestApp app)
{
    public const string From = "kabar@melati.example";

    public async Task<Id<Channel>> List(int port, string name = "Kabar puskesmas")
    {
        await Set(port);
        await using (var scope = await app.Scope())
        {
            // The sample's own list stands aside: what is counted here is this one's.
            var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
            await db.Set<Subscription>().AcrossCentres().ExecuteDeleteAsync();
            await db.Set<Subscriber>().AcrossCentres().ExecuteDeleteAsync();
            await db.Set<Channel>().AcrossCentres().Where(row => row.Network == LettersConnector.NetworkName).ExecuteDeleteAsync();
        }
        return await As(async services => (await services.GetRequiredService<KeepLists>().Add(name, default)).Value.Id);
    }

    public async Task Set(int port)
    {
        await using var scope = await app.Scope();
        var settings = scope.ServiceProvider.GetRequiredService<SettingsBook>();
        foreach (var (key, value) in new[] { (SettingKeys.MailHost, LetterSink.Host), (SettingKeys.MailPort, $"{port}"), (SettingKeys.MailSecurity, "none"), (SettingKeys.MailFrom, From), (SettingKeys.PublicAddress, "https://melati.example") })
            await settings.Write(key, value, default);
        await scope.ServiceProvider.GetRequiredService<PendopoDb>().SaveChangesAsync();
        await settings.Publish(default);
    }

    public async Task<T> As<T>(Func<IServiceProvider, Task<T>> act)
    {
        await using var scope = await app.ScopeOf("administrator");
        return await act(scope.ServiceProvider);
    }

    public Task BringIn(Id<Channel> list, params string[] addresses) => As(async services =>
        (await services.GetRequiredService<KeepSubscribers>().BringIn(new(list, string.Join('\n', addresses), "Paper forms of the open day.", "id"), default)).Value);

    /// <summary>Sends an approved post to the lists; returns when its page and its letter are in their ledgers and what is due has left.</summary>
    public async Task<Id<Pendopo.Publishing.Contracts.Post>> Send(string title = "Pemberian oralit di rumah")
    {
        var stage = new PublishingStage(app);
        var post = await stage.Approved(PublishingStage.Words(title));
        await stage.Schedule(post.Id, null, LettersConnector.NetworkName);
        await Round();
        return post.Id;
    }

    public async Task Round(TimeSpan? after = null)
    {
        for (var round = 0; round < 3; round++)
        {
            app.Clock.Advance(round == 0 && after is { } pause ? pause : TimeSpan.FromSeconds(15));
            await app.Tick();
            await app.RunJobs();
        }
    }

    public async Task<Subscriber> Reader(string email)
    {
        await using var scope = await app.Scope();
        return await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Subscriber>().AcrossCentres().AsNoTracking().SingleAsync(row => row.Email == email);
    }

    public async Task<List<IssueCopy>> Copies()
    {
        await using var scope = await app.Scope();
        return await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<IssueCopy>().AcrossCentres().AsNoTracking().OrderBy(row => row.Id).ToListAsync();
    }

    public async Task<TakenMail> Take(string mail, string? to = null)
    {
        await using var scope = await app.Scope();
        return await scope.ServiceProvider.GetRequiredService<TakeMail>().Run(Encoding.Latin1.GetBytes(mail), to, null, default);
    }

    /// <summary>The path in a mail that leads to its reader's own page.</summary>
    public static string OwnPath(string text) => Regex.Match(text, @"https://melati\.example(/\S*letters/[\w-]+)", RegexOptions.None, TimeSpan.FromSeconds(1)).Groups[1].Value;
}
