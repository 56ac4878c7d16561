using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Inbox.Conversations;
using Pendopo.Platform;
using Pendopo.Platform.Backups.Erasures;
using Pendopo.Platform.Data;
using Pendopo.Platform.Web;
using Pendopo.Tests.Harness;
using Pendopo.Tests.Platform.Backups;

namespace Pendopo.Tests.Channels.Fediverse;

/// <summary>Somebody outside who asks to be forgotten is gone from every table, from the database's own files, and from what a restore brings back.</summary>
public abstract class ErasedOutsiderTests(TestApp app) : FediverseTests(app)
{
    private const string Canary = "Kenari-7731-hamil";

    private string[] Traces => [Canary, Rina.Id, Peer.HandleOf(Rina), "Rina Kenari"];

    [Fact]
    public async Task Nothing_of_somebody_erased_is_left_in_any_table_or_file()
    {
        await Live();
        (await Found()).ShouldNotBeEmpty("she was here");
        await Erase();
        (await Found()).ShouldBeEmpty();
        var folder = App.Services.GetRequiredService<Installation>().DataFolder;
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(file => Path.GetFileName(file).StartsWith("pendopo.", StringComparison.Ordinal) || file.EndsWith(".jsonl", StringComparison.Ordinal)))
            Traces.Where(trace => Contains(file, trace)).Select(trace => $"{Path.GetFileName(file)}: {trace}").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_restore_erases_them_again_and_others_stay()
    {
        var code = await App.SetCode();
        await Live();
        var budi = Peer.Person("budi");
        await Deliver(budi, budi.Activity("Create", budi.Note("<p>Terima kasih</p>", null, [Public], [Melati], Now)));
        var folder = TestFolder.New();
        var made = await App.Backup(folder);
        App.Clock.Advance(TimeSpan.FromHours(1));
        await Erase();
        File.Copy(App.Services.GetRequiredService<ErasureLedger>().Path, Path.Combine(folder, ErasureLedger.BesideBackups));
        var there = await App.EmptyMachine();
        await BackupStage.Restore(there, made.Path, code);
        await using var host = new TestHost(there.DataFolder, there.ConnectionString, App.Clock, null);
        await host.Services.GetRequiredService<Readiness>().Ready;
        var rows = await BackupStage.Rows(there);
        rows.Where(row => Traces.Any(trace => row.Contains(trace, StringComparison.Ordinal))).ShouldBeEmpty();
        rows.ShouldContain(row => row.Contains("Terima kasih", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_comes_back_is_a_stranger_whose_words_are_kept_and_may_be_erased_once_more()
    {
        await Live();
        await Erase();
        await Deliver(Rina, Rina.Activity("Create", Rina.Note($"<p>{Canary}</p>", null, [Melati], [], Now)));
        (await Query(db => db.Set<Conversation>().AcrossCentres().CountAsync(row => row.AuthorId == Rina.Id))).ShouldBe(1);
        App.Clock.Advance(TimeSpan.FromMinutes(1));
        await Erase();
        (await Found()).ShouldBeEmpty();
        await using var scope = await App.Scope();
        (await scope.ServiceProvider.GetRequiredService<ErasePerson>().Replay(default)).ShouldBe(0);
    }

    [Fact]
    public async Task Neither_the_ledger_nor_the_audit_says_who_it_was()
    {
        await Live();
        await Erase();
        var ledger = await File.ReadAllTextAsync(App.Services.GetRequiredService<ErasureLedger>().Path);
        ledger.ShouldContain(new Outsider("fediverse", Rina.Id).Mark.ToString());
        Traces.Where(trace => ledger.Contains(trace, StringComparison.Ordinal)).ShouldBeEmpty();
    }

    /// <summary>She follows, likes, asks in public and in private, changes her words, and is answered.</summary>
    private async Task Live()
    {
        Rina.Name = "Rina Kenari";
        var post = await Publish();
        await Follow(Rina);
        await Deliver(Rina, Rina.Activity("Like", post.Id));
        var question = Rina.Note($"<p>Tanya: {Canary}</p>", post.Id, [Public], [Melati], Now);
        await Deliver(Rina, Rina.Activity("Create", question));
        await Deliver(Rina, Rina.Activity("Update", Rina.Note($"<p>Diubah: {Canary}</p>", post.Id, [Public], [Melati], Now, (string)question["id"]!, Now)));
        await Deliver(Rina, Rina.Activity("Create", Rina.Note($"<p>Rahasia: {Canary}</p>", null, [Melati], [], Now)));
        await Deliver(Rina, Rina.Activity("Flag", post.Id));
        var conversation = await Query(db => db.Set<Conversation>().AcrossCentres().FirstAsync(row => row.AuthorId == Rina.Id));
        await using (var scope = await App.ScopeOf("officer"))
        {
            (await scope.ServiceProvider.GetRequiredService<AnswerConversation>().Handle(new(conversation.Id, "Halo Rina Kenari, terima kasih atas pertanyaannya.", null), default)).Ok.ShouldBeTrue();
        }
        App.Clock.Advance(TimeSpan.FromMinutes(1));
        await App.RunJobs();
    }

    private async Task Erase()
    {
        await using var scope = await App.Scope();
        var erase = scope.ServiceProvider.GetRequiredService<EraseOutsider>();
        var found = await erase.Find("@" + Peer.HandleOf(Rina), default);
        found.ShouldHaveSingleItem().Id.ShouldBe(Rina.Id);
        await erase.Run(found[0], default);
    }

    private async Task<List<string>> Found()
    {
        var rows = await BackupStage.Rows(App.Services.GetRequiredService<Installation>());
        return [.. rows.Where(row => Traces.Any(trace => row.Contains(trace, StringComparison.Ordinal)))];
    }

    private static bool Contains(string file, string trace)
    {
        using var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[open.Length];
        open.ReadExactly(bytes);
        return bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(trace)) >= 0;
    }
}

[Collection("channels on sqlite")]
public sealed class ErasedOutsiderOnSqlite(SqliteApp app) : ErasedOutsiderTests(app);

[Collection("channels on postgres")]
public sealed class ErasedOutsiderOnPostgres(PostgresApp app) : ErasedOutsiderTests(app);
