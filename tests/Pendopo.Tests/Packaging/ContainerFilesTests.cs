using Pendopo.Testing;

namespace Pendopo.Tests.Packaging;

/// <summary>The container file and the compose files, by their text and by docker-compose's own schema.</summary>
public sealed class ContainerFilesTests
{
    [Theory]
    [InlineData("compose.yaml")]
    [InlineData("compose.nodes.yaml")]
    public async Task Docker_compose_accepts_the_file(string file)
    {
        var folder = Directory.CreateTempSubdirectory("pendopo-compose-");
        File.Copy(Repository.PathTo("packaging", "compose", file), Path.Combine(folder.FullName, file));
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "pendopo.env"), "PENDOPO_DATABASE=Host=postgres\n");
        await ServerProcess.RunAsync("docker-compose", "-f", Path.Combine(folder.FullName, file), "config", "-q");
        folder.Delete(recursive: true);
    }

    [Fact]
    public void The_container_runs_as_nobody_in_particular_keeps_its_data_in_a_volume_and_is_asked_how_it_is_without_a_shell()
    {
        var lines = File.ReadAllLines(Repository.PathTo("packaging", "container", "Containerfile"));
        lines.Last(line => line.StartsWith("USER ", StringComparison.Ordinal)).ShouldBe("USER 10001:10001");
        lines.ShouldContain("VOLUME /data");
        lines.ShouldContain("ENTRYPOINT [\"/usr/local/bin/pendopo\"]");
        lines.Single(line => line.StartsWith("HEALTHCHECK", StringComparison.Ordinal)).ShouldEndWith("CMD [\"/usr/local/bin/pendopo\", \"health\"]");
        // What comes after USER runs without rights: nothing is installed there, and nothing is fetched from elsewhere at all.
        lines.SkipWhile(line => !line.StartsWith("USER ", StringComparison.Ordinal)).ShouldNotContain(line => line.StartsWith("RUN", StringComparison.Ordinal));
        lines.ShouldNotContain(line => line.StartsWith("ADD", StringComparison.Ordinal));
    }
}
