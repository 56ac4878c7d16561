using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Localization;
using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;
using Pendopo.Platform;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;

namespace Pendopo.Channels.Threads;

/// <summary>What a person allowed: the account with its token, and what was tried of it.</summary>
/// <param name="Missing">Permissions that do not work; empty when all do.</param>
internal sealed record ThreadsVisit(ThreadsKeys Keys, IReadOnlyList<string> Missing);

/// <summary>Takes a person to the page of Threads and back (OAuth 2.0 with state and PKCE), and gives what they bring for a token of 60 days.</summary>
internal sealed class ThreadsSignIn(ThreadsApi api, ThreadsSettings settings, IDataProtectionProvider protection, Here here, TimeProvider time, IStringLocalizer<ThreadsText> words)
{
    /// <summary>What is asked for, each with the call that shows whether it was allowed.</summary>
    public static readonly IReadOnlyList<(string Scope, string Path)> Scopes =
    [
        ("threads_basic", ""), ("threads_content_publish", "/threads_publishing_limit?fields=quota_usage"), ("threads_read_replies", "/replies?fields=id"), ("threads_manage_replies", ""),
        ("threads_manage_insights", "/threads_insights?metric=views"), ("threads_manage_mentions", "/mentions?fields=id"), ("threads_delete", ""),
    ];

    private static readonly TimeSpan StateLives = TimeSpan.FromMinutes(20);

    private readonly IDataProtector states = protection.CreateProtector("threads.sign-in"), visits = protection.CreateProtector("threads.visit");

    private sealed record State(string Person, string Centre, DateTimeOffset Until, string Verifier);

    private sealed record Kept(State State, ThreadsVisit Visit);

    /// <summary>The address of the page that asks the person. A link, because a form may not lead away from here.</summary>
    public string Address()
    {
        var verifier = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var state = Base64Url.EncodeToString(states.Protect(JsonSerializer.SerializeToUtf8Bytes(Now(verifier))));
        var challenge = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));
        return $"{settings.Dialog}/oauth/authorize?client_id={settings.AppId}&redirect_uri={Uri.EscapeDataString(settings.RedirectAddress)}&response_type=code"
            + $"&scope={string.Join("%2C", Scopes.Select(scope => scope.Scope))}&state={state}&code_challenge={challenge}&code_challenge_method=S256";
    }

    /// <summary>Takes up what the person brought back.</summary>
    public async Task<Result<ThreadsVisit>> Back(string? code, string? state, CancellationToken cancel)
    {
        if (string.IsNullOrEmpty(code))
            return words.Problem("NotAllowed");
        if (Open<State>(states, state) is not { } sent || !IsOurs(sent))
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
    public string Seal(ThreadsVisit visit) => Base64Url.EncodeToString(visits.Protect(JsonSerializer.SerializeToUtf8Bytes(new Kept(Now(""), visit))));

    /// <summary>The visit of this person at this centre; null when it is another's, too old or changed.</summary>
    public ThreadsVisit? Open(string? sealedVisit) => Open<Kept>(visits, sealedVisit) is { } kept && IsOurs(kept.State) ? kept.Visit : null;

    private async Task<Result<ThreadsVisit>> Visit(string token, DateTimeOffset endsAt, CancellationToken cancel)
    {
        var me = await api.Get(new("me", token), "me", cancel, ("fields", "id,username"));
        if (me.Body.Text("id") is not { Length: > 0 } id)
            return words.Problem(me.WillPass || me.PausedUntil is not null ? "ThreadsNotReached" : "CodeRefused");
        var keys = new ThreadsKeys(id, KeptText.Of(me.Body.Text("username"), Border.HandleLength), token, time.Now(), endsAt);
        var missing = new List<string>();
        // The network tells no list of what was allowed, so each is tried by a call that changes nothing.
        foreach (var (scope, path) in Scopes.Where(scope => scope.Path.Length > 0))
        {
            var (what, field) = (path[..path.IndexOf('?', StringComparison.Ordinal)], path[(path.IndexOf('?', StringComparison.Ordinal) + 1)..].Split('='));
            if ((await api.Get(keys.Access, id + what, cancel, (field[0], field[1]))).NotPermitted)
                missing.Add(scope);
        }
        return new ThreadsVisit(keys, missing);
    }

    private State Now(string verifier) => new(here.Actor.ToString(), here.Centre.Id.ToString(), time.GetUtcNow() + StateLives, verifier);

    private bool IsOurs(State state) => state.Person == here.Actor.ToString() && state.Centre == here.Centre.Id.ToString() && state.Until > time.GetUtcNow();

    private static T? Open<T>(IDataProtector protector, string? text) where T : class
    {
        try
        {
            return string.IsNullOrEmpty(text) ? null : JsonSerializer.Deserialize<T>(protector.Unprotect(Base64Url.DecodeFromChars(text)));
        }
        catch (Exception fault) when (fault is CryptographicException or FormatException or JsonException)
        {
            // Changed on its way, or sealed with keys that are gone: it is as if it had never been given.
            return null;
        }
    }
}
