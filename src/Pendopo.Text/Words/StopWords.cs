using System.Collections.Frozen;

namespace Pendopo.Text.Words;

/// <summary>Words that carry no topic: function words, chat particles, forms of address. Negators are among them; sentiment and triage do not use this list.</summary>
public static class StopWords
{
    private static readonly FrozenSet<string> IndonesianWords = Split(
        """
        ada adalah adapun agar agak aku akan aja saja amat anda antara apa apakah apabila atau atas bagai bagaimana bagi bahkan bahwa baru banget bgt
        begini begitu beliau belum berapa bersama betul bila bisa boleh buat bukan bung cuma cukup dalam dan dapat dari daripada dari deh demi
        demikian dengan depan di dia dia dong dulu engkau enggak gak ga ga gimana gitu hal halo hai hanya harus hingga ialah ini itu iya jadi jangan
        jika juga justru kah kak kakak kalau kalian kalo kami kamu kan karena kapan ke kemudian kenapa kepada ketika kita kok kurang lagi lah lain
        lalu lebih loh maka makin malah mana masih mau maupun melainkan melalui mengapa menjadi menurut mereka merupakan meski meskipun min mohon
        mungkin nah namun nanti nggak ngga nih nya oh oleh pada padahal para pas pasti paling per pernah pula pun punya saat saja sama sambil
        sampai sana sangat saya se sebab sebagai sebagaimana sebelum sebuah secara sedang sedangkan sehingga sejak sekali sekarang selain selama
        selalu seluruh semua sementara sempat seolah seorang sering serta sesuatu sesudah setelah setiap siapa sih situ sini suatu sudah supaya
        tadi tanpa tapi telah tentang tentu tentunya terhadap terlalu termasuk ternyata tersebut tetapi tetap tiap tidak tak toh tuh udah untuk utk
        waktu walau walaupun ya yah yaitu yakni yang yg dgn dr jd jg krn klo sdh tdk blm sy dok admin permisi maaf tolong terima kasih
        selamat gan sis bang kak mas mbak pak bu
        """);

    private static readonly FrozenSet<string> EnglishWords = Split(
        """
        a about above after again against all also am an and any are aren't as at be because been before being below between both but by can can't
        cannot could couldn't did didn't do does doesn't doing don't down during each either few for from further get got had hadn't has hasn't have
        haven't having he he'd he'll he's hello her here here's hers herself hey hi him himself his how how's i i'd i'll i'm i've if in into is isn't it
        it's its itself just let's like me more most much must mustn't my myself no nor not now of off ok on once only or other ought our ours
        ourselves out over own please same shan't she she'd she'll she's should shouldn't since so some such than that that's the their theirs
        them themselves then there there's these they they'd they'll they're they've this those through to too under until up upon us very was
        wasn't we we'd we'll we're we've were weren't what what's when when's where where's which while who who's whom why why's will with won't
        would wouldn't yes yet you you'd you'll you're you've your yours yourself yourselves im dont cant thats ive
        """);

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Indonesian = IndonesianWords.GetAlternateLookup<ReadOnlySpan<char>>();
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> English = EnglishWords.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>True when a lower-case word is a stop word of the language. Languages other than English use the Indonesian list.</summary>
    public static bool Contains(ReadOnlySpan<char> word, Language language) =>
        language == Language.English ? English.Contains(word) : Indonesian.Contains(word);

    private static FrozenSet<string> Split(string words) =>
        words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}
