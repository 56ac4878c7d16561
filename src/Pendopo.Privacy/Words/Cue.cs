using System.Runtime.InteropServices;

namespace Pendopo.Privacy.Words;

/// <summary>What a word tells about what stands beside it.</summary>
[Flags]
internal enum Cue : ulong
{
    None = 0,

    // What number is meant.
    Nik = 1UL << 0,
    Kk = 1UL << 1,
    Bpjs = 1UL << 2,
    Mrn = 1UL << 3,
    Phone = 1UL << 4,
    Npwp = 1UL << 5,
    Licence = 1UL << 6,
    Account = 1UL << 7,
    Device = 1UL << 8,
    Ip = 1UL << 9,
    Plate = 1UL << 10,

    /// <summary>A number of something that is nobody: a batch, a letter, a price, a version.</summary>
    Thing = 1UL << 11,

    /// <summary>The house itself: its counters, hotlines, services.</summary>
    House = 1UL << 12,

    /// <summary>A digit said as a word; <see cref="WordFacts.Value"/> is which.</summary>
    Digit = 1UL << 13,

    /// <summary>"belas", "strip", "puluh": goes on a number said in words.</summary>
    DigitJoin = 1UL << 14,
    Unit = 1UL << 15,
    Month = 1UL << 16,
    Weekday = 1UL << 17,

    /// <summary>A form of address before a name.</summary>
    Title = 1UL << 18,

    /// <summary>A health worker's or official's title: the name after it stands in a public role.</summary>
    Office = 1UL << 19,

    /// <summary>Disease, medicine, test, symptom, treatment.</summary>
    Health = 1UL << 20,
    Kin = 1UL << 21,
    Street = 1UL << 22,
    Hamlet = 1UL << 23,
    Rt = 1UL << 24,
    Workplace = 1UL << 25,

    /// <summary>Pupil, employee, teacher: somebody belongs to the place that follows.</summary>
    Belongs = 1UL << 26,

    /// <summary>Birth, admission, visit, death: the date beside it is a person's.</summary>
    LifeDate = 1UL << 27,

    /// <summary>An event, an opening hour, a holiday: the date beside it is everybody's.</summary>
    Event = 1UL << 28,
    AgeWord = 1UL << 29,
    Years = 1UL << 30,

    /// <summary>"nama", "a.n.", "pasien": a name follows.</summary>
    NameLabel = 1UL << 31,

    /// <summary>A word of the language that is no name.</summary>
    Common = 1UL << 32,

    /// <summary>Used as a given or family name.</summary>
    GivenName = 1UL << 33,

    /// <summary>A name that is a common word, a place or a flower too.</summary>
    DoubtfulName = 1UL << 34,

    /// <summary>I, my, saya: the writer speaks of themselves.</summary>
    Self = 1UL << 35,
    Patient = 1UL << 36,
    LivesAt = 1UL << 37,
    Surname = 1UL << 38,
    Relay = 1UL << 39,
    Greeting = 1UL << 40,

    /// <summary>An invented person, a figure of history, the one a disease is named after.</summary>
    Fiction = 1UL << 41,

    /// <summary>A building, a room, a shop, an event: the name after it is the thing's.</summary>
    PlaceType = 1UL << 42,

    /// <summary>Treats, registers, reminds: somebody is cared for.</summary>
    Care = 1UL << 43,

    /// <summary>"si", "namanya": a name follows, whatever it looks like.</summary>
    Naming = 1UL << 44,

    /// <summary>Told of persons only: coughs, gave birth, moved.</summary>
    Doing = 1UL << 45,

    /// <summary>"yang", "who": something is told of the word before.</summary>
    Who = 1UL << 46,

    /// <summary>"kemarin", "since": something happened to somebody, it is not told in general.</summary>
    When = 1UL << 47,

    /// <summary>"di", "ke", "at": a place follows.</summary>
    Location = 1UL << 48,

    /// <summary>"dok", "min": somebody is called, then told.</summary>
    Vocative = 1UL << 49,

    /// <summary>"minum", "susu": a product follows.</summary>
    Brand = 1UL << 50,

    /// <summary>A payment card.</summary>
    Card = 1UL << 51,

    /// <summary>What a person does or undergoes, told behind the person.</summary>
    Acts = 1UL << 52,

    /// <summary>He, she, his: somebody is spoken of.</summary>
    Third = 1UL << 53,

    /// <summary>A service somebody receives: its date is a person's when a person is spoken of.</summary>
    Service = 1UL << 54,

    /// <summary>A small word of English.</summary>
    English = 1UL << 55,

    /// <summary>A small word of Indonesian.</summary>
    Indonesian = 1UL << 56,

    /// <summary>A country, an island, a city.</summary>
    Region = 1UL << 57,

    /// <summary>The one who is spoken to.</summary>
    You = 1UL << 58,

    /// <summary>"belakang", "opposite": a landmark follows.</summary>
    Beside = 1UL << 59,

    /// <summary>The number on one piece of an apparatus.</summary>
    Serial = 1UL << 60,

    /// <summary>"ig", "username": somebody's handle follows, also without its sign.</summary>
    Network = 1UL << 61,
}

/// <summary>What the lexicon knows of one word.</summary>
/// <param name="Cues">What it tells about its neighbours; none for a word that stands in no list.</param>
/// <param name="Value">The digit it says; -1 for none.</param>
/// <param name="Sort">Its <see cref="WordSort"/>.</param>
/// <param name="Id">Its hash in 16 bits, the same in every version of the lists; 0 for a word that stands in no list.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct WordFacts(Cue Cues, sbyte Value, byte Sort = 0, ushort Id = 0);
