import { defineTexts } from './define-texts.ts'
import { english } from './en/index.ts'
import type { DeskTexts } from './keys.ts'

export type TextKey = keyof DeskTexts

/** The texts of the desk. Each gateway has further texts in its folder. */
export const { text, richText, findText } = defineTexts<DeskTexts>(english)
