using Microsoft.AspNetCore.DataProtection;
using Pendopo.Platform.Mail.Dns;
using Pendopo.Platform.Mail.Smtp;

namespace Pendopo.Channels.Letters;

public enum RecordState
{
    NotAsked,
    Stands,
    /// <summary>There is a record of this name, and it says something else.</summary>
    Differs,
    Missing,
    /// <summary>No name server answered.</summary>
    NoAnswer,
}

/// <summary>A TXT record as it should stand.</summary>
/// <param name="Begins">What a record must begin with to be the one that is meant.</param>
internal sealed record DnsRecord(string Name, string Value, string Begins, RecordState State = RecordState.NotAsked);

/// <param name="Pipe">The line by which a mail server hands over what comes back.</param>
internal sealed record SenderFacts(string From, IReadOnlyList<DnsRecord> Records, string Pipe);

/// <summary>What stands in DNS for the sender's domain, and what should: RFC 6376 (DKIM), RFC 7208 (SPF), RFC 7489 (DMARC).</summary>
internal sealed class LetterSender(LetterKeyring keyring, TxtLookup dns, IConfiguration settings, IDataProtectionProvider protection)
{
    /// <summary>Null while no mail server is set.</summary>
    public async Task<SenderFacts?> Facts(CancellationToken cancel)
    {
        if (MailRoute.Of(settings, protection) is not { } route)
            return null;
        var keys = await keyring.Open(cancel);
        return new(route.From,
        [
            new(keys.NameAt(route.Domain), keys.Record(), "v=DKIM1"),
            new(route.Domain, $"v=spf1 a:{route.Host} mx ~all", "v=spf1"),
            new($"_dmarc.{route.Domain}", "v=DMARC1; p=none", "v=DMARC1"),
        ], $"{route.From[..route.From.LastIndexOf('@')]}: \"|/usr/bin/pendopo mail-in\"");
    }

    /// <summary>Asks for each of them. Of DKIM the key must be ours; of the others any that stands will do, for who set it may know better.</summary>
    public async Task<SenderFacts> Look(SenderFacts facts, CancellationToken cancel)
    {
        var records = new List<DnsRecord>();
        foreach (var record in facts.Records)
        {
            var found = await dns.Ask(record.Name, cancel);
            var there = found?.FirstOrDefault(text => text.StartsWith(record.Begins, StringComparison.OrdinalIgnoreCase));
            var state = found is null ? RecordState.NoAnswer : there is null ? RecordState.Missing
                : record.Begins != "v=DKIM1" || KeyOf(there) == KeyOf(record.Value) ? RecordState.Stands : RecordState.Differs;
            records.Add(record with { State = state });
        }
        return facts with { Records = records };
    }

    private static string KeyOf(string record) =>
        record.Split(';').Select(tag => tag.Replace(" ", "", StringComparison.Ordinal)).FirstOrDefault(tag => tag.StartsWith("p=", StringComparison.Ordinal)) ?? "";
}
