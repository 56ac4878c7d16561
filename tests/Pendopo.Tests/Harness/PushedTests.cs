using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Channels.Push;
using Pendopo.Platform.Outbound;
using Pendopo.Testing;

namespace Pendopo.Tests.Harness;

/// <summary>Tests with browsers at a push service of their own, which decrypts what they are told by the npm reference package.</summary>
public abstract class PushedTests(SqliteApp app) : AppTests(app)
{
    // One for all of them: each browser has an address of its own there. It ends with the run.
    private static readonly Lazy<Task<NodePeer>> Started = new(() => NodePeer.StartAsync("push-service.mjs"));
    private NodePeer service = null!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        App.Replace = services => services.AddSingleton(new OutboundOptions { AllowedPrivate = ["127.0.0.0/8", "::1/128"] });
        service = await Started.Value;
    }

    /// <summary>A browser that the program does not know yet.</summary>
    private protected async Task<PushTarget> AnyBrowser()
    {
        var browser = await PeerClient.PostAsync($"{service["control"]}/browsers");
        return new(browser.GetProperty("endpoint").GetString()!, browser.GetProperty("key").GetString()!, browser.GetProperty("auth").GetString()!);
    }

    /// <summary>What the service answers next when this browser is told something, one after the other; then 201.</summary>
    private protected Task<JsonElement> Answer(string endpoint, params (int Status, int RetryAfter)[] answers) =>
        PeerClient.PostAsync($"{service["control"]}/answers", new { endpoint, answers = answers.Select(answer => new { status = answer.Status, retryAfter = answer.RetryAfter }) });

    private protected async Task<List<JsonElement>> Got(string endpoint) => [.. (await PeerClient.GetAsync($"{service["control"]}/got?endpoint={Uri.EscapeDataString(endpoint)}")).GetProperty("got").EnumerateArray()];
}
