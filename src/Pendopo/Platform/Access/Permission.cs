using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;
using Pendopo.Platform.Centres;

namespace Pendopo.Platform.Access;

/// <summary>Something a person may do at a centre, declared by the room that guards it.</summary>
/// <param name="Name">Stable name, `room.verb`.</param>
/// <param name="Roles">The sample roles that hold it from the start; administrators hold all. Roles are data and can be changed.</param>
public sealed record Permission(string Name, params string[] Roles);

/// <summary>The keys of the sample roles. A centre may rename, change and add roles; the program never asks for a role, only for a permission.</summary>
public static class SampleRoles
{
    public const string Administrator = "administrator", Officer = "officer", Reviewer = "reviewer", Clinician = "clinician", Desk = "desk",
        Moderator = "moderator", SafetyLead = "safety-lead", Kader = "kader", Head = "head", DistrictOfficer = "district-officer",
        GuestExpert = "guest-expert", Auditor = "auditor", Member = "member", Caregiver = "caregiver";

    public static readonly IReadOnlyList<string> All =
    [
        Administrator, Officer, Reviewer, Clinician, Desk, Moderator, SafetyLead, Kader, Head, DistrictOfficer, GuestExpert, Auditor, Member, Caregiver,
    ];
}

/// <summary>Asks for a permission at the centre of the request: `[Needs("publishing.write")]` on a page.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true)]
public sealed class NeedsAttribute : AuthorizeAttribute
{
    public NeedsAttribute(string permission) => Policy = PermissionPolicies.Prefix + permission;
}

public static class NeedsPermission
{
    /// <summary>Asks for a permission at the centre of the request, on a route or a route group.</summary>
    public static TBuilder Needs<TBuilder>(this TBuilder routes, string permission) where TBuilder : IEndpointConventionBuilder =>
        routes.RequireAuthorization(PermissionPolicies.Prefix + permission);
}

internal sealed record PermissionRequirement(string Permission) : IAuthorizationRequirement;

internal sealed class PermissionPolicies(IOptions<AuthorizationOptions> options) : DefaultAuthorizationPolicyProvider(options)
{
    public const string Prefix = "may:";

    public override async Task<AuthorizationPolicy?> GetPolicyAsync(string policyName) =>
        policyName.StartsWith(Prefix, StringComparison.Ordinal)
            ? new AuthorizationPolicyBuilder().RequireAuthenticatedUser().AddRequirements(new PermissionRequirement(policyName[Prefix.Length..])).Build()
            : await base.GetPolicyAsync(policyName);
}

internal sealed class PermissionHandler(Here here) : AuthorizationHandler<PermissionRequirement>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, PermissionRequirement requirement)
    {
        if (here.May(requirement.Permission))
            context.Succeed(requirement);
        return Task.CompletedTask;
    }
}
