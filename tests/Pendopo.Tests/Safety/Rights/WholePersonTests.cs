using System.IO.Compression;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Pendopo.Platform;
using Pendopo.Platform.Data;
using Pendopo.Safety.Consents;
using Pendopo.Safety.Rights;
using Pendopo.Tests.Harness;

namespace Pendopo.Tests.Safety.Rights;

/// <summary>All that is kept of a person, each thing with a word of its own: told whole to who asks (D4) and gone whole when erased (D5).</summary>
public abstract class WholePersonTests(TestApp app) : AppTests(app)
{
    private const int Archives = 5, Erasures = 10;

    [Fact]
    public async Task An_archive_tells_all_that_is_kept_of_each_of_five_persons_and_nothing_of_the_others()
    {
        for (var person = 0; person < Archives; person++)
            await WholePerson.Live(App, person);
        for (var person = 0; person < Archives; person++)
        {
            var told = await Archive(person, WholePerson.Handle(person)) + await Archive(person, await Code(person));
            foreach (var what in new[] { "name", "heard", "earlier", "answer", "private", "sheet" })
                told.ShouldContain(WholePerson.Word(person, what));
            foreach (var what in new[] { "note", "draft" })
                told.ShouldNotContain(WholePerson.Word(person, what));
            told.ShouldNotContain($"kenari{(person + 1) % Archives}");
        }
    }

    [Fact]
    public async Task Of_ten_persons_who_are_erased_no_word_is_left_in_the_database_or_its_files()
    {
        for (var person = 0; person < Erasures; person++)
            await WholePerson.Live(App, person);
        (await Words()).ShouldNotBeEmpty();
        for (var person = 0; person < Erasures; person++)
        {
            await Erased(person, WholePerson.Handle(person));
            await Erased(person, await Code(person));
        }
        (await Words()).ShouldBeEmpty();
        var folder = App.Services.GetRequiredService<Installation>().DataFolder;
        foreach (var file in Directory.EnumerateFiles(folder, "pendopo.*", SearchOption.TopDirectoryOnly))
            (await Text(file)).ShouldNotContain("kenari");
    }

    private async Task<string> Code(int person)
    {
        await using var scope = await App.Scope();
        var name = WholePerson.Word(person, "sheet");
        return await scope.ServiceProvider.GetRequiredService<PendopoDb>().Set<ConsentSheet>().AcrossCentres().Where(sheet => sheet.Name == name).Select(sheet => sheet.Code).SingleAsync();
    }

    private async Task<string> Archive(int person, string handle)
    {
        await using var scope = await App.ScopeOf("desk");
        var ledger = scope.ServiceProvider.GetRequiredService<RightsLedger>();
        var request = (await ledger.Ask(new(RightKind.Access, $"Orang {person}", "rumah", handle, ""), atDesk: true, default)).Value;
        using var zip = new ZipArchive(new MemoryStream(await scope.ServiceProvider.GetRequiredService<Archive>().Of(request, default)));
        using var reader = new StreamReader(zip.GetEntry("data.json")!.Open());
        return await reader.ReadToEndAsync();
    }

    private async Task Erased(int person, string handle)
    {
        await using var scope = await App.ScopeOf("desk");
        var (ledger, carry) = (scope.ServiceProvider.GetRequiredService<RightsLedger>(), scope.ServiceProvider.GetRequiredService<CarryOut>());
        var request = (await ledger.Ask(new(RightKind.Erasure, $"Orang {person}", "rumah", handle, ""), atDesk: true, default)).Value;
        (await ledger.Take(request.Id, "menelepon balik", default)).Ok.ShouldBeTrue();
        (await carry.Erase(request.Id, default)).Value.ActedOn.ShouldBeGreaterThan(0);
        (await ledger.Answer(request.Id, done: true, "Dihapus.", default)).Ok.ShouldBeTrue();
    }

    /// <summary>Every text of every table that holds such a word.</summary>
    private async Task<List<string>> Words()
    {
        await using var scope = await App.Scope();
        var db = scope.ServiceProvider.GetRequiredService<PendopoDb>();
        var found = new List<string>();
        foreach (var type in db.Model.GetEntityTypes().Where(type => type.ClrType.IsAssignableTo(typeof(IBelongsToCentre))))
            found.AddRange((await Rows(db, type.ClrType)).SelectMany(row => db.Entry(row).Properties.Where(property => property.CurrentValue is string text && text.Contains("kenari", StringComparison.Ordinal)).Select(property => $"{type.GetTableName()}.{property.Metadata.Name}")));
        return found;
    }

    private static async Task<IEnumerable<object>> Rows(PendopoDb db, Type type)
    {
        var rows = (IQueryable<object>)typeof(DbContext).GetMethod(nameof(DbContext.Set), 1, [])!.MakeGenericMethod(type).Invoke(db, null)!;
        return await rows.IgnoreQueryFilters().ToListAsync();
    }

    private static async Task<string> Text(string file)
    {
        await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(stream, System.Text.Encoding.Latin1);
        return await reader.ReadToEndAsync();
    }
}

[Collection("rooms on sqlite")]
public sealed class WholePersonOnSqlite(SqliteApp app) : WholePersonTests(app);
