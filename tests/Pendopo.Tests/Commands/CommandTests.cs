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
        await ShowsPeopleAtWork();
        var again = await Run("demo");
        again.Code.ShouldBe(1);
        again.Output.ShouldBeEmpty();
        again.Errors.ShouldContain("is in use");
    }

    // Nobody understands a calendar without plans, or a register without people.
    private async Task ShowsPeopleAtWork()
    {
        await using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(folder, "pendopo.db")};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        foreach (var (table, least) in new[] { ("publishing_publication WHERE state = 'Scheduled'", 6), ("publishing_campaign_post", 6), ("publishing_library", 5), ("publishing_idea", 2), ("publishing_assignment", 2), ("publishing_evergreen", 1), ("safety_consent", 3), ("safety_rights_request", 1) })
        {
            command.CommandText = $"SELECT COUNT(*) FROM {table}";
            ((long)(await command.ExecuteScalarAsync())!).ShouldBeGreaterThanOrEqualTo(least, table);
        }
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
        await using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={file};Pooling=False"))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            // What stands in the log would heal what is damaged in the file.
            command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
            (await command.ExecuteScalarAsync()).ShouldBe(0L, "nobody else holds it");
        }
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

    [Fact]
    public async Task A_verb_that_fails_as_nobody_foresaw_tells_the_place_and_no_words()
    {
        var (code, output, errors) = await Run("user", "disable", "rina@melati.example", "--database", "Host=127.0.0.1;Port=Sumirah7731");
        code.ShouldBe(1);
        errors.ShouldContain("   at ");
        (output + errors).ShouldNotContain("7731");
    }

    private async Task<(int Code, string Output, string Errors)> Run(params string[] command)
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var code = await CommandLine.Run(CommandLine.Create().Parse([.. command, "--data", folder]), new() { Output = output, Error = errors });
        return (code, output.ToString(), errors.ToString());
    }

    [Theory]
    [InlineData(new[] { "inspect", "privacy" }, false)]
    [InlineData(new[] { "inspect", "text" }, false)]
    [InlineData(new[] { "backup" }, true)]
    [InlineData(new[] { "serve" }, true)]
    [InlineData(new string[0], true)]
    public void What_waits_for_its_input_ends_at_once_and_what_keeps_or_serves_gets_its_time(string[] arguments, bool patient) =>
        (CommandLine.EndingOf(CommandLine.Create().Parse(arguments)).ProcessTerminationTimeout > TimeSpan.FromMinutes(10)).ShouldBe(patient);
}
