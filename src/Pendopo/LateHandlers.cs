using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Pendopo.Platform.Centres;

namespace Pendopo;

/// <summary>Maps a handler whose reading of the request is compiled when the first request comes. ASP.NET Core compiles all of them at the
/// start, which for some hundreds of routes costs a fifth of the start and several megabytes. What a route says of itself is known at once.</summary>
/// <remarks>In the root namespace, so that every room's `MapGet` means this one before that of ASP.NET Core.</remarks>
internal static class LateHandlers
{
    private static readonly string[] Get = [HttpMethods.Get], Post = [HttpMethods.Post], Put = [HttpMethods.Put], Delete = [HttpMethods.Delete];
    private static readonly ConcurrentDictionary<(MethodInfo Handler, string Names), object[]> Said = new();

    public static RouteHandlerBuilder MapGet(this IEndpointRouteBuilder routes, string pattern, Delegate handler) => Map(routes, pattern, handler, Get);

    public static RouteHandlerBuilder MapPost(this IEndpointRouteBuilder routes, string pattern, Delegate handler) => Map(routes, pattern, handler, Post);

    public static RouteHandlerBuilder MapPut(this IEndpointRouteBuilder routes, string pattern, Delegate handler) => Map(routes, pattern, handler, Put);

    public static RouteHandlerBuilder MapDelete(this IEndpointRouteBuilder routes, string pattern, Delegate handler) => Map(routes, pattern, handler, Delete);

    private static RouteHandlerBuilder Map(IEndpointRouteBuilder routes, string pattern, Delegate handler, string[] methods)
    {
        var route = RouteHandlerServices.Map(routes, pattern, handler, methods, Infer, Late);
        route.Add(AtSign.Hold);
        return route;
    }

    /// <summary>What a handler says of itself is read by reflection, once in a process: a second program in it, as the tests start thousands,
    /// does not ask again. The names that the address gives belong to the question, for by them a parameter is read from it or from the query.</summary>
    private static RequestDelegateMetadataResult Infer(MethodInfo handler, RequestDelegateFactoryOptions? options)
    {
        var metadata = options!.EndpointBuilder!.Metadata;
        var question = (handler, string.Join('/', options.RouteParameterNames ?? []));
        if (Said.TryGetValue(question, out var said))
        {
            foreach (var one in said)
                metadata.Add(one);
            return new() { EndpointMetadata = [.. metadata] };
        }
        var before = metadata.Count;
        var result = RequestDelegateFactory.InferMetadata(handler, options);
        Said[question] = [.. metadata.Skip(before)];
        return result;
    }

    private static RequestDelegateResult Late(Delegate handler, RequestDelegateFactoryOptions options, RequestDelegateMetadataResult? known)
    {
        var compiled = new Lazy<RequestDelegate>(() => RequestDelegateFactory.Create(handler, options, known).RequestDelegate);
        return new(http => compiled.Value(http), [.. known?.EndpointMetadata ?? []]);
    }
}
