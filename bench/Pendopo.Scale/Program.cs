using Pendopo.Scale;

// Pendopo.Scale PROGRAM FOLDER [--only search|pages|desk|care|square] [--on sqlite|postgres] [--rows N,M] [--posts N] [--page WORD,WORD] [--rounds N] [--build]
var asked = new Asked(args);
foreach (var postgres in asked.OnPostgres)
{
    await using var server = postgres ? await KeptPostgres.Start(asked.Folder) : null;
    if (asked.Searches)
        await new SearchRun(asked, server).Run();
    if (asked.Pages)
        await new PagesRun(asked, server).Run();
    if (asked.Desk)
        await DeskFigures.Measure(asked, server);
    if (asked.Care)
        await CareFigures.Measure(asked, server);
    if (asked.Square)
        await SquareFigures.Measure(asked, server);
}
