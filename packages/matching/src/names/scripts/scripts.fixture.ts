/** Two spellings of one name each. The names are invented and mean no real person. */
export const sameInScripts: readonly (readonly [string, string])[] = [
  // Foreign names in Hangul and Katakana.
  ['블라디미르 소콜로프', 'Vladimir Sokolov'],
  ['빅토르 파블렌코', 'Viktor Pavlenko'],
  ['프란체스카 로마노', 'Francesca Romano'],
  ['로버트 피터슨', 'Robert Peterson'],
  ['마이클 토마스', 'Michael Thomas'],
  ['아흐메드 칸', 'Ahmed Khan'],
  ['무함마드 카리모프', 'Muhammad Karimov'],
  ['ウラジーミル・ソコロフ', 'Vladimir Sokolov'],
  ['クリストファー・ベネット', 'Christopher Bennett'],
  ['ヴィクトリア・スミルノワ', 'Viktoria Smirnova'],
  ['フェルナンド・アルバレス', 'Fernando Alvarez'],
  ['ロバート・マーティン', 'Robert Martin'],
  // Thai.
  ['สมชาย พงษ์ศักดิ์', 'Somchai Phongsak'],
  ['วิชัย ศรีสุข', 'Wichai Srisuk'],
  ['ประเสริฐ ทองดี', 'Prasert Thongdee'],
  ['เกษม ใจดี', 'Kasem Jaidee'],
  ['นารีรัตน์ สุวรรณ', 'Nareerat Suwan'],
  ['ธนากร บุญมา', 'Thanakorn Boonma'],
  // Devanagari, Bengali, Tamil.
  ['राजकुमार श्रीवास्तव', 'Rajkumar Srivastava'],
  ['कृष्ण भट्टाचार्य', 'Krishna Bhattacharya'],
  ['अरविंद चौधरी', 'Arvind Chaudhary'],
  ['अरविंद चौधरी', 'Arvind Choudhury'],
  ['सुनीता पाटिल', 'Sunita Patil'],
  ['প্রকাশ মুখোপাধ্যায়', 'Prakash Mukhopadhyay'],
  ['সুমন বিশ্বাস', 'Suman Biswas'],
  ['শেখর রহমান', 'Shekhar Rahman'],
  ['முருகன் செல்வராஜ்', 'Murugan Selvaraj'],
  ['பிரபாகரன் குமார்', 'Prabhakaran Kumar'],
  // Burmese and Khmer.
  ['ကျော်ဇော အောင်', 'Kyaw Zaw Aung'],
  ['សុខ វណ្ណា', 'Sok Vanna'],
  // Ethiopic, Georgian, Armenian.
  ['ተስፋዬ ወልደ', 'Tesfaye Wolde'],
  ['ከበደ ገብረ', 'Kebede Gebre'],
  ['ზურაბ კვარაცხელია', 'Zurab Kvaratskhelia'],
  ['ნინო ბერიძე', 'Nino Beridze'],
  ['Հովհաննես Գրիգորյան', 'Hovhannes Grigoryan'],
  ['Տիգրան Պետրոսյան', 'Dikran Bedrosian'],
]
