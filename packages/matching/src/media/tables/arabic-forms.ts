/**
 * Arabic letters that are one letter in another language, place or spelling, and the form that stands for all.
 * Source: the list of the requirements (content 3.8).
 */
export const arabicForms: ReadonlyMap<string, string> = new Map(
  Object.entries({ ا: 'أإآٱ', ي: 'ىیئ', ه: 'ةہھ', و: 'ؤ', ك: 'ک' }).flatMap(([form, letters]) =>
    [...letters].map((letter) => [letter, form] as const),
  ),
)
