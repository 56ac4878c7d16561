using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Pendopo.Platform.Centres;
using Pendopo.Platform.Data;
using Pendopo.Platform.Exits;
using Pendopo.Platform.People;
using Pendopo.Platform.People.Administration;
using Pendopo.Platform.Ui.Forms;
using Pendopo.Publishing.Contracts;
using Pendopo.Safety.Contracts;

namespace Pendopo.Inbox.Conversations;

/// <summary>One conversation: what was said, the answer being written, and beside it the post and who takes care.</summary>
public sealed partial class ConversationPage
{
    private readonly FormErrors errors = new();
    private Conversation? conversation;
    private List<Message> messages = [];
    private Message? undoable;
    private ILookup<Id<Message>, MessageVersion> versions = null!;
    private IReadOnlyDictionary<Id<Person>, string> names = new Dictionary<Id<Person>, string>();
    private List<string> replying = [];
    private List<Colleague> colleagues = [];
    private PostCard? post;
    private List<Option> roles = [];
    private int? limit;
    private AnswerTerms? terms;
    private bool tellsOfCare;
    private LeavingText? mended;

    [Inject] private ConversationQueries Queries { get; set; } = null!;

    [Inject] private NoteOpening Opening { get; set; } = null!;

    [Inject] private Colleagues People { get; set; } = null!;

    [Inject] private AnswerConversation Answers { get; set; } = null!;

    [Inject] private PublishedPosts Posts { get; set; } = null!;

    [Inject] private Here Centre { get; set; } = null!;

    [Inject] private WordMends Mends { get; set; } = null!;

    [Inject] private TimeProvider Time { get; set; } = null!;

    [Inject] private NavigationManager Nav { get; set; } = null!;

    [CascadingParameter] private HttpContext Http { get; set; } = null!;

    /// <summary>The conversation's id.</summary>
    [Parameter] public Guid Number { get; set; }

    /// <summary>Code of what went wrong with a step taken on this page, or null.</summary>
    [SupplyParameterFromQuery(Name = "trouble")] public string? Trouble { get; set; }

    /// <summary>A saved answer that is put into the field, or nothing.</summary>
    [SupplyParameterFromQuery(Name = "insert")] public string? Insert { get; set; }

    /// <summary>The name of words that the network looked over, put into the field, or nothing.</summary>
    [SupplyParameterFromQuery(Name = "ready")] public string? Ready { get; set; }

    [Inject] private NetworkTerms Network { get; set; } = null!;

    [Inject] private SavedAnswers Saved { get; set; } = null!;

    [Inject] private PendopoDb Db { get; set; } = null!;

    [Inject] private IStringLocalizer<PeopleText> RoleWords { get; set; } = null!;

    [SupplyParameterFromForm(FormName = "answer")] private AnswerForm Form { get; set; } = null!;

    private string Here => $"/desk/inbox/{Number}";

    private string Who => conversation!.AuthorName.Length > 0 ? conversation.AuthorName : conversation.AuthorHandle;

    private bool MayReply => Centre.May(InboxRoom.MayReply);

    private bool MayAssign => Centre.May(InboxRoom.MayAssign);

    // Not ten again each time the page is looked at.
    private int SecondsLeft => Math.Max(1, (int)Math.Ceiling((undoable!.At + Message.UndoTime - Time.Now()).TotalSeconds));

    // What a saved answer may say of who asked and who answers, under its Indonesian and its English name.
    private Dictionary<string, string> Values => new(StringComparer.Ordinal)
    {
        ["nama"] = Who,
        ["name"] = Who,
        ["petugas"] = Centre.Person?.Name ?? "",
        ["officer"] = Centre.Person?.Name ?? "",
    };

    private string LastHeard => messages.LastOrDefault(message => message.Kind == MessageKind.Heard)?.Text ?? "";

    private string? LastSeen => messages.Count == 0 ? null : messages[^1].Id.ToString();

    // Only codes that have a text are shown: the address is anybody's to write.
    private string? TroubleText => T[Trouble!] is { ResourceNotFound: false } text ? text.Value : null;

    protected override async Task OnInitializedAsync()
    {
        var sent = Form is not null;
        Form ??= new();
        var id = new Id<Conversation>(Number);
        conversation = await Queries.Find(id, Http.RequestAborted);
        if (conversation is null)
        {
            Nav.NotFound();
            return;
        }
        await Opening.Run(id, Http.RequestAborted);
        await Load(id, sent);
    }

    private async Task Load(Id<Conversation> id, bool sent)
    {
        var cancel = Http.RequestAborted;
        messages = await Queries.Messages(id, cancel);
        versions = await Queries.Versions(messages, cancel);
        undoable = messages.LastOrDefault(message => message.WriterId == Centre.Actor && message.CanUndo(Time.Now()));
        names = await People.Names(messages.Where(message => message.WriterId is not null).Select(message => message.WriterId!.Value), cancel);
        colleagues = await People.WhoAnswer(cancel);
        roles = (await HandOver.Roles(Db, Centre.Centre.Id, cancel)).ConvertAll(role => new Option($"role:{role.Id}", T["EverybodyOfRole", RoleWords.Of(role.Key, role.Name)]));
        post = conversation!.PostId is { } about ? await Posts.ById(about, cancel) : null;
        if (!MayReply)
            return;
        replying = await Queries.Replying(id, cancel);
        terms = await Network.Of(conversation, cancel);
        limit = conversation.IsOwn ? Pendopo.Inbox.Privately.TalkDoor.WordsLength : terms?.Bounds.Graphemes;
        if (sent)
            return;
        Form.Text = await Queries.Draft(id, cancel);
        if (Ready is not null && terms?.Ready.FirstOrDefault(words => words.Name == Ready) is { } ready)
            Form.Text = ready.Text;
        if (Insert is not null && (await Saved.All(cancel)).FirstOrDefault(answer => answer.Id.ToString() == Insert) is { } saved)
        {
            var text = SavedAnswers.Fill(saved.Text, Values);
            Form.Text = Form.Text.Length == 0 ? text : $"{Form.Text}\n\n{text}";
        }
    }

    private IReadOnlyList<LeavingText> Words => [new("text", Form.Text ?? "")];

    // The words are mended where they stand; the page stays open, with the way back.
    private async Task Mend(string pressed)
    {
        if (pressed == WordMends.Undo)
        {
            Form.Text = Http.Request.Form[WordMends.BeforeText].ToString();
        }
        else if (await Mends.Apply(Words, pressed, Http.RequestAborted) is { } now)
        {
            mended = Words[0];
            Form.Text = now.Text;
        }
    }

    private async Task Send()
    {
        if (conversation is null || !MayReply)
            return;
        if (Http.Request.Form[WordMends.Field].ToString() is { Length: > 0 } pressed)
        {
            await Mend(pressed);
            return;
        }
        var seen = Id<Message>.TryParse(Form.SeenUntil, null, out var id) ? id : (Id<Message>?)null;
        var result = await Answers.Handle(new(conversation.Id, Form.Text, seen), Http.RequestAborted);
        if (result.Ok)
        {
            Nav.NavigateTo(Here);
            return;
        }
        Http.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        tellsOfCare = result.Problems.Any(problem => problem.Code == "AnswerTellsOfCare");
        foreach (var problem in result.Problems)
            errors.Add(problem.Field is null ? "" : $"Form.{problem.Field}", problem.Text);
    }

    internal sealed class AnswerForm
    {
        public string? Text { get; set; }
        public string? SeenUntil { get; set; }
    }
}
