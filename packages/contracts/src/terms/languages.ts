import { z } from 'zod'

/** The languages in which a person can read the desk: the six official languages of the United Nations (BCP 47). */
export const Language = z.enum(['ar', 'zh', 'en', 'fr', 'ru', 'es'])
export type Language = z.infer<typeof Language>

/** The digits of counts and dates in Arabic, by their name in CLDR: `latn` 123, `arab` ١٢٣. Codes and times always use 123. */
export const Digits = z.enum(['latn', 'arab'])
export type Digits = z.infer<typeof Digits>
