using Microsoft.Extensions.Localization;
using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;
using Pendopo.Platform;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.Threads;

/// <summary>What a person allowed: the account with its token, and what was tried of it.</summary>
/// <param name="Missing">Permissions that were not given, or do not work; empty when all do.</param>
internal sealed record ThreadsVisit(ThreadsKeys Keys, IReadOnlyList<string> Missing)
{
    /// <summary>What the network says was allowed; empty where it tells no list.</summary>
    public IReadOnlyList<string> Granted { get; init; } = [];

    /// <summary>Whether the network clearly refused to tell that list.</summary>
    public bool IsListRefused { get; init; }
}

/// <summary>Takes a person to the page of Threads and back (OAuth 2.0 with state and PKCE), and gives what they bring for a token of 60 days.</summary>
internal sealed class ThreadsSignIn(ThreadsApi api, ThreadsSettings settings, SignInSeal seal, TimeProvider time, IStringLocalizer<ThreadsText> words)
{
    /// <summary>What is asked for, each with the call that shows whether it was allowed.</summary>
    public static readonly IReadOnlyList<(string Scope, string Path)> Scopes =
    [
        ("threads_basic", ""), ("threads_content_publish", "/threads_publishing_limit?fields=quota_usage"), ("threads_read_replies", "/replies?fields=id"), ("threads_manage_replies", ""),
        ("threads_manage_insights", "/threads_insights?metric=views"), ("threads_manage_mentions", "/mentions?fields=id"), ("threads_delete", ""),
    ];

    private const string SentFor = "threads.sign-in", VisitFor = "threads.visit";

    /// <summary>The address of the page that asks the person. A link, because a form may not lead away from here.</summary>
    public string Address()
    {
        var pkce = Pkce.New();
        return $"{settings.Dialog}/oauth/authorize?client_id={settings.AppId}&redirect_uri={Uri.EscapeDataString(settings.RedirectAddress)}&response_type=code"
            + $"&scope={string.Join("%2C", Scopes.Select(scope => scope.Scope))}&state={seal.Seal(SentFor, pkce)}{pkce.Query()}";
    }

    /// <summary>Takes up what the person brought back.</summary>
    public async Task<Result<ThreadsVisit>> Back(string? code, string? state, CancellationToken cancel)
    {
        if (string.IsNullOrEmpty(code))
            return words.Problem("NotAllowed");
        if (seal.Open<Pkce>(SentFor, state) is not { } sent)
            return words.Problem("BeginAgain");
        // The network hangs `#_` behind its answer, and some programs hand it on.
        var first = await api.Exchange([("redirect_uri", settings.RedirectAddress), ("code", code.EndsWith("#_", StringComparison.Ordinal) ? code[..^2] : code), ("code_verifier", sent.Verifier)], cancel);
        if (first.Body.Text("access_token") is not { Length: > 0 } brief)
            return words.Problem(first.WillPass ? "ThreadsNotReached" : "CodeRefused");
        var second = await api.Lengthen(brief, cancel);
        if (second.Body.Text("access_token") is not { Length: > 0 } token)
            return words.Problem(second.WillPass ? "ThreadsNotReached" : "CodeRefused");
        return await Visit(token, time.Now().AddSeconds(second.Body.Count("expires_in") ?? 0), cancel);
    }

    /// <summary>A visit as the page that asks holds it, until the person has agreed.</summary>
    public string Seal(ThreadsVisit visit) => seal.Seal(VisitFor, visit);

    /// <summary>The visit of this person at this centre; null when it is another's, too old or changed.</summary>
    public ThreadsVisit? Open(string? sealedVisit) => seal.Open<ThreadsVisit>(VisitFor, sealedVisit);

    private async Task<Result<ThreadsVisit>> Visit(string token, DateTimeOffset endsAt, CancellationToken cancel)
    {
        var me = await api.Get(new("me", token), "me", cancel, ("fields", "id,username"));
        if (me.Body.Text("id") is not { Length: > 0 } id)
            return words.Problem(me.WillPass || me.PausedUntil is not null ? "ThreadsNotReached" : "CodeRefused");
        var keys = new ThreadsKeys(id, KeptText.Of(me.Body.Text("username"), Border.HandleLength), token, time.Now(), endsAt);
        // Only a tester of the app is told the list (debug_token, Meta's page of 4 June 2025), so each is tried, too, by a call that changes nothing.
        var told = await api.Get(keys.Access, "debug_token", cancel, ("input_token", token));
        var granted = told.Body.Member("data").Items("scopes").Select(scope => scope.ToString()).Where(scope => scope.StartsWith("threads_", StringComparison.Ordinal)).ToList();
        var missing = granted.Count > 0 ? Scopes.Select(scope => scope.Scope).Except(granted, StringComparer.Ordinal).ToList() : [];
        foreach (var (scope, path) in Scopes.Where(scope => scope.Path.Length > 0))
        {
            var (what, field) = (path[..path.IndexOf('?', StringComparison.Ordinal)], path[(path.IndexOf('?', StringComparison.Ordinal) + 1)..].Split('='));
            if ((await api.Get(keys.Access, id + what, cancel, (field[0], field[1]))).NotPermitted && !missing.Contains(scope))
                missing.Add(scope);
        }
        return new ThreadsVisit(keys, missing) { Granted = granted, IsListRefused = told is { Ok: false, Status: not 0, PausedUntil: null } && !told.WillPass };
    }
}
