using System.Text.RegularExpressions;

namespace Pendopo.Tests.Architecture;

/// <summary>Calls that are safe only in a few known places.</summary>
public sealed partial class DangerousCallTests
{
    // Names of tables and channels of our own, which no parameter can carry.
    private static readonly string[] NamesOfOurOwn =
    [
        "src/Pendopo/Platform/Backups/Snapshots/SqliteSnapshot.cs", "src/Pendopo/Platform/Backups/Keys/SharedHouseKey.cs", "src/Pendopo/Platform/Nodes/NodeLine.cs", "src/Pendopo/Commands/Moving/ReadExport.cs",
        "src/Pendopo/Platform/Data/FreshCounts.cs",
    ];

    // Keys that this program wrote itself.
    private static readonly string[] ReadsItsOwnXml = ["src/Pendopo/Platform/Backups/Keys/SealedKeyRing.cs", "src/Pendopo/Platform/Keys/KeyRing.cs"];

    [Fact]
    public void No_SQL_is_put_together_from_values() =>
        SourceTree.Program.Where(file => !NamesOfOurOwn.Contains(file.Path)).SelectMany(file => file.Lines.Where(line => Glued().IsMatch(line)).Select(line => $"{file.Path}: {line.Trim()}")).ShouldBeEmpty();

    // A feed and what WordPress exports are XML: opened in one place, without a document type (ImportReadingTests drives it with hostile files).
    private const string ReadsXmlOfOthers = "src/Pendopo/Publishing/Imports/SafeXml.cs";

    [Fact]
    public void XML_of_others_is_opened_in_one_place_and_without_a_document_type()
    {
        var opened = string.Join('\n', SourceTree.All.Single(file => file.Path == ReadsXmlOfOthers).Lines);
        opened.ShouldContain("DtdProcessing = DtdProcessing.Prohibit");
        opened.ShouldContain("XmlResolver = null");
        opened.ShouldContain("MaxCharactersInDocument =");
    }

    [Fact]
    public void No_other_XML_of_others_is_read() =>
        SourceTree.All.Where(file => file.Path.StartsWith("src/", StringComparison.Ordinal) && !ReadsItsOwnXml.Contains(file.Path) && file.Path != ReadsXmlOfOthers)
            .Where(file => file.Lines.Any(line => Xml().IsMatch(line))).Select(file => file.Path).ShouldBeEmpty();

    [Fact]
    public void No_process_is_started_through_a_shell_and_no_object_comes_from_foreign_bytes() =>
        SourceTree.Program.SelectMany(file => file.Lines.Where(line => Shell().IsMatch(line)).Select(line => $"{file.Path}: {line.Trim()}")).ShouldBeEmpty();

    [Theory]
    [InlineData("await db.Database.ExecuteSqlRawAsync($\"DELETE FROM x WHERE id = {id}\")")]
    [InlineData("command.CommandText = $\"SELECT {name}\"")]
    [InlineData("new NpgsqlCommand(\"SELECT \" + name, connection)")]
    public void What_is_put_together_is_found(string line) => Glued().IsMatch(line).ShouldBeTrue();

    [GeneratedRegex("""(SqlRaw(Async)?|SqlQueryRaw(<\w+>)?|NpgsqlCommand|SqliteCommand)\((\$"|"[^"]*" \+)|CommandText = (\$"|"[^"]*" \+)""", RegexOptions.ExplicitCapture)]
    private static partial Regex Glued();

    [GeneratedRegex(@"\b(XDocument|XElement|XmlReader|XmlDocument)\.?(Load|Parse|Create|LoadXml)\(", RegexOptions.ExplicitCapture)]
    private static partial Regex Xml();

    [GeneratedRegex("""UseShellExecute = true|BinaryFormatter|"/bin/(ba)?sh"|TypeNameHandling""", RegexOptions.ExplicitCapture)]
    private static partial Regex Shell();
}
