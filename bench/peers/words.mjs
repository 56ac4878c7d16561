// The same posts for every server: a title, a heading and eight paragraphs.
const topics = ['Imunisasi', 'Gizi', 'TBC', 'Demam berdarah'];
const paragraph = k => `Bagian ${k}. Datang ke posyandu terdekat dan bawa buku KIA. Petugas menimbang anak, mengukur tinggi badannya dan memberi vitamin A bila sudah waktunya. Imunisasi dasar lengkap melindungi anak dari penyakit berat.`;

export const post = i => ({
  title: `Kabar puskesmas nomor ${i}`,
  summary: 'Apa yang berubah di posyandu bulan ini, dan apa yang perlu dibawa.',
  topic: topics[i % topics.length],
  heading: `Pertanyaan ${i}`,
  paragraphs: Array.from({ length: 8 }, (_, k) => paragraph(k)),
});
