using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Platform;
using Pendopo.Platform.Backups.Keys;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Platform.Backups;

/// <summary>Keys lie sealed, wherever the key to them is kept; folders of earlier versions go on working.</summary>
[Collection("sqlite")]
public sealed class KeysAtRestTests
{
    private readonly string folder = TestFolder.New();

    private Installation Here => new() { DataFolder = folder };

    [Fact]
    public async Task A_data_folder_with_readable_keys_goes_on_and_is_sealed_at_its_first_start()
    {
        byte[] kept;
        await using (var before = Protection(sealing: false))
            kept = before.GetRequiredService<IDataProtectionProvider>().CreateProtector("word").Protect("melati"u8.ToArray());
        var file = Directory.GetFiles(Here.KeysFolder, "key-*.xml").Single();
        (await File.ReadAllTextAsync(file)).ShouldContain("masterKey");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);

        await Start();
        KeysAtRest.ReadableKeys(Here.KeysFolder).ShouldBeEmpty();
        var text = await File.ReadAllTextAsync(file);
        text.ShouldNotContain("masterKey");
        text.ShouldContain("encryptedSecret");
        File.GetUnixFileMode(file).ShouldBe(PrivateFiles.FileMode);
        File.GetUnixFileMode(Here.KeysFolder).ShouldBe(PrivateFiles.FolderMode);
        await using var after = Protection(sealing: true);
        after.GetRequiredService<IDataProtectionProvider>().CreateProtector("word").Unprotect(kept).ShouldBe("melati"u8.ToArray());
        await Start();
        (await File.ReadAllTextAsync(file)).ShouldBe(text);
    }

    [Fact]
    public async Task A_new_key_is_never_written_readable()
    {
        await using var services = Protection(sealing: true);
        services.GetRequiredService<IDataProtectionProvider>().CreateProtector("word").Protect("melati"u8.ToArray());
        KeysAtRest.ReadableKeys(Here.KeysFolder).ShouldBeEmpty();
        Directory.GetFiles(Here.KeysFolder, "key-*.xml").Length.ShouldBe(1);
    }

    [Fact]
    public async Task The_installation_key_may_be_taken_out_of_the_data_folder_and_back_in_from_any_place()
    {
        var house = new HouseKey(Here, Settings()).Bytes.ToArray();
        var key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        var file = Path.Combine(TestFolder.New(), "pendopo.key");
        await File.WriteAllTextAsync(file, key + "\n");
        var moved = new HouseKey(Here, Settings(("key-file", file)));
        moved.Bytes.ToArray().ShouldBe(house);
        moved.Source.ShouldBe(KeySource.File);
        File.Exists(Path.Combine(Here.KeysFolder, InstallationKey.FileName)).ShouldBeFalse("the key no longer lies beside what it opens");
        new HouseKey(Here, Settings(("key", key))).Bytes.ToArray().ShouldBe(house);
        Should.Throw<InstallationKeyException>(() => new HouseKey(Here, Settings()).Bytes.ToArray()).Message.ShouldContain("--key-file");
        var other = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        Should.Throw<InstallationKeyException>(() => new HouseKey(Here, Settings(("key", other))).Bytes.ToArray());
    }

    [Theory]
    [InlineData("short")]
    [InlineData("bWVsYXRp")]
    [InlineData("not base 64 at all, but quite long enough for a key")]
    public void What_is_no_key_is_refused_in_a_sentence_that_does_not_repeat_it(string text)
    {
        var refusal = Should.Throw<InstallationKeyException>(() => new HouseKey(Here, Settings(("key", text))).Bytes.ToArray());
        refusal.Message.ShouldContain("openssl rand -base64 32");
        refusal.Message.ShouldNotContain(text);
    }

    [Fact]
    public void What_is_sealed_for_one_purpose_opens_for_no_other_and_not_when_it_was_changed()
    {
        var house = new HouseKey(Here, Settings());
        var kept = house.Seal("one", "melati"u8);
        house.Open("one", kept).ShouldBe("melati"u8.ToArray());
        Should.Throw<CryptographicException>(() => house.Open("two", kept));
        for (var i = 0; i < kept.Length; i++)
        {
            var changed = kept.ToArray();
            changed[i] ^= 1;
            Should.Throw<CryptographicException>(() => house.Open("one", changed));
        }
    }

    [Fact]
    public void Programs_that_start_at_the_same_moment_agree_on_one_key()
    {
        var keys = new byte[8][];
        Parallel.For(0, keys.Length, i => keys[i] = new HouseKey(Here, Settings()).Bytes.ToArray());
        keys.Select(Convert.ToHexString).Distinct().Count().ShouldBe(1);
    }

    private Task Start() => new KeysAtRest(Here, new HouseKey(Here, Settings())).StartAsync(default);

    private ServiceProvider Protection(bool sealing)
    {
        var services = new ServiceCollection();
        services.AddDataProtection().SetApplicationName("pendopo").PersistKeysToFileSystem(Directory.CreateDirectory(Here.KeysFolder));
        services.AddSingleton(new HouseKey(Here, Settings()));
        if (sealing)
            services.AddSingleton<Microsoft.Extensions.Options.IConfigureOptions<Microsoft.AspNetCore.DataProtection.KeyManagement.KeyManagementOptions>, KeySealer>();
        return services.BuildServiceProvider();
    }

    private static IConfiguration Settings(params (string Key, string Value)[] values) =>
        new ConfigurationBuilder().AddInMemoryCollection(values.Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value))).Build();
}
