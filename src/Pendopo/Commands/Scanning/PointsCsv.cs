using System.Globalization;
using System.Text;
using Pendopo.Signals;

namespace Pendopo.Commands.Scanning;

/// <summary>Writes judged points as CSV; a value that a point does not have is left empty. Numbers keep every digit.</summary>
internal static class PointsCsv
{
    public static string Write(IEnumerable<DetectionPoint> points, bool withModel)
    {
        var text = new StringBuilder("t,date,observed,expected,upper,alarm").Append(withModel ? ",phi,trend,pvalue\n" : "\n");
        foreach (var point in points)
        {
            text.Append(point.T).Append(',').Append(point.Date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))
                .Append(',').Append(Number(point.Observed)).Append(',').Append(Number(point.Expected)).Append(',').Append(Number(point.Upper))
                .Append(',').Append(Flag(point.Alarm));
            if (withModel)
                text.Append(',').Append(Number(point.Phi)).Append(',').Append(double.IsNaN(point.Phi) ? "" : Flag(point.Trend)).Append(',').Append(Number(point.PValue));
            text.Append('\n');
        }
        return text.ToString();
    }

    private static string Number(double value) => double.IsNaN(value) ? "" : value.ToString("R", CultureInfo.InvariantCulture);

    private static string Flag(bool? value) => value switch { true => "1", false => "0", null => "" };
}
