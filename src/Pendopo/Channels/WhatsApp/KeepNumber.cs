using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Channels.Contracts;
using Pendopo.Platform;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.WhatsApp;

/// <summary>What the network says of a number, and what the centre settles for it: the template that carries posts, and the price of one message.</summary>
internal sealed class KeepNumber(PendopoDb db, IStringLocalizer<WhatsAppText> words)
{
    public sealed record Request(string? Template, string? Price, string? Currency);

    public async Task<bool> Told(Channel channel, string quality, int? mostPeople, CancellationToken cancel)
    {
        (await Of(channel, cancel)).Told(quality, mostPeople);
        return await db.TrySave(cancel);
    }

    public async Task<Result<Number>> Settle(Channel channel, Request request, CancellationToken cancel)
    {
        Id<WordTemplate>? chosen = null;
        if (Id<WordTemplate>.TryParse(request.Template, null, out var id))
        {
            if (await db.Set<WordTemplate>().FirstOrDefaultAsync(row => row.Id == id && row.ChannelId == channel.Id, cancel) is not { } template)
                return Problem.NotFound;
            if (new ReadyWords(template.Name, template.Body, template.Language).Blanks is < 0 or > 2)
                return words.Problem("PostBlanks", nameof(Request.Template));
            chosen = template.Id;
        }
        int? price = null;
        if (!string.IsNullOrWhiteSpace(request.Price))
        {
            if (!int.TryParse(request.Price.Trim(), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var told) || told > Number.MostPrice)
                return words.Problem("PriceUnclear", nameof(Request.Price));
            price = told;
        }
        var currency = request.Currency?.Trim().ToUpperInvariant() is { Length: Number.CurrencyLength } typed && typed.All(char.IsAsciiLetterUpper) ? typed : "IDR";
        var number = await Of(channel, cancel);
        number.Settle(chosen, price, currency);
        return await db.TrySave(cancel) ? number : words.Problem("Stale");
    }

    private async Task<Number> Of(Channel channel, CancellationToken cancel) =>
        await db.Set<Number>().FirstOrDefaultAsync(row => row.ChannelId == channel.Id, cancel) ?? db.Add(Number.Of(channel)).Entity;
}
