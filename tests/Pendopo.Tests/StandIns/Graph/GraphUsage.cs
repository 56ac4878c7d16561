using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Pendopo.Tests.StandIns.Graph;

/// <summary>What the usage headers tell: numbers are percentages, the time to wait is in minutes.</summary>
internal sealed class GraphUsage
{
    /// <summary>Of the app (X-App-Usage), in percent; null tells nothing.</summary>
    public int? App { get; set; }

    /// <summary>Of the account (X-Business-Use-Case-Usage), in percent; null tells nothing.</summary>
    public int? Account { get; set; }

    /// <summary>Minutes until the account may call again.</summary>
    public int Regain { get; set; }

    public void Tell(IHeaderDictionary headers, string account, string kind, bool usedUp)
    {
        if (App is { } app)
            headers["X-App-Usage"] = new JsonObject { ["call_count"] = app, ["total_time"] = 25, ["total_cputime"] = 25 }.ToJsonString();
        if (usedUp || Account is not null)
            headers["X-Business-Use-Case-Usage"] = new JsonObject
            {
                [account] = new JsonArray(new JsonObject
                {
                    ["type"] = kind, ["call_count"] = usedUp ? 100 : Account, ["total_cputime"] = 10, ["total_time"] = 12,
                    ["estimated_time_to_regain_access"] = usedUp && Regain == 0 ? 7 : Regain,
                }),
            }.ToJsonString();
    }
}
