using Microsoft.AspNetCore.Http.Features;
using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Data;

namespace Pendopo.Platform.Web;

/// <summary>What the first visitor would wait for, done beside the preparing of the database: the tables are mapped while the routes are, and the way of a
/// request is gone once while the schema is looked at. It answers nobody and keeps nothing; what fails here fails again, and is told, where it is asked for.</summary>
internal sealed class Rehearsal(IHttpContextFactory contexts, IDbContextFactory<PendopoDb> makes)
{
    private RequestDelegate? way;

    /// <summary>Remembers how a request goes on from here.</summary>
    public RequestDelegate Remember(RequestDelegate next) => way = next;

    /// <summary>Makes the mapping of the tables; who asks for it meanwhile waits for this one.</summary>
    public Task MapTables() => Task.Run(() =>
    {
        using var db = makes.CreateDbContext();
        return db.Model;
    });

    /// <summary>Goes the way of a request that needs no database: the table of all routes is made by the first who asks for one.</summary>
    public Task Walk() => Task.Run(async () =>
    {
        var features = new FeatureCollection();
        features.Set<IHttpRequestFeature>(new HttpRequestFeature { Method = HttpMethods.Get, Scheme = "http", Protocol = HttpProtocol.Http11, Path = "/health/live", PathBase = "", RawTarget = "/health/live", Headers = { Host = "localhost" } });
        features.Set<IHttpResponseFeature>(new HttpResponseFeature());
        features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(Stream.Null));
        var context = contexts.Create(features);
        try
        {
            await way!(context);
        }
        finally
        {
            contexts.Dispose(context);
        }
    });
}

/// <summary>Begins the rehearsal when the server listens; nobody waits for it.</summary>
internal sealed class RehearseOnceStarted(Rehearsal rehearsal) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        _ = rehearsal.Walk();
        return Task.CompletedTask;
    }

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
