using System.Numerics;
using System.Runtime.InteropServices;

namespace Pendopo.Signals.Numbers;

/// <summary>Element-wise work on equally long spans, a register at a time. Targets and second operands may be longer than the first.</summary>
internal static class Vectors
{
    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var left = MemoryMarshal.Cast<double, Vector<double>>(a);
        var right = MemoryMarshal.Cast<double, Vector<double>>(b[..a.Length]);
        var sums = Vector<double>.Zero;
        for (var i = 0; i < left.Length; i++)
            sums += left[i] * right[i];
        var sum = Vector.Sum(sums);
        for (var i = left.Length * Vector<double>.Count; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }

    public static void Multiply(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> target)
    {
        var left = MemoryMarshal.Cast<double, Vector<double>>(a);
        var right = MemoryMarshal.Cast<double, Vector<double>>(b[..a.Length]);
        var result = MemoryMarshal.Cast<double, Vector<double>>(target[..a.Length]);
        for (var i = 0; i < left.Length; i++)
            result[i] = left[i] * right[i];
        for (var i = left.Length * Vector<double>.Count; i < a.Length; i++)
            target[i] = a[i] * b[i];
    }

    public static void Scale(double factor, ReadOnlySpan<double> a, Span<double> target)
    {
        for (var i = 0; i < a.Length; i++)
            target[i] = factor * a[i];
    }

    public static void AddScaled(double factor, ReadOnlySpan<double> a, Span<double> target)
    {
        var left = MemoryMarshal.Cast<double, Vector<double>>(a);
        var result = MemoryMarshal.Cast<double, Vector<double>>(target[..a.Length]);
        for (var i = 0; i < left.Length; i++)
            result[i] += left[i] * factor;
        for (var i = left.Length * Vector<double>.Count; i < a.Length; i++)
            target[i] += factor * a[i];
    }

    /// <summary>e^x, with x not below <paramref name="smallest"/>.</summary>
    public static void Exp(ReadOnlySpan<double> a, double smallest, Span<double> target)
    {
        var left = MemoryMarshal.Cast<double, Vector<double>>(a);
        var result = MemoryMarshal.Cast<double, Vector<double>>(target[..a.Length]);
        var floor = new Vector<double>(smallest);
        for (var i = 0; i < left.Length; i++)
            result[i] = Vector.Exp(Vector.Max(left[i], floor));
        for (var i = left.Length * Vector<double>.Count; i < a.Length; i++)
            target[i] = Math.Exp(Math.Max(a[i], smallest));
    }
}
