using Pendopo.Signals.Numbers;

namespace Pendopo.Libraries.Tests.Signals;

/// <summary>Values of R 4.2.2: pnbinom, qnbinom, ppois, qpois.</summary>
public sealed class CountDistributionTests
{
    [Theory]
    [InlineData(0.05, 1, 2, 0.005, 0.001209104274250291, 1, 0.001189036780625893)]
    [InlineData(3.2, 1, 9, 0.005, 0.005714138066420149, 9, 0.003952250198235517)]
    [InlineData(3.2, 2.5, 9, 0.005, 0.05385579624008435, 14, 0.01836809198617034)]
    [InlineData(148.4, 1.2, 190, 0.005, 0.001601426702726311, 184, 0.000318678756683873)]
    [InlineData(2561, 17.3, 3000, 0.05, 0.02252978552602093, 2917, 0.0002287138237717361)]
    [InlineData(120000, 3, 121500, 0.001, 0.006352506454070359, 121861, 2.954194550571812e-05)]
    [InlineData(0.2, 6, 4, 0.05, 0.01706989689205365, 1, 0.004825416509359271)]
    [InlineData(30000000, 1.5, 30020000, 0.005, 0.001436742976548121, 30017281, 6.99012348648167e-07)]
    public void Tail_quantile_and_probability_are_those_of_R(double mean, double phi, double y, double alpha, double tail, double quantile, double probability)
    {
        var distribution = new CountDistribution(mean, phi);
        distribution.UpperTail(y).ShouldBe(tail, 1e-10 * tail);
        distribution.UpperQuantile(alpha).ShouldBe(quantile);
        distribution.Probability(y).ShouldBe(probability, 1e-10 * probability);
    }

    [Fact]
    public void The_normal_quantile_has_every_digit_of_R()
    {
        Normal.UpperQuantile(0.001).ShouldBe(3.090232306167813, 1e-14);
        Normal.UpperQuantile(0.025).ShouldBe(1.959963984540054, 1e-14);
        Normal.UpperTail(3.090232306167813).ShouldBe(0.001, 1e-16);
    }
}
