using System.Text.Json;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;
using Pendopo.Platform.Settings;

namespace Pendopo.Platform.Setup;

/// <summary>What the wizard was told so far. Kept until the end, so that one can go back or come again tomorrow.</summary>
public sealed record SetupAnswers
{
    public string Language { get; init; } = "id";
    public string? Name { get; init; }
    public string? Handle { get; init; }
    public string? Province { get; init; }
    public string? Regency { get; init; }
    public string? District { get; init; }
    public string? Village { get; init; }
    public string TimeZone { get; init; } = "Asia/Jakarta";
    public string? PublicAddress { get; init; }
    public bool Sample { get; init; }

    /// <summary>The id the administrator's account will have: a passkey is bound to it before the account exists.</summary>
    public Id<Account> Account { get; init; } = Id<Account>.New();

    /// <summary>The first page that still wants an answer.</summary>
    public string Next => (Name, District, PublicAddress) switch
    {
        (null, _, _) => "/setup/centre",
        (_, null, _) => "/setup/place",
        (_, _, null) => "/setup/address",
        _ => "/setup/administrator",
    };
}

/// <summary>Keeps the wizard's answers.</summary>
public sealed class SetupNotes(SettingsBook settings, PendopoDb db)
{
    public async Task<SetupAnswers> Read(CancellationToken cancel) =>
        await settings.Read(SettingKeys.SetupAnswers, cancel) is { } json ? JsonSerializer.Deserialize<SetupAnswers>(json)! : new();

    public async Task Keep(SetupAnswers answers, CancellationToken cancel)
    {
        await settings.Write(SettingKeys.SetupAnswers, JsonSerializer.Serialize(answers), cancel);
        await db.SaveChangesAsync(cancel);
    }
}
