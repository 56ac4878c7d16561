using System.Text;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Channels.Connected;
using Pendopo.Channels.Contracts;
using Pendopo.Channels.Fediverse;
using Pendopo.Platform;
using Pendopo.Platform.Backups.Keys;
using Pendopo.Platform.Backups.Recovery;
using Pendopo.Platform.Data;
using Pendopo.Platform.People;
using Pendopo.Platform.People.SignIn;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Platform.Backups;

/// <summary>Every secret that the house keeps, looked for in its database, its files and its backups, in each way in which it could be written:
/// none lies readable anywhere but in the file of the installation key.</summary>
public abstract class SecretsAtRestTests(TestApp app) : AppTests(app)
{
    private const string Mail = "kenari-surel-7731", Token = "kenari-token-7731";

    [Fact]
    public async Task No_secret_lies_readable_in_the_database_the_data_folder_or_a_backup()
    {
        var code = await App.SetCode();
        var secrets = await Keep();
        secrets["recovery code"] = Encoding.UTF8.GetBytes(code);
        var machine = App.Services.GetRequiredService<Installation>();
        var made = await App.Backup();
        var rows = string.Join('\n', await BackupStage.Rows(machine));
        rows.Length.ShouldBeGreaterThan(10_000);
        var files = Directory.EnumerateFiles(machine.DataFolder, "*", SearchOption.AllDirectories).Where(file => Path.GetFileName(file) != InstallationKey.FileName).Append(made.Path).Select(file => (Name: Path.GetFileName(file), Bytes: Read(file))).ToList();
        files.Count.ShouldBeGreaterThan(2);
        var found = new List<string>();
        foreach (var (name, secret) in secrets)
        {
            foreach (var written in Ways(secret))
            {
                if (rows.Contains(written, StringComparison.Ordinal))
                    found.Add($"{name} in the database");
                found.AddRange(files.Where(file => file.Bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(written)) >= 0).Select(file => $"{name} in {file.Name}"));
            }
            found.AddRange(files.Where(file => file.Bytes.AsSpan().IndexOf(secret) >= 0).Select(file => $"{name} in {file.Name}, as bytes"));
        }
        found.Distinct(StringComparer.Ordinal).ShouldBeEmpty();
    }

    /// <summary>Makes each kind of secret and returns it as it is.</summary>
    private async Task<Dictionary<string, byte[]>> Keep()
    {
        using var administrator = await App.Client("administrator");
        await administrator.Submit("/admin/settings", "mail", ("Mail.Host", "mail.example"), ("Mail.User", "pendopo"), ("Mail.Password", Mail), ("Mail.From", "halo@melati.example"));
        await using var scope = await App.Scope();
        var services = scope.ServiceProvider;
        var db = services.GetRequiredService<PendopoDb>();
        var melati = await App.CentreOf("melati");
        db.Add(Channel.Connect(melati.Id, "bluesky", "melati.example", "did:plc:melati", services.GetRequiredService<Accounts>().Seal(new { Access = Token, Refresh = Token }), App.Clock.GetUtcNow()));
        await db.SaveChangesAsync();
        var officer = (await App.PersonOf("officer")).Id;
        var account = await db.Set<Account>().FirstAsync(row => row.PersonId == officer);
        var totp = Totp.NewSecret();
        (await services.GetRequiredService<SecondFactor>().TurnOn(account, totp, Totp.Code(totp, Totp.StepAt(App.Clock.GetUtcNow())))).ShouldNotBeNull();
        var secrets = new Dictionary<string, byte[]>(StringComparer.Ordinal)
        {
            ["mail password"] = Encoding.UTF8.GetBytes(Mail),
            ["channel token"] = Encoding.UTF8.GetBytes(Token),
            ["password"] = Encoding.UTF8.GetBytes(TestApp.Password),
            ["authenticator secret"] = totp,
            ["authenticator secret as text"] = Encoding.UTF8.GetBytes(Totp.ToText(totp)),
            ["house key"] = services.GetRequiredService<HouseKey>().Bytes.ToArray(),
            ["derived recovery key"] = (await services.GetRequiredService<RecoveryKeys>().Read(default))!.Key,
        };
        var actors = services.GetRequiredService<LocalActors>();
        using (var signing = actors.Key(await actors.Of(melati, default)))
        {
            var lines = signing.ExportPrivateKeyPem().Split('\n');
            secrets["signing key"] = Encoding.UTF8.GetBytes(lines[10]);
            secrets["signing key as bytes"] = Convert.FromBase64String(string.Concat(lines[1..^1]))[100..200];
        }
        foreach (var key in services.GetRequiredService<IKeyManager>().GetAllKeys())
        {
            var master = key.Descriptor.ExportToXml().SerializedDescriptorElement.Descendants().First(element => element.Name.LocalName == "masterKey").Value;
            secrets["data protection key"] = Convert.FromBase64String(master.Trim());
        }
        return secrets;
    }

    private static IEnumerable<string> Ways(byte[] secret) => [Encoding.UTF8.GetString(secret), Convert.ToBase64String(secret), Convert.ToHexString(secret), Convert.ToHexStringLower(secret)];

    private static byte[] Read(string file)
    {
        using var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[open.Length];
        open.ReadExactly(bytes);
        return bytes;
    }
}

[Collection("sqlite")]
public sealed class SecretsAtRestOnSqlite(SqliteApp app) : SecretsAtRestTests(app);

[Collection("postgres")]
public sealed class SecretsAtRestOnPostgres(PostgresApp app) : SecretsAtRestTests(app);
