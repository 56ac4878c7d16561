using System.Globalization;
using System.Text;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Mail;

namespace Pendopo.Insights.Weekly;

/// <summary>The report of a week as files for a mail, one in each language.</summary>
internal sealed class WeeklyLetter(WeeklyReport report, CentreScope scope, CentreDirectory centres, Here here)
{
    private static readonly string[] Tongues = ["id", "en"];

    public async Task<IReadOnlyList<Enclosure>> Files(DateOnly monday, CancellationToken cancel)
    {
        // A job has no request: where it stands is said here.
        here.At(await centres.ById(scope.Centre, cancel) ?? throw new InvalidOperationException("A report has no centre."));
        var files = new List<Enclosure>();
        foreach (var tongue in Tongues)
        {
            var culture = CultureInfo.GetCultureInfo(tongue);
            var words = new StringBuilder();
            foreach (var (head, lines) in await report.Lines(monday, culture, cancel))
                words.AppendLine(head).AppendJoin('\n', lines).AppendLine();
            files.Add(new(string.Create(CultureInfo.InvariantCulture, $"week-{monday:yyyy-MM-dd}-{tongue}.pdf"), "application/pdf", await report.Pdf(monday, culture, cancel), words.ToString(), tongue));
        }
        return files;
    }
}
