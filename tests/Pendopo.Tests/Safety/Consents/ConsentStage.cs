using AngleSharp.Html.Parser;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Platform.Data;
using Pendopo.Publishing.Consents;
using Pendopo.Publishing.Contracts;
using Pendopo.Safety.Consents;
using Pendopo.Safety.Contracts;
using Pendopo.Tests.Harness;
using Pendopo.Tests.Publishing;

namespace Pendopo.Tests.Safety.Consents;

/// <summary>The acts around a consent as the sample people do them: Bu Sari is asked, answers by her link, and takes it back.</summary>
internal sealed class ConsentStage(TestApp app, PublishingStage publishing)
{
    public static readonly DateOnly Until = new(2027, 3, 1);

    public const string Signature = "M10 20L30 40L50 60L70 80L90 100L110 120L130 140";

    public static ConsentPerson Sari => new("Bu Sari", ConsentDecider.Self, "", "", null);

    public static ConsentPerson Child(int age) => new("Dimas", ConsentDecider.Guardian, "Bu Sari", "ibu", age);

    /// <summary>A sheet and the person's own path to it.</summary>
    public async Task<(ConsentSheet Sheet, string Path)> Ask(ConsentPerson? person = null, string[]? channels = null, params ConsentPurpose[] purposes) =>
        await publishing.As("officer", async scope =>
        {
            var asked = await scope.GetRequiredService<AskForConsent>().Run(
                new(person ?? Sari, purposes.Length == 0 ? [ConsentPurpose.Story] : purposes, channels ?? [ScriptedNetwork.Name], Until, "id"), default);
            asked.Problems.ShouldBeEmpty();
            var links = scope.GetRequiredService<ConsentLinks>();
            return (asked.Value, "/@melati/consent/" + links.SecretOf(asked.Value));
        });

    public async Task<IReadOnlyList<Consent>> Consents(Id<ConsentSheet> sheet)
    {
        await using var scope = await app.Scope();
        return await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Consent>().AcrossCentres().AsNoTracking().Where(row => row.SheetId == sheet).OrderBy(row => row.Purpose).ToListAsync();
    }

    /// <summary>A consent that was given, and the path by which it is taken back.</summary>
    public async Task<(Consent Consent, string Path, ConsentSheet Sheet)> Given(string[]? channels = null, params ConsentPurpose[] purposes)
    {
        var (sheet, path) = await Ask(channels: channels, purposes: purposes);
        await publishing.As("officer", async scope =>
        {
            var consent = (await Consents(sheet.Id)).Single();
            var answered = await scope.GetRequiredService<AnswerConsent>().OnScreen(
                new(sheet.Id, [new(consent.Id, true, channels ?? [ScriptedNetwork.Name], ConsentNaming.FirstName)], new(Signature, "", null, false, "", null)), default);
            answered.Problems.ShouldBeEmpty();
            return 0;
        });
        return ((await Consents(sheet.Id)).Single(), path, sheet);
    }

    public Task<Pendopo.Platform.Result<Post>> Name(Id<Post> post, params Id<Consent>[] consents) =>
        publishing.As("officer", scope => scope.GetRequiredService<NamePersons>().Run(post, consents, default));

    /// <summary>As the person does it: opens the link in a browser without scripts and presses the button.</summary>
    public async Task<HttpResponseMessage> Withdraw(string path, Id<Consent> consent)
    {
        using var sari = app.Anonymous();
        return await sari.Send(await sari.GetStringAsync(path), $"withdraw-{consent}", [], path);
    }

    public static string TextOf(string html) => new HtmlParser().ParseDocument(html).Body!.TextContent;
}
