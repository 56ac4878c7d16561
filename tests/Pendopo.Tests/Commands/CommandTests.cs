using Pendopo.Commands;
using Pendopo.Sample;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Commands;

/// <summary>The commands as they are typed, each on a data folder of its own.</summary>
[Collection("sqlite")]
public sealed class CommandTests
{
    private readonly string folder = TestFolder.New();

    [Fact]
    public async Task Demo_prints_one_line_a_person_and_refuses_a_folder_in_use()
    {
        var (code, output, _) = await Run("demo");
        code.ShouldBe(0);
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.TrimEnd('\r').Split('\t')).ToList();
        lines.Select(line => line[0]).ShouldBe(SamplePeople.All.Select(person => person.Key));
        lines.ShouldAllBe(line => line.Length == 3 && line[1].Contains('@') && line[2].Length >= 16);
        lines.Select(line => line[2]).Distinct().Count().ShouldBe(lines.Count);
        var again = await Run("demo");
        again.Code.ShouldBe(1);
        again.Output.ShouldBeEmpty();
        again.Errors.ShouldContain("is in use");
    }

    [Fact]
    public async Task User_add_reset_and_disable_print_links_and_refuse_in_sentences()
    {
        (await Run("user", "add", "nur@melati.example", "--name", "Bu Nur")).Errors.ShouldContain("not set up yet");
        await Run("demo");
        var added = await Run("user", "add", "nur@melati.example", "--name", "Bu Nur");
        added.Code.ShouldBe(0);
        added.Output.ShouldContain("/welcome/");
        (await Run("user", "add", "nur@melati.example", "--name", "Bu Nur")).Errors.ShouldContain("here already");
        (await Run("user", "add", "no address", "--name", "Bu Nur")).Code.ShouldBe(1);
        (await Run("user", "add", "joni@melati.example", "--name", "Pak Joni", "--role", "officer", "--centre", "nowhere")).Code.ShouldBe(1);
        var reset = await Run("user", "reset", "nur@melati.example");
        reset.Output.ShouldContain("/welcome/");
        reset.Output.ShouldNotBe(added.Output);
        (await Run("user", "reset", "nobody@melati.example")).Errors.ShouldContain("Nobody here");
        (await Run("user", "disable", "nur@melati.example")).Code.ShouldBe(0);
        (await Run("user", "disable", "rina@melati.example")).Errors.ShouldContain("last administrator");
        (await Run("user", "reset", "nur@melati.example")).Errors.ShouldContain("disabled");
    }

    [Fact]
    public async Task Doctor_says_in_sentences_what_is_wrong_and_how_to_mend_it()
    {
        var nothing = await Run("doctor");
        nothing.Code.ShouldBe(1);
        nothing.Output.ShouldContain("There is no database");
        await Run("demo");
        var well = await Run("doctor");
        well.Output.ShouldContain("The database answers and is whole.");
        well.Output.ShouldContain("somebody can sign in");
        well.Output.ShouldEndWith("Nothing has to be mended." + Environment.NewLine);
        well.Code.ShouldBe(0);
    }

    [Fact]
    public async Task Doctor_finds_a_damaged_database()
    {
        await Run("demo");
        var file = Path.Combine(folder, "pendopo.db");
        var bytes = await File.ReadAllBytesAsync(file);
        bytes.AsSpan(0, 2000).Fill(0x5a);
        await File.WriteAllBytesAsync(file, bytes);
        var ill = await Run("doctor");
        ill.Code.ShouldBe(1);
        ill.Output.ShouldContain("MEND  The database file is damaged.");
        ill.Output.ShouldContain("restore the last backup");
    }

    [Fact]
    public async Task Doctor_says_that_a_folder_others_can_read_should_be_closed()
    {
        await Run("demo");
        File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        (await Run("doctor")).Output.ShouldContain("chmod 700");
        File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        (await Run("doctor")).Output.ShouldNotContain("chmod 700");
    }

    private async Task<(int Code, string Output, string Errors)> Run(params string[] command)
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var code = await CommandLine.Create().Parse([.. command, "--data", folder]).InvokeAsync(new() { Output = output, Error = errors });
        return (code, output.ToString(), errors.ToString());
    }
}
