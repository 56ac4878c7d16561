using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Pendopo.Platform.Data;
using Pendopo.Platform.Files;
using Pendopo.Platform.Ui;
using Pendopo.Platform.Ui.Forms;
using Pendopo.Publishing.Consents;
using Pendopo.Publishing.Contracts;
using Pendopo.Safety.Contracts;

namespace Pendopo.Publishing.Declared;

/// <summary>Whom a picture shows, or a text quotes.</summary>
public sealed partial class ShownPage
{
    private const int NameShown = 80;

    private UsedThing? thing;
    private StoredFile? file;
    private Id<Post>? holder;
    private IReadOnlyList<NamedConsent> named = [], found = [];
    private FormErrors? errors;
    private List<Id<StoredFile>> unnamed = [];

    /// <summary>What it is: a picture, a thing of the library, an infographic or a post.</summary>
    [Parameter] public string Kind { get; set; } = "";

    /// <summary>Its id.</summary>
    [Parameter] public Guid Number { get; set; }

    /// <summary>A code, or a part of a name.</summary>
    [SupplyParameterFromQuery] public string? Find { get; set; }

    /// <summary>What was done before this page was shown, or nothing.</summary>
    [SupplyParameterFromQuery] public string? Done { get; set; }

    /// <summary>The pictures that came in together with this one, such as the pages of a leaflet: their ids, divided by commas.</summary>
    [SupplyParameterFromQuery] public string? Pages { get; set; }

    [Inject] private PendopoDb Db { get; set; } = null!;

    [Inject] private ConsentUses Uses { get; set; } = null!;

    [Inject] private IEnumerable<IConsentUser> Users { get; set; } = null!;

    [Inject] private DeclarePicture Declare { get; set; } = null!;

    [Inject] private NameUse NameOther { get; set; } = null!;

    [Inject] private NamePersons NamePost { get; set; } = null!;

    [Inject] private NavigationManager Nav { get; set; } = null!;

    [CascadingParameter] private HttpContext Http { get; set; } = null!;

    private CancellationToken Cancel => Http.RequestAborted;

    private bool IsPicture => Kind == PictureConsents.KindName;

    private string Href => $"/desk/shown/{Kind}/{Number}";

    // The words beside a picture may be long; the picture itself stands below.
    private string Named => thing!.Title.Length <= NameShown ? thing.Title : KeptText.Sound(thing.Title[..NameShown]).TrimEnd() + "…";

    private string Back => holder is { } post ? $"/desk/posts/{post}" : IsPicture ? "/desk/library" : thing!.Address;

    private bool WithOthers => WasSent ? Sent("Form.Others") == "true" : unnamed.Count > 0;

    private List<Id<StoredFile>> Together => [.. (Pages ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries).Where(id => Guid.TryParse(id, out _)).Take(PostWords.MostPictures).Select(id => Id<StoredFile>.Parse(id, null))];

    private bool WasSent => Http.Request.HasFormContentType && Http.Request.Form["_handler"] == "shown";

    private IReadOnlyCollection<string> Chosen => WasSent ? [.. Http.Request.Form["Form.Consents"].OfType<string>()] : [.. named.Select(one => one.Consent.Id.ToString())];

    // Whom it names stands first, whatever is looked for.
    private IReadOnlyList<Option> Open => [.. named.Where(one => one.Live).Concat(found).DistinctBy(one => one.Consent.Id).Select(one => new Option(one.Consent.Id.ToString(),
        $"{one.Name} · {P["Purpose_" + one.Consent.Purpose]}", T["ConsentSaid", one.Code, Clock.Date(one.Consent.UntilDay), T["Naming_" + one.Consent.Naming]]))];

    protected override async Task OnInitializedAsync()
    {
        thing = Users.FirstOrDefault(one => one.Kind == Kind) is { } user && Kind != QuoteConsents.KindName && await user.Describe([Number], Cancel) is [var known] ? known : null;
        if (thing is not null && IsPicture)
            await Held();
        if (thing is null)
        {
            Nav.NotFound();
            return;
        }
        named = await Uses.Of(Kind, Number, Cancel);
        found = await Uses.Find(Find ?? "", IsPicture ? ConsentMedium.Picture : Kind == PostConsents.KindName ? null : ConsentMedium.Words, Cancel);
    }

    // A file that stands in no post and not in the library, such as a signed sheet, is nobody's to declare here.
    private async Task Held()
    {
        var (id, written) = (new Id<StoredFile>(Number), Number.ToString("D"));
        file = await Db.Set<StoredFile>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, Cancel);
        holder = await Db.Set<Post>().AsNoTracking().Where(post => post.Pictures.Contains(written)).OrderBy(post => post.Id).Select(post => (Id<Post>?)post.Id).FirstOrDefaultAsync(Cancel);
        if (file is not { IsPicture: true } || holder is null && !await Db.Set<Library.LibraryItem>().AnyAsync(item => item.FileId == id, Cancel))
            thing = null;
        else
            unnamed = await Declare.Unnamed(id, Together, Cancel);
    }

    /// <summary>Where whom a picture shows is said, right after it came in.</summary>
    /// <param name="brought">What came in with it, itself included; of a leaflet all its pages.</param>
    public static string AfterUpload(IReadOnlyList<Id<StoredFile>> brought, bool isLeaflet)
    {
        ArgumentNullException.ThrowIfNull(brought);
        return $"/desk/shown/{PictureConsents.KindName}/{brought[^1]}?done={(isLeaflet ? $"pages&pages={string.Join(',', brought)}" : "picture")}";
    }

    private string? Sent(string field) => WasSent ? Http.Request.Form[field].ToString() : null;

    private async Task Send()
    {
        List<Id<Consent>> consents = [.. Http.Request.Form["Form.Consents"].OfType<string>().Where(id => Guid.TryParse(id, out _)).Select(id => Id<Consent>.Parse(id, null))];
        var problems = Kind switch
        {
            PictureConsents.KindName => (await Declare.All([new(Number), .. WithOthers ? unnamed : []], new(Declaration.Read(Sent("Form.Shows")), consents), Cancel)).Problems,
            PostConsents.KindName => (await NamePost.Run(new(Number), consents, Cancel)).Problems,
            _ => (await NameOther.Run(Kind, Number, consents, Cancel)).Problems,
        };
        if (problems.Count > 0)
            errors = FormErrors.Of(problems);
        else
            Nav.NavigateTo($"{Href}?done=saved");
    }
}
