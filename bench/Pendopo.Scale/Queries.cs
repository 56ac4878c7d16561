namespace Pendopo.Scale;

/// <summary>What people look for: by their first words, in passing, wrongly written.</summary>
internal static class Queries
{
    public static IReadOnlyList<(string Kind, string Text)> All { get; } =
    [
        .. Of("common", "anak", "obat", "demam", "vaksin", "puskesmas", "ibu hamil", "sakit", "dokter", "imunisasi", "air"),
        .. Of("two and more words", "demam berdarah", "vaksin anak", "obat batuk anak", "jadwal imunisasi bayi", "tekanan darah tinggi", "cuci tangan sabun", "tanda bahaya kehamilan", "efek samping vaksin"),
        .. Of("English", "fever", "vaccine", "child cough", "blood pressure", "high fever three days", "medicine side effects"),
        .. Of("sentences", "anak saya demam tiga hari apakah harus ke puskesmas", "apakah vaksin aman untuk ibu hamil", "is the vaccine safe for my child", "obat apa yang boleh diminum ibu menyusui"),
        .. Of("phrases", "\"demam berdarah\"", "\"ibu hamil\"", "\"side effects\""),
        .. Of("misspelt", "imunsasi", "demm berdarah", "vksin", "pusksmas", "fevr"),
        .. Of("stop words", "dan", "yang untuk", "the and of"),
        .. Of("rare", [.. Enumerable.Range(0, 12).Select(i => Writer.Word(7 + i * i * 390))]),
        .. Of("rare and common", [.. Enumerable.Range(0, 6).Select(i => $"{Writer.Word(3 + i * i * 390)} anak")]),
    ];

    private static IEnumerable<(string, string)> Of(string kind, params string[] texts) => texts.Select(text => (kind, text));
}
