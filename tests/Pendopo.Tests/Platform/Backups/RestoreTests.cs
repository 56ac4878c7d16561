using System.Net;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Channels.Fediverse;
using Pendopo.Fediverse.Signatures;
using Pendopo.Platform;
using Pendopo.Platform.Backups.Container;
using Pendopo.Platform.Backups.Keys;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;
using Pendopo.Platform.Web;
using Pendopo.Sample;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Platform.Backups;

/// <summary>One file, one code, an empty machine.</summary>
public abstract class RestoreTests(TestApp app) : AppTests(app)
{
    [Fact]
    public async Task Everything_is_there_again_on_another_machine()
    {
        var code = await App.SetCode();
        var here = App.Services.GetRequiredService<Installation>();
        var pictures = await AddPictures(here, 5);
        var made = await App.Backup();
        var there = await App.EmptyMachine();
        // What `doctor` or `config show` leave on an empty machine is no data.
        Directory.CreateDirectory(there.KeysFolder);
        var manifest = await BackupStage.Restore(there, made.Path, code);
        manifest.Files.ShouldBe(5);
        (await BackupStage.Rows(there)).ShouldBe(await BackupStage.Rows(here));
        foreach (var (path, bytes) in pictures)
            (await File.ReadAllBytesAsync(Path.Combine(there.FilesFolder, path))).ShouldBe(bytes);
        File.Exists(Path.Combine(there.DataFolder, ".restoring")).ShouldBeFalse();
        // The machine has a key of its own; the house key came along.
        var settings = new ConfigurationBuilder().Build();
        (await File.ReadAllTextAsync(Path.Combine(there.KeysFolder, InstallationKey.FileName))).ShouldNotBe(await File.ReadAllTextAsync(Path.Combine(here.KeysFolder, InstallationKey.FileName)));
        new HouseKey(there, settings).Bytes.ToArray().ShouldBe(new HouseKey(here, settings).Bytes.ToArray());
    }

    [Fact]
    public async Task People_sign_in_stay_signed_in_and_other_servers_know_the_centre()
    {
        var code = await App.SetCode();
        var (cookies, actorKey, sealedWord) = await Remember();
        var made = await App.Backup();
        var there = await App.EmptyMachine();
        await BackupStage.Restore(there, made.Path, code);

        await using var host = new TestHost(there.DataFolder, there.ConnectionString, App.Clock, null);
        using var ready = host.CreateClient();
        await host.Services.GetRequiredService<Readiness>().Ready;
        using (var old = host.CreateDefaultClient(host.ClientOptions.BaseAddress, Jar(cookies)))
            (await old.GetAsync("/me")).StatusCode.ShouldBe(HttpStatusCode.OK, "a cookie from before");
        using var fresh = host.CreateDefaultClient(host.ClientOptions.BaseAddress, new CookieJar());
        var email = SamplePeople.All.Single(person => person.Key == "officer").Email;
        (await fresh.Submit("/sign-in", "sign-in", ("Form.Email", email), ("Form.Password", TestApp.Password))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await fresh.GetAsync("/me")).StatusCode.ShouldBe(HttpStatusCode.OK);

        await using var scope = host.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<IDataProtectionProvider>().CreateProtector("channels.credentials").Unprotect(sealedWord).ShouldBe("app-password"u8.ToArray());
        await using var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
        (await db.Set<Microsoft.AspNetCore.Identity.IdentityUserPasskey<Id<Account>>>().CountAsync()).ShouldBe(1);
        var actors = scope.ServiceProvider.GetRequiredService<LocalActors>();
        var actor = await actors.Of(await db.Set<Pendopo.Platform.Centres.Centre>().SingleAsync(centre => centre.Handle == SampleWorld.MelatiHandle), default);
        actor.PublicKey.ShouldBe(actorKey);
        using var signing = actors.Key(actor);
        var request = new RequestDescription("POST", "https://peer.example/inbox", [new("Host", "peer.example"), new("Content-Type", "application/activity+json")], Encoding.UTF8.GetBytes("{}"));
        var signed = request with { Headers = [.. request.Headers, .. RequestSigner.Sign(request, SignatureScheme.Cavage, signing, App.Clock.GetUtcNow())] };
        using var known = PublicKey.TryRead(actorKey)!;
        InboundSignature.Read(signed, App.Clock.GetUtcNow()).Signature!.IsBy(known).ShouldBeTrue();
    }

    [Fact]
    public async Task A_wrong_code_opens_nothing_and_leaves_the_machine_empty()
    {
        await App.SetCode();
        var made = await App.Backup();
        var there = await App.EmptyMachine();
        var refusal = await Should.ThrowAsync<BackupException>(() => BackupStage.Restore(there, made.Path, Pendopo.Platform.Backups.Recovery.RecoveryCode.Make()));
        refusal.Trouble.ShouldBe(BackupTrouble.WrongCode);
        Directory.EnumerateFileSystemEntries(there.DataFolder).ShouldBeEmpty();
    }

    [Fact]
    public async Task Nothing_is_restored_over_what_stands()
    {
        var code = await App.SetCode();
        var made = await App.Backup();
        var here = App.Services.GetRequiredService<Installation>();
        var before = await BackupStage.Rows(here);
        (await Should.ThrowAsync<BackupException>(() => BackupStage.Restore(here, made.Path, code))).Trouble.ShouldBe(here.OnPostgres ? BackupTrouble.DatabaseInUse : BackupTrouble.FolderInUse);
        var there = await App.EmptyMachine();
        await File.WriteAllTextAsync(Path.Combine(there.DataFolder, "holiday.jpg"), "mine");
        (await Should.ThrowAsync<BackupException>(() => BackupStage.Restore(there, made.Path, code))).Trouble.ShouldBe(BackupTrouble.FolderInUse);
        (await File.ReadAllTextAsync(Path.Combine(there.DataFolder, "holiday.jpg"))).ShouldBe("mine");
        (await BackupStage.Rows(here)).ShouldBe(before);
    }

    [Fact]
    public async Task A_restore_that_was_killed_is_simply_done_again()
    {
        var code = await App.SetCode();
        var made = await App.Backup();
        var there = await App.EmptyMachine();
        Directory.CreateDirectory(Path.Combine(there.DataFolder, ".restoring", "keys"));
        await File.WriteAllTextAsync(Path.Combine(there.DataFolder, "erasures.jsonl"), "half");
        await BackupStage.Restore(there, made.Path, code);
        (await BackupStage.Rows(there)).ShouldBe(await BackupStage.Rows(App.Services.GetRequiredService<Installation>()));
    }

    [Fact]
    public async Task A_truncated_edited_or_exchanged_file_is_refused_and_leaves_the_machine_empty()
    {
        var code = await App.SetCode();
        var made = await App.Backup();
        var whole = await File.ReadAllBytesAsync(made.Path);
        var other = await File.ReadAllBytesAsync((await App.Backup()).Path);
        var there = await App.EmptyMachine();
        async Task Refused(byte[] bytes, params BackupTrouble[] expected)
        {
            var file = Path.Combine(TestFolder.New(), "broken.backup");
            await File.WriteAllBytesAsync(file, bytes);
            (await Should.ThrowAsync<BackupException>(() => BackupStage.Restore(there, file, code))).Trouble.ShouldBeOneOf(expected);
            Directory.EnumerateFileSystemEntries(there.DataFolder).ShouldBeEmpty();
        }
        foreach (var length in new[] { 0, 10, 30, 600, whole.Length / 2, whole.Length - 1 })
            await Refused(whole[..length], BackupTrouble.Truncated);
        await Refused([.. "GIF89a"u8, .. whole[6..]], BackupTrouble.NotABackup);
        await Refused([.. whole[..17], 9, .. whole[18..]], BackupTrouble.Newer);
        await Refused([.. whole[..40], (byte)(whole[40] ^ 1), .. whole[41..]], BackupTrouble.HeaderDamaged);
        await Refused([.. whole[..^50], (byte)(whole[^50] ^ 1), .. whole[^49..]], BackupTrouble.Damaged);
        // The head of one on the body of another: both opened by the same code.
        var (mine, theirs) = (HeadLength(whole), HeadLength(other));
        await Refused([.. whole[..mine], .. other[theirs..]], BackupTrouble.Damaged);
        (await BackupStage.Restore(there, made.Path, code)).ShouldNotBeNull();
    }

    private static int HeadLength(byte[] file) => 16 + 6 + System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(18)) + 32;

    private static CookieJar Jar(IEnumerable<string> cookies)
    {
        var jar = new CookieJar();
        foreach (var cookie in cookies)
            jar.Take(cookie);
        return jar;
    }

    private async Task<(IReadOnlyList<string> Cookies, string ActorKey, byte[] Sealed)> Remember()
    {
        await using var scope = await App.Scope();
        var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
        var email = SamplePeople.All.Single(person => person.Key == "officer").Email;
        var account = await db.Set<Account>().FirstAsync(found => found.Email == email);
        var cookies = await SignInCookies.For(scope.ServiceProvider, account);
        var accounts = scope.ServiceProvider.GetRequiredService<Microsoft.AspNetCore.Identity.UserManager<Account>>();
        await accounts.AddOrUpdatePasskeyAsync(account, new([1, 2, 3], [4, 5, 6], App.Clock.GetUtcNow(), 0, ["internal"], true, true, true, [7], [8]) { Name = "ponsel" });
        var actor = await scope.ServiceProvider.GetRequiredService<LocalActors>().Of(await App.CentreOf(SampleWorld.MelatiHandle), default);
        var secret = scope.ServiceProvider.GetRequiredService<IDataProtectionProvider>().CreateProtector("channels.credentials").Protect("app-password"u8.ToArray());
        return (cookies, actor.PublicKey, secret);
    }

    private static async Task<List<(string Path, byte[] Bytes)>> AddPictures(Installation here, int count)
    {
        var pictures = new List<(string, byte[])>();
        for (var i = 0; i < count; i++)
        {
            var name = System.Security.Cryptography.RandomNumberGenerator.GetHexString(32, lowercase: true);
            var bytes = System.Security.Cryptography.RandomNumberGenerator.GetBytes(300_000);
            Directory.CreateDirectory(Path.Combine(here.FilesFolder, name[..2]));
            await File.WriteAllBytesAsync(Path.Combine(here.FilesFolder, name[..2], name), bytes);
            pictures.Add((Path.Combine(name[..2], name), bytes));
        }
        return pictures;
    }
}

[Collection("sqlite")]
public sealed class RestoreOnSqlite(SqliteApp app) : RestoreTests(app);

[Collection("postgres")]
public sealed class RestoreOnPostgres(PostgresApp app) : RestoreTests(app);
