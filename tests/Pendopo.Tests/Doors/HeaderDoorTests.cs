using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Doors;

/// <summary>Headers that no browser sends: each gets a page or a refusal, never a fault of the program.</summary>
[Collection("sqlite")]
public sealed class HeaderDoorTests(SqliteApp app) : AppTests(app)
{
    [Theory]
    [InlineData("Accept-Language")]
    [InlineData("Accept")]
    [InlineData("Accept-Encoding")]
    [InlineData("Cookie")]
    [InlineData("If-None-Match")]
    [InlineData("If-Modified-Since")]
    [InlineData("Range")]
    [InlineData("Referer")]
    [InlineData("User-Agent")]
    [InlineData("X-Forwarded-For")]
    [InlineData("X-Forwarded-Proto")]
    [InlineData("Forwarded")]
    [InlineData("Origin")]
    [InlineData("Sec-Fetch-Site")]
    [InlineData("traceparent")]
    [InlineData("Authorization")]
    [InlineData("Signature")]
    [InlineData("Idempotency-Key")]
    [InlineData("Prefer")]
    [InlineData("Expect")]
    public async Task No_value_of_a_header_is_a_fault(string name)
    {
        var wrong = new List<string>();
        using var visitor = App.Anonymous();
        string[] odd = ["", ",", ";", ",,,;q=", "*", "*;q=0", "en;q=abc", "en;q=9e99", "xx-yy-zz", "id-ID-x-" + new string('a', 3000), string.Join(',', Enumerable.Repeat("en;q=0.1", 500)), "\"", "W/\"", "bytes=0-,5-", "bytes=9-1", "bytes=" + string.Join(',', Enumerable.Range(0, 900).Select(start => $"{start}-")),
            "Thu, 99 Foo 2026", "pendopo=x; pendopo=y", "pendopo=", "=x", "pendopo.centre=../../x", ".AspNetCore.Culture=c=xx|uic=yy", ".AspNetCore.Culture=%00", "pendopo.theme=<x>", "::1, 300.1.2.3", "for=\"[::1\"", "00-0-0-00", "Bearer", "Bearer " + new string('x', 3000), "Basic ====", "keyId=\"", "\u00ff\u00fe"];
        foreach (var path in new[] { "/search?q=x", "/feed.atom", "/api/v1/posts" })
        {
            foreach (var value in odd)
                await QueryDoorOnSqlite.Look(visitor, path, wrong, (name, value));
        }
        wrong.ShouldBeEmpty();
    }
}
