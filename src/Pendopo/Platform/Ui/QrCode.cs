using System.Globalization;
using System.Text;
using QRCoder;

namespace Pendopo.Platform.Ui;

/// <summary>A QR code as the path of an SVG: no image file, no inline style.</summary>
internal static class QrCode
{
    /// <summary>The path of the dark modules and the width of the code in modules, its quiet zone of four included (ISO/IEC 18004).</summary>
    public static (string Path, int Width) Of(string text)
    {
        using var generator = new QRCodeGenerator();
        using var code = generator.CreateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var rows = code.ModuleMatrix;
        var path = new StringBuilder();
        for (var y = 0; y < rows.Count; y++)
        {
            for (var x = 0; x < rows[y].Count; x++)
            {
                if (rows[y][x])
                    path.Append(CultureInfo.InvariantCulture, $"M{x} {y}h1v1h-1z");
            }
        }
        return (path.ToString(), rows.Count);
    }
}
