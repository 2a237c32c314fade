/** The languages of the desk. English is complete; a text that another language lacks is shown in English. */
export type Language = 'en'
export const directionOf: Record<Language, 'ltr' | 'rtl'> = { en: 'ltr' }

const language: Language = 'en'

/** The language that the person reads. */
export const currentLanguage = (): Language => language
