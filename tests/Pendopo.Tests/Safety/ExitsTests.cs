using System.Reflection;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Platform.Exits;
using Pendopo.Tests.Architecture;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Safety;

/// <summary>No way out without the guard: a new exit that nobody asks at makes these tests fail.</summary>
public sealed class ExitsTests
{
    /// <summary>Ways out that let through only what another exit has asked about, and which.</summary>
    private static readonly Dictionary<string, string> Behind = new()
    {
        // Serves and delivers what a post's publication and an answer's exit have let through.
        ["channels.fediverse"] = "publishing.network",
        // Shows people their own appointment, and words of its service that were asked about when they were kept.
        ["care.appointment"] = "care.page",
    };

    // Words of members meet a calm line and no wall (docs/decisions/0065).
    private static readonly string[] OfMembers = ["community.page"];

    private static readonly List<Exit> Exits = [.. House.Rooms.SelectMany(room => room.Exits)];

    [Fact]
    public void Every_registered_exit_asks_the_guard() =>
        Exits.Where(exit => !Behind.ContainsKey(exit.Name) && !OfMembers.Contains(exit.Name) && !IsAsked(exit)).Select(exit => exit.Name).ShouldBeEmpty();

    [Fact]
    public void Every_form_for_words_of_members_has_the_calm_line_and_asks_what_they_chose()
    {
        OfMembers.ShouldBeSubsetOf(Exits.Select(exit => exit.Name));
        var forms = SourceTree.Program.Where(file => file.Path.Contains("/Community/Talk/") && file.Lines.Any(line => line.Contains("Form.Text"))).ToList();
        forms.ShouldNotBeEmpty();
        forms.ShouldAllBe(file => file.Lines.Any(line => line.Contains("<CalmLine ")) && file.Lines.Any(line => line.Contains("Calm.Choose(")));
    }

    [Fact]
    public void An_exit_that_nobody_asks_at_is_found() => IsAsked(new Exit("nobody.asks", ExitKind.Api)).ShouldBeFalse();

    [Fact]
    public void Every_exit_has_a_name_of_its_own_room() =>
        House.Rooms.SelectMany(room => room.Exits.Select(exit => (room, exit))).ShouldAllBe(pair => pair.exit.Name.StartsWith(pair.room.Name + "."));

    [Fact]
    public void What_stands_behind_another_exit_names_one_that_asks()
    {
        Behind.Keys.ShouldBeSubsetOf(Exits.Select(exit => exit.Name));
        Behind.Values.ShouldAllBe(name => IsAsked(Exits.Single(exit => exit.Name == name)));
    }

    // Somewhere outside the list of exits a file puts words into a Leaving that bears this exit's name, spelled out or by a constant.
    private static bool IsAsked(Exit exit)
    {
        var spellings = Constants(exit.Name).Append($"\"{exit.Name}\"").ToList();
        return SourceTree.Program.Where(file => file.Lines.Any(line => line.Contains("Leaving(") || line.Contains(": Leaving") || line.Contains(" Leaving ")))
            .Any(file => file.Lines.Any(line => !line.Contains("ExitKind.") && spellings.Any(line.Contains)));
    }

    private static IEnumerable<string> Constants(string name) => typeof(Exit).Assembly.GetTypes().SelectMany(type =>
        type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic).Where(field => field.IsLiteral && field.FieldType == typeof(string) && (string?)field.GetRawConstantValue() == name)
            .Select(field => $"{type.Name}.{field.Name}"));
}

public abstract class LeavesByTests(TestApp app) : AppTests(app)
{
    [Fact]
    public async Task Every_route_that_names_an_exit_names_a_registered_one()
    {
        await App.CentreOf("melati");
        var named = App.Services.GetRequiredService<EndpointDataSource>().Endpoints.SelectMany(endpoint => endpoint.Metadata.GetOrderedMetadata<LeavesByAttribute>()).Select(leaves => leaves.Exit).Distinct().ToList();
        named.ShouldNotBeEmpty();
        named.ShouldBeSubsetOf(App.Services.GetRequiredService<ExitDoors>().All.Select(exit => exit.Name));
    }
}

[Collection("rooms on sqlite")]
public sealed class LeavesByOnSqlite(SqliteApp app) : LeavesByTests(app);
