using System.Globalization;

namespace Pendopo.Scale;

/// <summary>What the command line asks for.</summary>
internal sealed class Asked(string[] args)
{
    /// <summary>The published program.</summary>
    public string Program => args[0];

    /// <summary>Where installations are made; one that stands there already is taken as it is.</summary>
    public string Folder => args[1];

    public bool Searches => Option("--only", "search") == "search";

    public bool Pages => Option("--only", "pages") == "pages";

    public bool Desk => Option("--only", "desk") == "desk";

    public bool Care => Option("--only", "care") == "care";

    public bool Square => Option("--only", "square") == "square";

    /// <summary>Only makes what is missing.</summary>
    public bool OnlyBuilds => args.Contains("--build", StringComparer.Ordinal);

    private static readonly bool[] Both = [false, true];

    public IEnumerable<bool> OnPostgres => Both.Where(postgres => Option("--on", "both") is var on && (on == "both" || on == (postgres ? "postgres" : "sqlite")));

    public IReadOnlyList<int> Rows => [.. Option("--rows", "10000,1000000").Split(',').Select(Number)];

    public int Posts => Number(Option("--posts", "100000"));

    /// <summary>How often each page is asked for at each size.</summary>
    public int Rounds => Number(Option("--rounds", "25"));

    /// <summary>The pages whose name holds one of the words asked for.</summary>
    public IReadOnlyList<MeasuredPage> Wanted =>
        [.. MeasuredPage.All.Where(page => Option("--page", "").Split(',').Any(word => page.Name.Contains(word, StringComparison.OrdinalIgnoreCase)))];

    private string Option(string name, string otherwise) => Array.IndexOf(args, name) is var at and >= 0 ? args[at + 1] : otherwise;

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
