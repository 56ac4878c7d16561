using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;
using Pendopo.Platform;
using Pendopo.Platform.Data;
using Pendopo.Platform.Exits;

namespace Pendopo.Channels.WhatsApp;

/// <summary>Hands words in for review, and reads what the network says of all of them. The network's list is the truth; handing in twice makes one.</summary>
internal sealed partial class KeepTemplates(PendopoDb db, Cloud cloud, ExitDoors exits, IStringLocalizer<WhatsAppText> words, TimeProvider time)
{
    private const int Pages = 20, PageSize = 100;

    /// <param name="Name">Lower-case letters, digits and underscores.</param>
    /// <param name="Category">`Utility` or `Marketing`.</param>
    public sealed record Request(string? Name, string? Language, string? Category, string? Body);

    public async Task<Result<WordTemplate>> HandIn(Channel channel, WhatsAppKeys keys, Request request, CancellationToken cancel)
    {
        var (name, body) = ((request.Name ?? "").Trim(), (request.Body ?? "").Trim().ReplaceLineEndings("\n"));
        var (language, category) = (request.Language is "en" ? "en" : "id", request.Category == nameof(TemplateCategory.Marketing) ? TemplateCategory.Marketing : TemplateCategory.Utility);
        if (Check(name, body) is { Count: > 0 } problems)
            return problems;
        if (!(await exits.Ask(new Leaving(WhatsAppExits.Templates, channel.CentreId, $"template:{name}", [new("text", body)], language), cancel)).MayLeave)
            return words.Problem("TemplateHeld", nameof(Request.Body));
        var template = WordTemplate.HandIn(channel, name, language, category, body, time.Now());
        db.Add(template);
        if (!await db.TrySave(cancel))
            return words.Problem("TemplateThere", nameof(Request.Name));
        return await Send(channel, keys, template, cancel);
    }

    /// <summary>Reads all templates of the business. False when the network did not tell.</summary>
    public async Task<bool> Read(Channel channel, WhatsAppKeys keys, CancellationToken cancel)
    {
        var told = new List<JsonElement>();
        for (var (after, page) = ("", 0); page < Pages; page++)
        {
            var answer = await cloud.Ask(keys, $"{keys.Business}/message_templates?fields=id,name,language,category,status,components,rejected_reason&limit={PageSize}{(after.Length > 0 ? $"&after={Uri.EscapeDataString(after)}" : "")}", cancel);
            if (!answer.Ok)
                return false;
            told.AddRange(answer.Body.Items("data"));
            after = answer.Body.Member("paging").Member("next").ValueKind == JsonValueKind.String ? answer.Body.Member("paging").Member("cursors").Text("after") : "";
            if (after.Length == 0)
                break;
        }
        return await Take(channel, told, cancel);
    }

    /// <summary>A decision that came by webhook.</summary>
    public async Task Decided(Channel channel, string name, string language, string status, string? reason, CancellationToken cancel)
    {
        if (await db.Set<WordTemplate>().FirstOrDefaultAsync(row => row.ChannelId == channel.Id && row.Name == name && row.Language == language, cancel) is { } template)
            template.Told(status, null, reason, time.Now());
    }

    private async Task<Result<WordTemplate>> Send(Channel channel, WhatsAppKeys keys, WordTemplate template, CancellationToken cancel)
    {
        var part = new JsonObject { ["type"] = "BODY", ["text"] = template.Body };
        var blanks = new ReadyWords(template.Name, template.Body, template.Language).Blanks;
        if (blanks > 0)
            part["example"] = new JsonObject { ["body_text"] = new JsonArray(new JsonArray([.. Enumerable.Range(1, blanks).Select(number => JsonValue.Create($"{words["TemplateExample"]} {number}"))])) };
        var answer = await cloud.Do(keys, $"{keys.Business}/message_templates", new()
        {
            ["name"] = template.Name, ["language"] = template.Language, ["category"] = template.Category.ToString().ToUpperInvariant(), ["components"] = new JsonArray(part),
        }, cancel);
        if (answer.Ok)
            template.Told(answer.Body.Text("status"), answer.Body.Text("id"), null, time.Now());
        // Whether it arrived is looked up in the network's own list: it is never handed in blindly a second time.
        else if (!await Read(channel, keys, cancel))
            return await Saved(template);
        else if (await db.Set<WordTemplate>().FirstAsync(row => row.Id == template.Id, cancel) is { State: TemplateState.Gone } refused)
        {
            db.Remove(refused);
            await db.SaveChangesAsync(cancel);
            return words.Problem("TemplateRefused", nameof(Request.Body), answer.Words.Length > 0 ? Border.Reason(answer.Words) : answer.ToString());
        }
        return await Saved(template);
    }

    private async Task<Result<WordTemplate>> Saved(WordTemplate template)
    {
        await db.TrySave(CancellationToken.None);
        return template;
    }

    private async Task<bool> Take(Channel channel, List<JsonElement> told, CancellationToken cancel)
    {
        var (kept, now) = (await db.Set<WordTemplate>().Where(row => row.ChannelId == channel.Id).ToListAsync(cancel), time.Now());
        foreach (var one in told)
        {
            var (name, language, body) = (one.Text("name"), one.Text("language"), BodyOf(one));
            if (name.Length is 0 or > WordTemplate.NameLength || language.Length is 0 or > WordTemplate.LanguageLength || body.Length is 0 or > WordTemplate.BodyLength)
                continue;
            var template = kept.Find(row => row.Name == name && row.Language == language);
            if (template is null)
            {
                template = WordTemplate.HandIn(channel, name, language, one.Text("category") == "MARKETING" ? TemplateCategory.Marketing : TemplateCategory.Utility, KeptText.Of(body, WordTemplate.BodyLength), now);
                db.Add(template);
                kept.Add(template);
            }
            template.Told(one.Text("status"), one.Text("id"), one.Text("rejected_reason"), now);
        }
        foreach (var gone in kept.Where(row => !told.Exists(one => one.Text("name") == row.Name && one.Text("language") == row.Language)))
            gone.Lost(now);
        return await db.TrySave(cancel);
    }

    private static string BodyOf(JsonElement template) =>
        template.Items("components").Where(part => part.Text("type").Equals("BODY", StringComparison.OrdinalIgnoreCase)).Select(part => part.Text("text").ReplaceLineEndings("\n")).FirstOrDefault() ?? "";

    private List<Problem> Check(string name, string body)
    {
        var problems = new List<Problem>();
        if (!TemplateName().IsMatch(name))
            problems.Add(words.Problem("TemplateName", nameof(Request.Name)));
        if (body.Length == 0)
            problems.Add(words.Problem("TemplateEmpty", nameof(Request.Body)));
        else if (body.Length > WordTemplate.BodyLength)
            problems.Add(words.Problem("TemplateLong", nameof(Request.Body), WordTemplate.BodyLength));
        else if (new ReadyWords(name, body, "id").Blanks is < 0 or > WordTemplate.MostBlanks || body.StartsWith("{{", StringComparison.Ordinal) || body.EndsWith("}}", StringComparison.Ordinal))
            problems.Add(words.Problem("TemplateBlanks", nameof(Request.Body)));
        return problems;
    }

    [GeneratedRegex("^[a-z][a-z0-9_]{2,59}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex TemplateName();
}
