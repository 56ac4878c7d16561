namespace Pendopo.Publishing.Imports;

/// <summary>What bringing posts in and out adds to its room.</summary>
internal static class ImportSetup
{
    public static void Add(IServiceCollection services) => services.AddScoped<ReadPlan>().AddScoped<ImportFile>().AddScoped<TakeImport>().AddScoped<UndoImport>().AddScoped<ImportReader>().AddScoped<WritePlan>();
}
