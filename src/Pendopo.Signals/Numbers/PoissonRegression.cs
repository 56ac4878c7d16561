using MathNet.Numerics.LinearAlgebra;

namespace Pendopo.Signals.Numbers;

/// <summary>
/// Quasi-Poisson regression with log link on any columns, by iteratively reweighted least squares; a workspace for many fits.
/// </summary>
/// <remarks>Source: McCullagh and Nelder, Generalized Linear Models (1989), 2.5 and 6.2; stopping rule of R's <c>glm.fit</c>.</remarks>
internal sealed class PoissonRegression
{
    private const int MostSteps = 25;
    private const double Tolerance = 1e-8;
    private const double SmallestLog = -36.04365338911715;

    private readonly double[][] _columns;
    private readonly double[] _eta;
    private readonly double[] _mu;
    private readonly double[] _weight;
    private readonly double[] _working;
    private readonly double[] _scaled;

    public PoissonRegression(int mostPoints, int mostColumns)
    {
        _columns = new double[mostColumns][];
        for (var j = 0; j < mostColumns; j++)
            _columns[j] = new double[mostPoints];
        (_eta, _mu, _weight) = (new double[mostPoints], new double[mostPoints], new double[mostPoints]);
        (_working, _scaled) = (new double[mostPoints], new double[mostPoints]);
    }

    /// <summary>(X'WX)^-1 of the last step.</summary>
    public Matrix<double> Inverse { get; private set; } = Matrix<double>.Build.Dense(1, 1);

    public Vector<double> Coefficients { get; private set; } = Vector<double>.Build.Dense(1);

    public ReadOnlySpan<double> Mu => _mu;

    public ReadOnlySpan<double> Weights => _weight;

    /// <summary>The values of one column, to be filled before a fit.</summary>
    public Span<double> Column(int index) => _columns[index];

    /// <summary>Fits the first <paramref name="rank"/> columns; false when the fit does not settle or a column is redundant.</summary>
    public bool Fit(ReadOnlySpan<double> counts, ReadOnlySpan<double> prior, int rank)
    {
        for (var i = 0; i < counts.Length; i++)
        {
            _mu[i] = counts[i] + 0.1;
            _eta[i] = Math.Log(_mu[i]);
        }
        return Iterate(counts, prior, rank);
    }

    /// <summary>Fits again from the means of the fit before: fewer steps after a small change of weights or columns.</summary>
    public bool Refit(ReadOnlySpan<double> counts, ReadOnlySpan<double> prior, int rank) => Iterate(counts, prior, rank);

    /// <summary>x'(X'WX)^-1 x: variance of a linear predictor for dispersion 1.</summary>
    public double Variance(Vector<double> row) => row.DotProduct(Inverse * row);

    private bool Iterate(ReadOnlySpan<double> counts, ReadOnlySpan<double> prior, int rank)
    {
        var before = Objective(counts, prior);
        for (var step = 0; step < MostSteps; step++)
        {
            if (!Solve(counts, prior, rank))
                return false;
            Update(counts.Length, rank);
            var now = Objective(counts, prior);
            if (!double.IsFinite(now))
                return false;
            if (Math.Abs(now - before) < Tolerance * Math.Max(1, counts.Length))
                return true;
            before = now;
        }
        return false;
    }

    private bool Solve(ReadOnlySpan<double> counts, ReadOnlySpan<double> prior, int rank)
    {
        var n = counts.Length;
        for (var i = 0; i < n; i++)
        {
            _weight[i] = prior[i] * _mu[i];
            _working[i] = _eta[i] + (counts[i] - _mu[i]) / _mu[i];
        }
        var normal = Matrix<double>.Build.Dense(rank, rank);
        var right = Vector<double>.Build.Dense(rank);
        for (var j = 0; j < rank; j++)
        {
            Vectors.Multiply(_weight.AsSpan(0, n), _columns[j], _scaled);
            right[j] = Vectors.Dot(_scaled.AsSpan(0, n), _working);
            for (var k = j; k < rank; k++)
                normal[j, k] = normal[k, j] = Vectors.Dot(_scaled.AsSpan(0, n), _columns[k]);
        }
        for (var j = 0; j < rank; j++)
        {
            if (!(normal[j, j] > 1e-12) || !double.IsFinite(right[j]))
                return false;
        }
        return Decompose(normal, right, rank);
    }

    private bool Decompose(Matrix<double> normal, Vector<double> right, int rank)
    {
        try
        {
            var factor = normal.Cholesky();
            Coefficients = factor.Solve(right);
            Inverse = factor.Solve(Matrix<double>.Build.DenseIdentity(rank));
            return true;
        }
        catch (ArgumentException)
        {
            // MathNet's way of saying "not positive definite": the columns are redundant, which the caller answers with a smaller model.
            return false;
        }
    }

    private void Update(int n, int rank)
    {
        Vectors.Scale(Coefficients[0], _columns[0].AsSpan(0, n), _eta);
        for (var j = 1; j < rank; j++)
            Vectors.AddScaled(Coefficients[j], _columns[j].AsSpan(0, n), _eta);
        Vectors.Exp(_eta.AsSpan(0, n), SmallestLog, _mu);
    }

    // Minus the log likelihood up to a constant: sum of prior (mu - y ln mu), half the deviance's moving part.
    private double Objective(ReadOnlySpan<double> counts, ReadOnlySpan<double> prior)
    {
        double sum = 0;
        for (var i = 0; i < counts.Length; i++)
            sum += prior[i] * (_mu[i] - counts[i] * Math.Max(_eta[i], SmallestLog));
        return sum;
    }
}
