using Pendopo.Channels.Contracts;
using Pendopo.Platform;

namespace Pendopo.Channels.Letters;

/// <summary>The sample centre's list of letters and one who gets it. She lives on a `.example` domain, which reaches nobody.</summary>
internal static class LetterSample
{
    public static void Add(SampleScene scene)
    {
        var links = scene.Services.GetRequiredService<LetterLinks>();
        var list = Channel.Connect(scene.Melati.Id, LettersConnector.NetworkName, "Kabar Puskesmas Melati", "sample", null, scene.Now);
        scene.Db.Add(list);
        var reader = Subscriber.Ask(scene.Melati.Id, "nur@warga.example", new("Nur Aini", "id", null), links.Make(), scene.Now.AddDays(-20));
        reader.Confirm(links.Make(), scene.Now.AddDays(-20).AddMinutes(7));
        scene.Db.AddRange(reader, Subscription.Of(reader, list.Id));
    }
}
