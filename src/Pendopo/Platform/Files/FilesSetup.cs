using Pendopo.Platform.Files.Blurring;
using Pendopo.Platform.Files.Reading;
using Pendopo.Platform.Files.Videos;
using Pendopo.Platform.Jobs;

namespace Pendopo.Platform.Files;

internal static class FilesSetup
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<IBlobStore, DiskBlobs>();
        services.AddSingleton<VipsChild>().AddSingleton<RsvgChild>().AddSingleton<PdfChild>();
        services.AddSingleton<Incoming>();
        services.AddSingleton(provider => new Ffmpeg(provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new TesseractChild(provider.GetRequiredService<TimeProvider>()));
        services.AddJob<ReadPicture, ReadPictureJob>();
        services.AddScoped<BlurPicture>();
        services.AddScoped<TakeFile>();
        services.AddScoped<TakeVideo>();
        services.AddScoped<RemoveVideo>().AddScoped<CopyVideo>();
        services.AddJob<MakeVideo, MakeVideoJob>();
        services.AddScoped<RemoveFile>();
        services.AddScoped<FileQuery>();
        services.AddJob<MakeRenditions, MakeRenditionsJob>();
        services.AddJob<EraseBlobs, EraseBlobsJob>();
        services.AddJob<SweepFiles, SweepFilesJob>();
    }
}
