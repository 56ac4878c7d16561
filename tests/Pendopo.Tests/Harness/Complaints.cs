using System.Text;

namespace Pendopo.Tests.Harness;

/// <summary>What programs in this process wrote to their error output, so that a test can say why one of them did not start.</summary>
internal sealed class Complaints : TextWriter
{
    private const int Most = 8_000;
    private static readonly Complaints Instance = new();
    private readonly StringBuilder last = new();

    public override Encoding Encoding => Encoding.UTF8;

    /// <summary>The newest of them.</summary>
    public static string Last
    {
        get
        {
            lock (Instance.last)
                return Instance.last.ToString();
        }
    }

    public override void Write(char value) => Write([value]);

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    public override void Write(string? value) => Write(value.AsSpan());

    public override void Write(ReadOnlySpan<char> buffer)
    {
        lock (last)
        {
            last.Append(buffer);
            if (last.Length > Most)
                last.Remove(0, last.Length - Most);
        }
    }

    public static void Listen() => Console.SetError(Instance);
}
