namespace Pendopo.Commands;

/// <summary>Standard input and output as bytes: a command that reads a million lines cannot go through a text writer that flushes each.</summary>
internal static class StandardStreams
{
    public static Stream Input() => Console.OpenStandardInput();

    public static Stream Output() => Console.OpenStandardOutput();
}
