namespace Pendopo.Commands;

/// <summary>The one place that reads what is piped into the program.</summary>
internal static class StandardInput
{
    public static Stream Open() => Console.OpenStandardInput();
}
