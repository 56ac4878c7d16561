using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.Options;

namespace Pendopo.Platform.Backups.Keys;

/// <summary>Data protection keeps its keys readable once they are given a folder; this seals them with the house key.</summary>
internal sealed class KeySealer(HouseKey house) : IXmlEncryptor, IConfigureOptions<KeyManagementOptions>
{
    internal const string Purpose = "data-protection-keys";

    public EncryptedXmlInfo Encrypt(XElement plaintextElement) => new(Sealed(house, plaintextElement), typeof(KeyOpener));

    public void Configure(KeyManagementOptions options) => options.XmlEncryptor = this;

    internal static XElement Sealed(HouseKey house, XElement plain) =>
        new("sealed", Convert.ToBase64String(house.Seal(Purpose, Encoding.UTF8.GetBytes(plain.ToString(SaveOptions.DisableFormatting)))));
}

/// <summary>Opens them again. The framework makes it by its name, which stands in the key files: it is never renamed.</summary>
internal sealed class KeyOpener(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement) =>
        XElement.Parse(Encoding.UTF8.GetString(services.GetRequiredService<HouseKey>().Open(KeySealer.Purpose, Convert.FromBase64String(encryptedElement.Value))));
}

/// <summary>At each start: seals the keys that an earlier version left readable, and closes the folder to others.</summary>
internal sealed class KeysAtRest(Installation installation, HouseKey house) : IHostedService
{
    private static readonly XNamespace Framework = "http://schemas.asp.net/2015/03/dataProtection";

    public Task StartAsync(CancellationToken cancellationToken)
    {
        PrivateFiles.Folder(installation.KeysFolder);
        foreach (var file in ReadableKeys(installation.KeysFolder))
            Seal(file);
        PrivateFiles.Close(installation.KeysFolder);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The key files whose secret is not sealed.</summary>
    internal static IEnumerable<string> ReadableKeys(string folder) =>
        Directory.EnumerateFiles(folder, "key-*.xml").Where(file => Secrets(XElement.Load(file)).Any());

    private void Seal(string file)
    {
        var key = XElement.Load(file);
        foreach (var secret in Secrets(key).ToList())
        {
            secret.ReplaceWith(new XElement(Framework + "encryptedSecret",
                new XAttribute("decryptorType", typeof(KeyOpener).AssemblyQualifiedName!), KeySealer.Sealed(house, secret)));
        }
        PrivateFiles.Replace(file, Encoding.UTF8.GetBytes(new XDocument(key).ToString()));
    }

    // The framework marks what it would encrypt, had it been told how.
    private static IEnumerable<XElement> Secrets(XElement key) =>
        key.DescendantsAndSelf().Where(element => (bool?)element.Attribute(Framework + "requiresEncryption") == true);
}
