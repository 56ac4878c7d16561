using System.Collections;
using System.Reflection;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Platform.Data;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Doors;

/// <summary>What can be sent is what is asked for: no form and no body of a program is a row of the database, or reaches one.</summary>
[Collection("sqlite")]
public sealed class FormModelTests(SqliteApp app) : AppTests(app)
{
    // Fields by which a person would give themselves something. Where a form is about just that, it says so here.
    private static readonly HashSet<string> Precious = new(StringComparer.OrdinalIgnoreCase)
    {
        "Role", "Roles", "IsAdmin", "Admin", "Verified", "EmailConfirmed", "DisabledAt", "PasswordHash", "SecurityStamp", "OwnerId", "AuthorId", "PersonId", "AccountId", "CentreId", "TenantId", "PatientId", "CreatedAt", "ApprovedRevision", "Review", "State", "Audience", "LockoutEnd", "TwoFactorEnabled",
    };

    private static readonly HashSet<string> AboutJustThat = ["InvitePage.Role", "InvitePage.Roles", "PersonPage.Role", "InvitePage.Entry.Role", "PersonPage.Entry.Role", "PersonPage.RoleEntry.Role"];

    [Fact]
    public void No_form_holds_a_row_or_a_field_that_gives_rights()
    {
        var models = typeof(PendopoDb).Assembly.GetTypes().SelectMany(type => type.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Where(property => property.GetCustomAttribute<SupplyParameterFromFormAttribute>() is not null).Select(property => (Page: property.DeclaringType!, Model: property.PropertyType)).Distinct().ToList();
        models.Count.ShouldBeGreaterThan(25);
        models.SelectMany(found => Faults(found.Model, found.Page.Name, 0)).Distinct().ShouldBeEmpty();
    }

    [Fact]
    public async Task No_body_of_a_program_holds_a_row_or_a_field_that_gives_rights()
    {
        await using var scope = await App.Scope();
        var bodies = App.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Select(route => route.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType).OfType<Type>().Where(type => type.Namespace!.StartsWith("Pendopo", StringComparison.Ordinal)).Distinct().ToList();
        bodies.Count.ShouldBeGreaterThan(10);
        bodies.SelectMany(body => Faults(body, body.Name, 0)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("role", "\"administrator\"")]
    [InlineData("verified", "true")]
    [InlineData("centreId", "\"00000000-0000-0000-0000-000000000001\"")]
    [InlineData("authorId", "\"00000000-0000-0000-0000-000000000001\"")]
    [InlineData("patientId", "1")]
    [InlineData("approvedRevision", "1")]
    public async Task A_field_that_is_not_asked_for_is_refused_at_every_route(string field, string value)
    {
        using var rina = await App.Client("administrator");
        foreach (var route in await JsonRoute.All(App))
        {
            using var request = new HttpRequestMessage(route.Method, route.Path) { Content = new StringContent($"{{\"{field}\":{value}}}", System.Text.Encoding.UTF8, "application/json") };
            ((int)(await rina.SendAsync(request)).StatusCode).ShouldBe(400, route.Pattern);
        }
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("text/plain; charset=application/json")]
    public async Task What_a_form_of_another_site_could_send_is_taken_by_no_programs_route(string type)
    {
        using var rina = await App.Client("administrator");
        foreach (var route in await JsonRoute.All(App))
        {
            using var request = new HttpRequestMessage(route.Method, route.Path) { Content = new ByteArrayContent("{}"u8.ToArray()) };
            request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
            ((int)(await rina.SendAsync(request)).StatusCode is 400 or 404 or 415).ShouldBeTrue(route.Pattern);
        }
    }

    private static IEnumerable<string> Faults(Type model, string where, int depth)
    {
        if (model.IsArray || (model.IsGenericType && typeof(IEnumerable).IsAssignableFrom(model)))
            model = model.IsArray ? model.GetElementType()! : model.GetGenericArguments()[^1];
        if (!model.Namespace!.StartsWith("Pendopo", StringComparison.Ordinal) || model.IsEnum || model.IsValueType || depth > 4)
            yield break;
        if (typeof(IEntity).IsAssignableFrom(model))
            yield return $"{where} is a row";
        foreach (var property in model.GetProperties().Where(property => property.Name != "EqualityContract"))
        {
            var name = $"{where}.{property.Name}";
            if (Precious.Contains(property.Name) && property.SetMethod is not null && !AboutJustThat.Contains(name))
                yield return name;
            foreach (var fault in Faults(property.PropertyType, name, depth + 1))
                yield return fault;
        }
    }
}
