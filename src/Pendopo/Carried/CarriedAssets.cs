using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Primitives;

namespace Pendopo.Carried;

/// <summary>The carried files of the pages, as the server asks for them.</summary>
internal sealed class CarriedAssets(IReadOnlyDictionary<string, byte[]> files) : IFileProvider
{
    private const string Folder = "wwwroot/";

    /// <summary>Serves the pages' files from what the program carries; does nothing when they lie beside it.</summary>
    public static void Use(WebApplicationBuilder builder)
    {
        if (CarriedFiles.All is { } files)
            builder.Environment.WebRootFileProvider = new CarriedAssets(files);
    }

    /// <summary>Their list, as `MapStaticAssets` takes it: a path, or null for the one beside the program.</summary>
    public static string? List => CarriedFiles.All is { } files ? MemoryFile.Make(CarriedFiles.AssetList, files[CarriedFiles.AssetList]) : null;

    public IFileInfo GetFileInfo(string subpath)
    {
        var name = subpath.TrimStart('/');
        return files.TryGetValue(Folder + name, out var content) ? new CarriedFile(Path.GetFileName(name), content) : new NotFoundFileInfo(name);
    }

    public IDirectoryContents GetDirectoryContents(string subpath) => NotFoundDirectoryContents.Singleton;

    public IChangeToken Watch(string filter) => NullChangeToken.Singleton;

    private sealed class CarriedFile(string name, byte[] content) : IFileInfo
    {
        public bool Exists => true;
        public bool IsDirectory => false;
        public DateTimeOffset LastModified => DateTimeOffset.UnixEpoch;
        public long Length => content.Length;
        public string Name => name;
        public string? PhysicalPath => null;

        public Stream CreateReadStream() => new MemoryStream(content, writable: false);
    }
}
