using System.Net;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Platform.Centres;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Platform.Centres;

/// <summary>A centre's name in an address begins with an at sign, and routing knows it.</summary>
[Collection("sqlite")]
public sealed class AtSignTests(SqliteApp app) : AppTests(app)
{
    [Fact]
    public void Every_route_of_a_centre_is_held_to_the_sign()
    {
        var named = App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(route => route.RoutePattern.PathSegments is [{ Parts: [RoutePatternParameterPart { IsCatchAll: false }] }, ..]).ToList();
        named.Count.ShouldBeGreaterThan(80);
        named.Where(route => !route.RoutePattern.ParameterPolicies.Values.Any(policies => policies.Any(policy => policy.ParameterPolicy is AtSign)))
            .Select(route => route.RoutePattern.RawText).ShouldBeEmpty("routes whose first part stands for anything: they multiply the table of routes; begin them with a word or with {At}");
    }

    [Theory]
    [InlineData("/@melati", HttpStatusCode.OK)]
    [InlineData("/@melati/services", HttpStatusCode.OK)]
    [InlineData("/melati", HttpStatusCode.NotFound)]
    [InlineData("/melati/services", HttpStatusCode.NotFound)]
    [InlineData("/%40melati/services", HttpStatusCode.OK)]
    public async Task A_word_without_the_sign_is_no_centre(string address, HttpStatusCode answered)
    {
        using var visitor = App.Anonymous();
        (await visitor.GetAsync(address)).StatusCode.ShouldBe(answered);
    }
}
