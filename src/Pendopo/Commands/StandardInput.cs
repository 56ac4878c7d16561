namespace Pendopo.Commands;

/// <summary>The one place that reads what is piped into the program.</summary>
internal static class StandardInput
{
    public static Stream Open() => Console.OpenStandardInput();
}

/// <summary>The one place that writes bytes to whoever reads the program's answers.</summary>
internal static class StandardOutput
{
    public static Stream Open() => Console.OpenStandardOutput();
}
