import { expect, test } from 'vitest'
import { compare } from '../../score/compare.ts'
import { relateWords } from '../relate-words.ts'
import { wordForm } from '../word-form.ts'

const linked = (a: string, b: string): boolean => relateWords(wordForm(a, 'person'), wordForm(b, 'person')) !== null
const verdict = (a: string, b: string): string => compare({ names: [a] }, { names: [b] }).verdict

// Each row has a common name and its usual Latin spellings.
test.each([
  ['Щербаков', 'Shcherbakov Scherbakow Chtcherbakov Shcherbakoff'],
  ['Жуковский', 'Zhukovsky Joukovski Schukowski Zukovskij'],
  ['Хрущев', 'Khrushchev Chruschtschow Jruschov'],
  ['Чайковский', 'Tchaikovsky Tschaikowski Cajkovskij'],
  ['Цветаева', 'Tsvetaeva Zwetajewa Cvetaeva'],
  ['Юлия', 'Yulia Iuliia Julija Ioulia'],
  ['Григорій', 'Hryhorii Hryhoriy'],
  ['Євген', 'Yevhen Ievgen'],
  ['Щерев', 'Shterev'],
  ['Първанов', 'Parvanov Purvanov'],
  ['Ђорђевић', 'Djordjevic Dordevic'],
  ['Милошевић', 'Milosevic Miloshevich'],
  ['Χατζής', 'Hatzis Chatzis'],
  ['Ευάγγελος', 'Evangelos'],
  ['Μπουζούκης', 'Bouzoukis'],
  ['Τζαβάρας', 'Tzavaras Javaras'],
  ['Ξενάκης', 'Xenakis Ksenakis'],
  ['Παναγιώτης', 'Panagiotis Panayiotis'],
  ['Λαμπρόπουλος', 'Lampropoulos Labropoulos'],
  ['חיים', 'Haim Chaim'],
  ['רחל', 'Rachel Rahel'],
  ['יצחק', 'Yitzhak Itzchak'],
  ['צבי', 'Zvi Tzvi'],
  ['וולף', 'Wolf'],
  ['فاطمة', 'Fatima Fatimah Fatimat'],
  ['رحمة', 'Rahma Rahmat'],
  ['خيرالله', 'Khairullah Khayrollah'],
  ['نورالدين', 'Nuruddin Noureddine'],
  ['خالد', 'Khalid Khaled Halid'],
  ['گلبدين', 'Gulbuddin'],
  ['كلبدين', 'Gulbuddin'],
  ['ذکریا', 'Zakaria'],
])('%s is written %s', (word, forms) => {
  for (const form of forms.split(' ')) expect(linked(word, form), form).toBe(true)
})
test.each([
  ['Щербаков', 'Chernikov'],
  ['Жуковский', 'Schumski'],
  ['Юлия', 'Julian'],
  ['Чехов', 'Tscherkow'],
  ['Χατζής', 'Hasis'],
  ['Ξενάκης', 'Manakis'],
  ['חיים', 'Efraim'],
  ['רחל', 'Ruhama'],
  ['خالد', 'Walid'],
  ['فاطمة', 'Fatin'],
  ['كمال', 'Gamal'],
  ['نورالدين', 'Nurullah'],
  ['خيرالله', 'Khairuddin'],
])('%s is not written %s', (word, form) => {
  expect(linked(word, form)).toBe(false)
})

test.each([
  ['قادرعبد الباسط', 'Qader Abdul Basit'],
  ['نور الدين زنجاني', 'Nuruddin Zanjani'],
  ['خير الله سبزي', 'Khairullah Sabzi'],
  ['نورالدين زنجاني', 'نور الدين زنجاني'],
  ['Nguyễn Thị Hạnh', 'Nguyen Thi Hanh'],
  ['Đặng Văn Khoa', 'Dang Van Khoa'],
  ['Trần Thị Mỹ Duyên', 'Tran My Duyen'],
  ['Phạm Quốc Đạt', 'Dat Quoc Pham'],
  ['Đỗ Văn Lực', 'Do Luc'],
])('%s is %s', (a, b) => {
  expect(verdict(a, b)).toBe('match')
})
test.each([
  ['قادرعبد الباسط', 'Qader Abdul Karim'],
  ['خير الله سبزي', 'Khairuddin Sabzi'],
  ['Nguyễn Thị Hạnh', 'Nguyen Thi Hoa'],
  ['Nguyễn Văn Hùng', 'Tran Van Hung'],
  ['Nguyễn Văn Hùng', 'Nguyen Van'],
  ['Đặng Văn Khoa', 'Dang Van Khanh'],
  ['Lê Thị Mai', 'Le Thi'],
  ['Trần Thị Mỹ Duyên', 'Tran Thi My Linh'],
])('%s is not %s', (a, b) => {
  expect(verdict(a, b)).not.toBe('match')
})
