using System.Net;
using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Settings;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Channels.Fediverse;

/// <summary>A changed public address renames every actor: whoever kept the old name loses the centre.</summary>
public abstract class AddressChangeTests(TestApp app) : FediverseTests(app)
{
    private const string Page = "/admin/settings", New = "https://baru.example";

    private Task<string?> Kept() => Query(db => db.Set<Setting>().Where(setting => setting.Key == SettingKeys.PublicAddress).Select(setting => (string?)setting.Value).SingleOrDefaultAsync());

    [Theory]
    [InlineData("en", "A changed address loses followers", "type localhost:5080")]
    [InlineData("id", "Alamat yang diganti menghilangkan pengikut", "ketik localhost:5080")]
    public async Task With_a_follower_it_warns_and_asks_for_the_present_name(string language, string warning, string asks)
    {
        await Follow(Rina);
        using var administrator = await App.Client("administrator");
        administrator.DefaultRequestHeaders.Add("Accept-Language", language);
        (await administrator.Page(Page)).QuerySelector("form .notice-title")!.TextContent.ShouldBe(warning);
        foreach (var typed in new[] { "", "localhost", New })
        {
            var refused = await administrator.Submit(Page, "address", ("Address.PublicAddress", New), ("Address.Confirmation", typed));
            refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
            var page = await refused.Document();
            page.QuerySelector("#errors a[href$=confirmation]")!.TextContent.ShouldContain(asks);
            page.QuerySelector("[name='Address.PublicAddress']")!.GetAttribute("value").ShouldBe(New);
            (await Kept()).ShouldBeNull();
        }
        (await administrator.Submit(Page, "address", ("Address.PublicAddress", New), ("Address.Confirmation", " LOCALHOST:5080 "))).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Kept()).ShouldBe(New);
    }

    [Fact]
    public async Task Without_anybody_who_knows_it_the_address_is_changed_as_before()
    {
        using var administrator = await App.Client("administrator");
        (await administrator.Page(Page)).QuerySelector("[name='Address.Confirmation']").ShouldBeNull();
        (await administrator.Submit(Page, "address", ("Address.PublicAddress", New))).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Kept()).ShouldBe(New);
    }

    [Fact]
    public async Task The_same_address_written_otherwise_is_no_change()
    {
        await Follow(Rina);
        using var administrator = await App.Client("administrator");
        (await administrator.Submit(Page, "address", ("Address.PublicAddress", "http://LOCALHOST:5080/"))).StatusCode.ShouldBe(HttpStatusCode.OK);
    }
}

[Collection("channels on sqlite")]
public sealed class AddressChangeOnSqlite(SqliteApp app) : AddressChangeTests(app);

[Collection("channels on postgres")]
public sealed class AddressChangeOnPostgres(PostgresApp app) : AddressChangeTests(app);
