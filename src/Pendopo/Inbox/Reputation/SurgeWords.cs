using Microsoft.Extensions.Localization;

namespace Pendopo.Inbox.Reputation;

/// <summary>Says in one sentence what a card is about.</summary>
internal static class SurgeWords
{
    public static string Of(IStringLocalizer<ReputationText> words, SurgeCard card) =>
        card.Kind == SurgeKind.Negative ? words["SurgeNegativeSaid", card.Messages, Math.Max(1, Math.Round(card.Expected ?? 1))] : words["SurgeRepeatedSaid", card.Messages];
}
