import { defineTexts } from './define-texts.ts'
import { english } from './en/index.ts'

export type TextKey = keyof typeof english

/** The texts of the desk. Each gateway has further texts in its folder. */
export const { text, richText, findText } = defineTexts({ en: english })
