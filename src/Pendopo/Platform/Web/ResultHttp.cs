namespace Pendopo.Platform.Web;

public static class ResultHttp
{
    /// <summary>The answer of an API: the value, 404 for what is not there for this person, else problem details with a code and
    /// a text for each field.</summary>
    public static IResult ToResult<T>(this Result<T> result, Func<T, IResult> ok)
    {
        if (result.Ok)
            return ok(result.Value);
        if (result.IsNotFound)
            return TypedResults.NotFound();
        var first = result.Problems[0];
        return TypedResults.Problem(
            statusCode: StatusCodes.Status422UnprocessableEntity, title: first.Text,
            extensions: new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["code"] = first.Code,
                ["errors"] = result.Problems.Select(problem => new { problem.Code, problem.Text, problem.Field }),
            });
    }
}
