using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Platform.People;

namespace Pendopo.Tests.Harness;

/// <summary>The cookies that a sign-in sets, without its page.</summary>
internal static class SignInCookies
{
    public static async Task<IReadOnlyList<string>> For(IServiceProvider scope, Account account)
    {
        var http = new DefaultHttpContext { RequestServices = scope };
        http.Request.Scheme = "http";
        http.Request.Host = new HostString("localhost");
        scope.GetRequiredService<IHttpContextAccessor>().HttpContext = http;
        await scope.GetRequiredService<SignInManager<Account>>().SignInAsync(account, isPersistent: false);
        return [.. http.Response.Headers.SetCookie!];
    }
}
