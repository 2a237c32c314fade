/**
 * Variants of Arabic letters by language, position or spelling, and the letter that replaces them.
 * Source: the requirements of this project for comparing texts.
 */
export const arabicForms: ReadonlyMap<string, string> = new Map(
  Object.entries({ ا: 'أإآٱ', ي: 'ىیئ', ه: 'ةہھ', و: 'ؤ', ك: 'ک' }).flatMap(([form, letters]) =>
    [...letters].map((letter) => [letter, form] as const),
  ),
)
