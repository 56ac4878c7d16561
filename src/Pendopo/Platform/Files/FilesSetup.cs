using Pendopo.Platform.Jobs;

namespace Pendopo.Platform.Files;

internal static class FilesSetup
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<IBlobStore, DiskBlobs>();
        services.AddSingleton<VipsChild>();
        services.AddScoped<TakeFile>();
        services.AddScoped<RemoveFile>();
        services.AddScoped<FileQuery>();
        services.AddJob<MakeRenditions, MakeRenditionsJob>();
        services.AddJob<EraseBlobs, EraseBlobsJob>();
        services.AddJob<SweepFiles, SweepFilesJob>();
    }
}
