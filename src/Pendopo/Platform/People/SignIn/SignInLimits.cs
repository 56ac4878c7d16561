using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;

namespace Pendopo.Platform.People.SignIn;

/// <summary>A bound on how often one network may try to sign in, however it fails: hashing a password is dear. Reading is not bounded.</summary>
internal sealed class SignInLimits(RequestDelegate next, SignInTurns turns)
{
    /// <summary>The name by which a page or route asks to be bounded.</summary>
    public const string Policy = "sign-in";

    public async Task InvokeAsync(HttpContext http)
    {
        var isBounded = HttpMethods.IsPost(http.Request.Method) && http.GetEndpoint()?.Metadata.GetMetadata<EnableRateLimitingAttribute>() is { PolicyName: Policy };
        if (isBounded && !turns.Take(SignInGuard.Network(http.Connection.RemoteIpAddress)))
            http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        else
            await next(http);
    }
}

/// <summary>Who had how many turns. The framework's own middleware keeps such a limiter, whose timer runs as long as the process: here it ends with the house.</summary>
internal sealed class SignInTurns : IDisposable
{
    private readonly PartitionedRateLimiter<string> limiter = PartitionedRateLimiter.Create<string, string>(network =>
        RateLimitPartition.GetSlidingWindowLimiter(network, _ => new() { PermitLimit = 60, Window = TimeSpan.FromMinutes(1), SegmentsPerWindow = 6 }));

    /// <summary>Whether this network has one more turn now.</summary>
    public bool Take(string network)
    {
        using var lease = limiter.AttemptAcquire(network);
        return lease.IsAcquired;
    }

    public void Dispose() => limiter.Dispose();
}
