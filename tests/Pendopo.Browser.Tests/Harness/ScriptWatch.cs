using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Pendopo.Browser.Tests.Harness;

/// <summary>A browser that sings when a script of somebody runs. The content policy is switched off in it: what is looked at is whether the markup
/// alone lets nothing through; the policy is a second wall that other tests look at.</summary>
internal sealed class ScriptWatch : IAsyncDisposable
{
    private readonly IBrowserContext context;
    private readonly string address;
    private readonly ConcurrentQueue<string> ran = new();

    private ScriptWatch(IBrowserContext context, IPage page, string address) => (this.context, Page, this.address) = (context, page, address);

    public IPage Page { get; }

    /// <summary>The addresses of pages on which a script ran.</summary>
    public IReadOnlyCollection<string> Ran => ran;

    public static async Task<ScriptWatch> ArriveAsync(LiveHouse house, SamplePerson? person)
    {
        var own = await (await Chromium.SharedAsync()).NewContextAsync(new() { BaseURL = house.Address, BypassCSP = true, Locale = "id-ID" });
        own.SetDefaultTimeout(20_000);
        foreach (var cookie in person is null ? [] : await house.SignInAsync(person))
        {
            var pair = cookie.Split(';', 2)[0].Split('=', 2);
            await own.AddCookiesAsync([new() { Name = pair[0], Value = pair[1], Url = house.Address }]);
        }
        var watch = new ScriptWatch(own, await own.NewPageAsync(), house.Address);
        await own.ExposeFunctionAsync("heard", (string where) => watch.ran.Enqueue(where));
        await own.AddInitScriptAsync("window.canary = window.alert = window.confirm = window.prompt = window.print = () => { heard(location.href); };");
        watch.Page.Dialog += async (_, dialog) => { watch.ran.Enqueue(watch.Page.Url); await dialog.DismissAsync(); };
        return watch;
    }

    /// <summary>Opens a page, moves over and into everything on it, and says what stands on it that a person's words may never become.</summary>
    public async Task<IReadOnlyList<string>> LookAsync(string path)
    {
        var before = ran.Count;
        var answer = await Page.GotoAsync(path, new() { WaitUntil = WaitUntilState.Load });
        var found = new List<string>(await Page.EvaluateAsync<string[]>(Census, address));
        if (answer!.Status >= 500)
            found.Add($"answered {answer.Status}");
        if (ran.Count > before)
            found.Add("a script ran");
        return [.. found.Select(one => $"{path}: {one}")];
    }

    public ValueTask DisposeAsync() => context.DisposeAsync();

    private const string Census =
        """
        home => {
          const found = [];
          const links = ['href', 'src', 'action', 'formaction', 'xlink:href', 'data', 'background', 'poster', 'srcset', 'ping', 'cite', 'manifest'];
          const fetched = ['src', 'data', 'background', 'poster', 'srcset'];
          for (const element of document.querySelectorAll('*')) {
            const name = element.localName;
            if (['iframe', 'object', 'embed', 'portal', 'base', 'math', 'style', 'foreignobject', 'frame', 'frameset', 'applet', 'set', 'animate'].includes(name))
              found.push(`<${name}>`);
            if (name === 'script' && !(element.src.startsWith(home) || element.type === 'application/ld+json'))
              found.push(`a script: ${element.outerHTML.slice(0, 80)}`);
            if (name === 'link' && /stylesheet|import|preload/.test(element.rel) && !element.href.startsWith(home))
              found.push(`a link to ${element.href}`);
            if (name === 'meta' && element.httpEquiv && element.httpEquiv.toLowerCase() === 'refresh')
              found.push('a refresh');
            for (const {name: key, value} of element.attributes) {
              if (key.startsWith('on') || key === 'srcdoc' || key === 'style')
                found.push(`<${name} ${key}>`);
              if (links.includes(key)) {
                let address;
                try { address = new URL(value, location.href); } catch { continue; }
                if (!['http:', 'https:', 'mailto:', 'tel:'].includes(address.protocol) && !(name === 'img' && value.startsWith('data:image/')))
                  found.push(`<${name} ${key}=${address.protocol}>`);
                if ((fetched.includes(key) || name === 'form') && address.protocol.startsWith('http') && address.origin !== home)
                  found.push(`<${name} ${key}> asks ${address.origin}`);
              }
            }
            for (const event of ['pointerover', 'mouseover', 'focus', 'toggle'])
              element.dispatchEvent(new Event(event));
          }
          return [...new Set(found)];
        }
        """;
}
