using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Channels.Contracts;
using Pendopo.Commands.Doctor;
using Pendopo.Platform.Data;
using Pendopo.Tests.Channels.Everywhere;
using Pendopo.Tests.Harness;
using Pendopo.Tests.StandIns.Mastodon;

namespace Pendopo.Tests.Commands;

/// <summary>`doctor channels`: every account that a network knows gets a sentence, and what does not work a remedy; nothing is changed there.</summary>
[Collection("channels on sqlite")]
public sealed class DoctorChannelsTests(SqliteApp app) : EverywhereTests(app)
{
    // What of the house can be asked: an SMS gateway cannot without sending.
    private static readonly string[] Asked = [.. NetworkHouse.Networks.Except(["sms"])];

    [Fact]
    public async Task Each_account_is_asked_once_and_nothing_is_sent_changed_or_deleted_anywhere()
    {
        var before = Asked.ToDictionary(network => network, network => House.Gate(network).Passed.Count);
        var findings = await Look(live: true);
        foreach (var network in Asked)
        {
            findings.Where(finding => finding.Text.StartsWith($"{network}, ", StringComparison.Ordinal) && finding.Text.Contains("(Puskesmas Melati): works", StringComparison.Ordinal)).ShouldNotBeEmpty(network);
            House.Gate(network).Passed.Count.ShouldBeGreaterThan(before[network], network);
        }
        findings.ShouldNotContain(finding => finding.Text.StartsWith("sms", StringComparison.Ordinal) || finding.Text.StartsWith("site", StringComparison.Ordinal));
        House.Sms.Calls.ShouldBe(0);
        // Telegram and TikTok ask by POST, too: by the methods of these names nothing is changed.
        string[] questions = ["/getMe", "/getChat", "/getChatMember", "/getWebhookInfo", "/creator_info/query/"];
        NetworkHouse.Networks.SelectMany(network => House.Gate(network).Passed.Skip(before.GetValueOrDefault(network))).Where(call => !call.Name.StartsWith("GET ", StringComparison.Ordinal) && !questions.Any(question => call.Name.EndsWith(question, StringComparison.Ordinal)))
            .Select(call => call.Name).ShouldBeEmpty();
        NetworkHouse.Networks.SelectMany(House.Standing).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_does_not_work_is_told_in_a_sentence_with_its_remedy_and_without_live_nobody_is_asked()
    {
        House.X.Tokens.RevokeAll();
        House.Mastodon.Misbehave("GET /api/v1/accounts/verify_credentials", MastodonFault.BreakBefore, MastodonFault.BreakBefore, MastodonFault.BreakBefore);
        var findings = await Look(live: true);
        Of(findings, "x").ShouldSatisfyAllConditions(found => found.Fine.ShouldBeFalse(), found => found.Text.ShouldContain("does not work"), found => found.Remedy!.ShouldContain("connects it again"));
        Of(findings, "mastodon").ShouldSatisfyAllConditions(found => found.Fine.ShouldBeFalse(), found => found.Text.ShouldContain("could not be asked"), found => found.Remedy!.ShouldContain("internet"));
        Of(findings, "telegram").Fine.ShouldBeTrue();
        await Change(set => set.SetProperty(channel => channel.Credentials, [1, 2, 3]), "linkedin");
        Of(await Look(live: true), "linkedin").ShouldSatisfyAllConditions(found => found.Text.ShouldContain("cannot be opened"), found => found.Remedy!.ShouldContain("keys"));

        await Change(set => set.SetProperty(channel => channel.State, ChannelState.Reconnect), "threads");
        var calls = NetworkHouse.Networks.Sum(network => House.Gate(network).Passed.Count);
        var known = await Look(live: false);
        Of(known, "threads").ShouldSatisfyAllConditions(found => found.Fine.ShouldBeFalse(), found => found.Remedy!.ShouldContain("Channels"));
        NetworkHouse.Networks.Sum(network => House.Gate(network).Passed.Count).ShouldBe(calls);
        Of(await Look(live: true), "threads").Remedy!.ShouldContain("Test now");
    }

    private static Finding Of(IEnumerable<Finding> findings, string network) => findings.Single(finding => finding.Text.StartsWith($"{network}, ", StringComparison.Ordinal) && finding.Text.Contains("(Puskesmas Melati)", StringComparison.Ordinal));

    private async Task<List<Finding>> Look(bool live)
    {
        await using var scope = await App.Scope();
        return await new AccountChecks(scope.ServiceProvider).Run(live, default).ToListAsync();
    }

    private async Task Change(Action<Microsoft.EntityFrameworkCore.Query.UpdateSettersBuilder<Channel>> set, string network)
    {
        await using var scope = await App.Scope();
        await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<Channel>().AcrossCentres().Where(channel => channel.Network == network).ExecuteUpdateAsync(set);
    }
}
