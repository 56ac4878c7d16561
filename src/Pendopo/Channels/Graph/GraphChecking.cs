using System.Globalization;
using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.Graph;

/// <summary>Asks the network whether an account works, what it was allowed and when that ends.</summary>
internal sealed class GraphChecking(GraphApi api, GraphSettings settings, TimeProvider time)
{
    /// <param name="needed">Permissions without which it does not work.</param>
    public async Task<AccountHealth> Check(ConnectedAccount account, GraphAccess access, IReadOnlyList<string> needed, CancellationToken cancel)
    {
        var words = GraphWords.For(account);
        var answer = await api.Get(access, access.Account, [("fields", "id")], cancel);
        if (answer.TokenLost)
            return new(Works: false, GraphOutcomes.Lost(answer, words));
        if (answer.Code == 368)
            return new(Works: false, words["Blocked"]);
        if (!answer.Ok)
            return answer.NotPermitted ? new(Works: false, words["NotPermitted"]) : new(Works: false, words[answer.SeemsGone ? "SeemsGone" : "NotReached"], Certain: false);
        var token = settings.IsSetUp ? await api.Get(new("", $"{settings.AppId}|{settings.Secret}"), "debug_token", [("input_token", access.Token)], cancel) : answer;
        var told = token.Body.Member("data");
        if (told.Member("is_valid").ValueKind == System.Text.Json.JsonValueKind.False)
            return new(Works: false, words["TokenRefused"]);
        var granted = told.Items("scopes").Select(scope => scope.ValueKind == System.Text.Json.JsonValueKind.String ? scope.GetString() : null).OfType<string>().ToList();
        if (granted.Count > 0 && needed.Except(granted, StringComparer.Ordinal).FirstOrDefault() is { } missing)
            return new(Works: false, string.Format(CultureInfo.InvariantCulture, words["PermissionMissing"], missing));
        return new(Works: true, settings.VersionEndsSoon(time.Now()) ? words["VersionEndsForAll"] : null, EndsAt(told));
    }

    // Two ends are told, and the earlier one counts: of the token, and of what it may read. 0 means none.
    private static DateTimeOffset? EndsAt(System.Text.Json.JsonElement told) =>
        new[] { told.Seconds("expires_at"), told.Seconds("data_access_expires_at") }.Where(instant => instant is not null).Min();
}
