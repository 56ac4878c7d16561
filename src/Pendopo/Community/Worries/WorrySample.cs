using Pendopo.Community.Members;
using Pendopo.Community.Reports;
using Pendopo.Community.Talk;
using Pendopo.Platform;
using Pendopo.Platform.Data;
using Pendopo.Safety.Contracts;

namespace Pendopo.Community.Worries;

/// <summary>Help lines that somebody tried, a nurse on call, and one worry that nobody has yet.</summary>
internal sealed class WorrySample(SampleScene scene)
{
    private static readonly HelpWords[] Lines =
    [
        new("SEJIWA 119 ext. 8", "119", "Layanan kesehatan jiwa. Hubungi 119, lalu tekan 8.", "Mental health service. Call 119, then press 8.", "08.00-16.00;08.00-16.00;08.00-16.00;08.00-16.00;08.00-16.00;;", "Kementerian Kesehatan, 2024: jam kerja saja"),
        new("Healing 119", "https://healing119.id", "Bercerita dengan konselor lewat situs.", "Talk with a counsellor on the site.", "", "Kementerian Kesehatan, 31 Juli 2025"),
    ];

    /// <summary>What a centre has settled before anything happens.</summary>
    public void AddLines()
    {
        var db = scene.Db;
        foreach (var (index, words) in Lines.Index())
        {
            var line = HelpLine.Of(scene.Melati.Id, index + 1, words);
            line.Say(words, DateOnly.FromDateTime(scene.Melati.Local(scene.Now).DateTime).AddDays(-12));
            db.Add(line);
        }
        db.Add(OnCall.Of(scene.Melati.Id, scene.People["clinician"].Id, scene.Now - TimeSpan.FromHours(8), scene.Now + TimeSpan.FromHours(16)));
    }

    public void Add(Said said, string name, Member worried)
    {
        var worry = Worry.About(scene.Melati.Id, SaidKind.Kind, new(said.Id.Value, said.Version, said.FaceId.Value, name, $"{said.Line}\n\n{said.Text}", "", said.At), WorryRisk.Low, scene.Now - TimeSpan.FromHours(1));
        scene.Db.AddRange(worry, WorryNote.Flag(worry, worried.Id, "Beliau bilang malam susah tidur dan lelah sekali. Mungkin perlu disapa.", scene.Now - TimeSpan.FromHours(1)));
    }
}
