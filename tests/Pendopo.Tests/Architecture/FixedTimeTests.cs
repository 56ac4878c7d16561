using System.Text.RegularExpressions;

namespace Pendopo.Tests.Architecture;

/// <summary>What proves something is compared in a time that does not tell how much of it was right.</summary>
public sealed partial class FixedTimeTests
{
    // What is compared there is no secret that a stranger could find out byte by byte.
    private static readonly Dictionary<string, string> NoSecret = new(StringComparer.Ordinal)
    {
        ["src/Pendopo/Platform/Backups/Container/BackupHeader.cs"] = "a check sum that stands beside what it sums up",
        ["src/Pendopo/Platform/People/Links/AccountLink.cs"] = "found by the hash of a random secret: nobody steers a hash towards a row",
        ["src/Pendopo/Publishing/Calendar/CalendarFeeds.cs"] = "likewise",
        ["src/Pendopo/Publishing/Guests/GuestVisit.cs"] = "likewise",
        ["src/Pendopo/Publishing/Walls/ScreenPage.razor"] = "likewise",
        ["src/Pendopo/Safety/Consents/ConsentLink.cs"] = "likewise",
        ["src/Pendopo/Safety/Rights/RightsLedger.cs"] = "likewise",
        ["src/Pendopo/Inbox/Privately/TalkDoor.cs"] = "likewise",
        ["src/Pendopo/Community/Groups/GroupReading.cs"] = "likewise",
        ["src/Pendopo/Community/Members/EnterSquare.cs"] = "likewise",
        ["src/Pendopo/Community/Members/KeepCards.cs"] = "likewise",
        ["src/Pendopo/Channels/Letters/OwnLetters.cs"] = "likewise",
        ["src/Pendopo/Care/Agenda/StaffFeeds.cs"] = "likewise",
        ["src/Pendopo/Care/Appointments/AppointmentKeys.cs"] = "likewise",
        ["src/Pendopo/Care/Appointments/Seats.cs"] = "likewise",
        ["src/Pendopo/Care/Queue/TicketKeys.cs"] = "likewise",
        ["src/Pendopo/Care/Waiting/WaitingKeys.cs"] = "likewise",
        ["src/Pendopo/Care/Complaints/ComplaintKeys.cs"] = "likewise",
        ["src/Pendopo/Care/Classes/ClassKeys.cs"] = "likewise",
        ["src/Pendopo/Care/Complaints/ComplaintRecords.cs"] = "likewise",
        ["src/Pendopo/Care/Fhir/FhirKeys.cs"] = "likewise",
        ["src/Pendopo/Platform/Audit/AuditProof.cs"] = "the operator's own database, read by the operator's own command",
        ["src/Pendopo/Safety/Guard/PrivacyGuard.cs"] = "found by the hash of words that leave the house",
        ["src/Pendopo/Safety/Guard/HeldLedger.cs"] = "likewise",
        ["src/Pendopo/Channels/Threads/ThreadsConnector.cs"] = "the instant at which a token was made",
    };

    [Fact]
    public void No_secret_digest_or_signature_is_compared_byte_by_byte()
    {
        var found = SourceTree.All.Where(file => (file.Path.StartsWith("src/Pendopo/", StringComparison.Ordinal) || file.Path.StartsWith("src/Pendopo.Fediverse/", StringComparison.Ordinal)) && !NoSecret.ContainsKey(file.Path))
            .SelectMany(file => file.Lines.Where(line => Compared().IsMatch(line) && !line.Contains("FixedTimeEquals", StringComparison.Ordinal)).Select(line => $"{file.Path}: {line.Trim()}"));
        found.ShouldBeEmpty("use CryptographicOperations.FixedTimeEquals, or say in NoSecret why it need not be");
    }

    [Theory]
    [InlineData("return claimedDigest.SequenceEqual(actual);")]
    [InlineData("if (token == given)")]
    [InlineData("return Secret != other.Secret;")]
    [InlineData("var same = signature.AsSpan().SequenceEqual(mine);")]
    public void A_comparison_that_tells_is_found(string line) => Compared().IsMatch(line).ShouldBeTrue();

    [Theory]
    [InlineData("if (reading.Signature is not { } signature)")]
    [InlineData("if (secret is null || token.Length == 0)")]
    [InlineData("page.IsSign(token - 3, '.')")]
    public void What_compares_no_secret_is_not(string line) => Compared().IsMatch(line).ShouldBeFalse();

    [GeneratedRegex(@"\b\w*(?i:secret|digest|signature|mac|token|password|hash)\w*(\.AsSpan\(\))?(\.SequenceEqual\(| (==|!=) (?!null|""""|[A-Z]\w*\.|[0-9]))", RegexOptions.ExplicitCapture)]
    private static partial Regex Compared();
}
