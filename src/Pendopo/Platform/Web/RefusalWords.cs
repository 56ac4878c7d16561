using Microsoft.Extensions.Localization;
using Pendopo.Platform.Ui;

namespace Pendopo.Platform.Web;

/// <summary>What a program is told, in problem details (RFC 9457) and its language, when the framework itself refuses: a body that cannot be
/// read, an address that is not there, a right that is missing.</summary>
internal static class RefusalWords
{
    public static void Say(ProblemDetailsContext problem)
    {
        if (problem.ProblemDetails.Extensions.ContainsKey("code"))
            return;
        var words = problem.HttpContext.RequestServices.GetRequiredService<IStringLocalizer<UiText>>();
        var name = problem.ProblemDetails.Status switch
        {
            400 or 405 or 415 => "Malformed",
            401 => "SignInFirst",
            403 => "NotAllowed",
            404 => "NotThere",
            413 => "TooLarge",
            429 => "TooOften",
            _ => null,
        };
        if (name is null)
            return;
        problem.ProblemDetails.Title = words["Api." + name];
        problem.ProblemDetails.Extensions["code"] = name;
    }
}
