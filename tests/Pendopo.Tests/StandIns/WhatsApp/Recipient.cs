namespace Pendopo.Tests.StandIns.WhatsApp;

/// <summary>Someone who may be written to.</summary>
internal sealed class Recipient
{
    public bool HasWhatsApp { get; set; } = true;

    /// <summary>Until when free-form messages reach them; null before their first message.</summary>
    public DateTimeOffset? WindowEndsAt { get; set; }

    public DateTimeOffset? WrittenToAt { get; set; }
}

/// <summary>A message that the stand-in accepted.</summary>
internal sealed record AcceptedMessage(string Id, string To, string Type, System.Text.Json.Nodes.JsonObject Body, string? CallbackData, DateTimeOffset At)
{
    /// <summary>The words of a text, or the name of a template.</summary>
    public string Words => Body["text"]?["body"]?.GetValue<string>() ?? Body["template"]?["name"]?.GetValue<string>() ?? Body["image"]?["caption"]?.GetValue<string>() ?? "";

    /// <summary>Why it will be told as failed; null while it will arrive.</summary>
    public int? Fails { get; init; }
}

/// <summary>A template with the state of its review: PENDING, APPROVED, REJECTED or PAUSED.</summary>
internal sealed record MessageTemplate(string Id, string Name, string Language, string Category, string Status, System.Text.Json.Nodes.JsonArray Components)
{
    /// <summary>The values that the body asks for.</summary>
    public int Parameters => Components.Where(part => part?["type"]?.GetValue<string>().Equals("BODY", StringComparison.OrdinalIgnoreCase) == true)
        .Sum(part => System.Text.RegularExpressions.Regex.Count(part!["text"]?.GetValue<string>() ?? "", @"\{\{[^}]+\}\}", System.Text.RegularExpressions.RegexOptions.NonBacktracking));
}
