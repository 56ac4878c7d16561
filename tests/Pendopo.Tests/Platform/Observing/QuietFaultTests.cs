using System.Net.Sockets;
using Pendopo.Platform.Observing;

namespace Pendopo.Tests.Platform.Observing;

/// <summary>A fault in the log has its kind and its place, and nobody's words.</summary>
public sealed class QuietFaultTests
{
    private const string Canary = "3175012345678901";

    [Fact]
    public void A_faults_words_are_not_told_and_its_kinds_and_places_are()
    {
        var told = new QuietFault(Thrown()).ToString();
        told.ShouldNotContain(Canary);
        told.ShouldContain("System.InvalidOperationException");
        told.ShouldContain("System.FormatException");
        told.ShouldContain(nameof(Thrown));
    }

    [Fact]
    public void What_the_runtime_says_of_the_house_is_told() =>
        new QuietFault(new SocketException((int)SocketError.ConnectionRefused)).ToString().ShouldContain(new SocketException((int)SocketError.ConnectionRefused).Message);

    private static InvalidOperationException Thrown()
    {
        try
        {
            throw new InvalidOperationException($"The network said {Canary}", new FormatException(Canary));
        }
        catch (InvalidOperationException fault)
        {
            return fault;
        }
    }
}
