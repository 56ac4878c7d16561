using System.Text.Json.Nodes;

namespace Pendopo.Tests.StandIns.WhatsApp;

/// <summary>The templates of a business: created as PENDING, decided by the review, refused in messages until APPROVED.</summary>
internal sealed class TemplateDesk(WhatsAppStandIn server)
{
    /// <summary>Of a business that is not verified; a verified one may have 6,000.</summary>
    public const int MostTemplates = 250;

    private readonly Dictionary<(string Name, string Language), MessageTemplate> templates = [];

    public IReadOnlyCollection<MessageTemplate> All => templates.Values;

    public MessageTemplate? Find(string name, string language) => templates.GetValueOrDefault((name, language));

    public void Put(string name, string body, string language, string category, string status) =>
        templates[(name, language)] = new(server.NewId(), name, language, category, status, new(new JsonObject { ["type"] = "BODY", ["text"] = body }));

    public void Decide(string name, string status)
    {
        foreach (var (key, template) in templates.Where(pair => pair.Key.Name == name).ToList())
        {
            templates[key] = template with { Status = status };
            if (server.Facts.TellsTemplateDecisions)
                server.Tell(new() { ["event"] = status, ["message_template_id"] = template.Id, ["message_template_name"] = name, ["message_template_language"] = template.Language }, "message_template_status_update");
        }
    }

    public JsonObject List(CloudCall call)
    {
        var (limit, after) = (int.TryParse(call.Text("limit"), out var asked) ? asked : 25, int.TryParse(call.Text("after"), out var place) ? place : 0);
        var page = templates.Values.Skip(after).Take(limit).Select(template => new JsonObject
        {
            ["id"] = template.Id, ["name"] = template.Name, ["language"] = template.Language, ["category"] = template.Category, ["status"] = template.Status, ["components"] = template.Components.DeepClone(),
        });
        var answer = new JsonObject { ["data"] = new JsonArray([.. page]) };
        if (after + limit < templates.Count)
            answer["paging"] = new JsonObject { ["cursors"] = new JsonObject { ["after"] = $"{after + limit}" }, ["next"] = $"{server.Url}/next" };
        return answer;
    }

    public JsonObject Create(CloudCall call)
    {
        var (name, language, category) = (call.Text("name"), call.Text("language"), call.Text("category"));
        if (name.Length == 0 || name.Any(letter => !(char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '_')))
            throw new CloudErrorException(CloudError.Parameter("Param name must be lower case letters, digits and underscores."));
        if (category is not ("MARKETING" or "UTILITY" or "AUTHENTICATION") || language.Length == 0 || call.Input["components"] is not JsonArray components)
            throw new CloudErrorException(CloudError.Parameter("Invalid parameter"));
        if (templates.Count >= MostTemplates)
            throw new CloudErrorException(CloudError.Parameter("The limit of templates is reached.")); // [U] the code
        if (templates.ContainsKey((name, language)))
            throw new CloudErrorException(CloudError.Parameter("There is already content in this language for this template.")); // [U] the code
        var template = new MessageTemplate(server.NewId(), name, language, category, "PENDING", (JsonArray)components.DeepClone());
        templates[(name, language)] = template;
        return new() { ["id"] = template.Id, ["status"] = template.Status, ["category"] = category };
    }

    /// <summary>Why a template message cannot be taken; null when it can.</summary>
    public CloudError? Problem(JsonObject asked)
    {
        var (name, language) = (asked["name"]?.GetValue<string>() ?? "", asked["language"]?["code"]?.GetValue<string>() ?? "");
        var given = (asked["components"] as JsonArray)?.Where(part => part?["type"]?.GetValue<string>() == "body").Sum(part => part!["parameters"]?.AsArray().Count ?? 0) ?? 0;
        return Find(name, language) switch
        {
            null or { Status: "PENDING" or "REJECTED" } => new(132001, "(#132001) Template name does not exist in the translation", 404, Details: $"template name ({name}) does not exist in {language}"),
            { Status: "PAUSED" } => new(132015, "(#132015) Template is paused due to low quality", Details: "template is paused"),
            { } template when template.Parameters != given => new(132000, "(#132000) Number of parameters does not match the expected number of params", Details: $"body: number of localizable_params ({given}) does not match the expected number of params ({template.Parameters})"),
            _ => null,
        };
    }
}
