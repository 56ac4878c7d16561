using Pendopo.Platform.Ui;

namespace Pendopo.Publishing.Library;

/// <summary>What the library adds to its room.</summary>
internal static class LibrarySetup
{
    public static NavItem Item => new(NavPlace.Desk, 27, "/desk/library", "book", () => LibraryText.Say("Library"), "publishing.see");

    public static void Add(IServiceCollection services) => services.AddScoped<LibraryReader>().AddScoped<KeepLibraryItem>().AddScoped<KeepLeaflet>().AddScoped<InsertItem>().AddScoped<InsertFolder>().AddScoped<KeepVideo>();
}
