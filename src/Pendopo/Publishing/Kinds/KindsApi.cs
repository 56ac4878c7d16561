using Microsoft.Extensions.Localization;
using Pendopo.Platform.Access;
using Pendopo.Publishing.Contracts;

namespace Pendopo.Publishing.Kinds;

/// <summary>The kinds of post for programs: what each is, an example, and what it needs before it goes out.</summary>
internal static class KindsApi
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/v1/post-kinds", (IStringLocalizer<KindText> words) => TypedResults.Ok(KindRules.All.Select(rule =>
            new KindBody(rule.Kind, words[$"{rule.Kind}Said"], words[$"{rule.Kind}Example"], rule.Consent, rule.Sources, rule.Picture, rule.Clinical))))
        .WithTags("Posts").WithSummary("The kinds of post, in the language that is asked for: what each is, an example, and what it needs.").Needs("publishing.see");
}

/// <param name="Consent">It names the consents of who can be recognised, or says that nobody can.</param>
/// <param name="Clinician">A clinician checks it, where the centre has one who may approve.</param>
internal sealed record KindBody(PostKind Kind, string Said, string Example, bool Consent, bool Sources, bool Picture, bool Clinician);
